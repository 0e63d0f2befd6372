package daemon

import (
	"context"
	"time"
)

// memoryRelease returns memory to the operating system that reading and first evaluating a registry needed: several times what it needs from then
// on. The runtime would keep most of it for as long as little is allocated.
type memoryRelease struct {
	loaded  <-chan struct{} // one signal when another registry has been evaluated
	after   time.Duration   // until the mails of that evaluation are written and sent
	release func()
}

// run releases memory until the context ends.
func (m memoryRelease) run(ctx context.Context) {
	for {
		select {
		case <-ctx.Done():
			return
		case <-m.loaded:
		}
		select {
		case <-ctx.Done():
			return
		case <-time.After(m.after):
		}
		m.release()
	}
}
