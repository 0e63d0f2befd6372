// Package parallel divides independent work among the processors.
package parallel

import (
	"runtime"
	"sync"

	"golang.org/x/sync/errgroup"
)

// Do calls do for 0 to n-1 on as many processors as there are, and returns when all are done.
func Do(n int, do func(i int)) {
	var g errgroup.Group
	var next sync.Mutex
	taken := 0
	for range min(n, runtime.GOMAXPROCS(0)) {
		g.Go(func() error {
			for {
				next.Lock()
				i := taken
				taken++
				next.Unlock()
				if i >= n {
					return nil
				}
				do(i)
			}
		})
	}
	_ = g.Wait() // do returns no error
}
