package rdap

import (
	"sync"
	"time"
)

// refusals remembers the servers that answered that they are asked too often.
type refusals struct {
	mu    sync.Mutex
	until map[string]time.Time // by base URL
}

// refusalPause is how long such a server is asked nothing.
const refusalPause = time.Hour

func (r *refusals) note(base string, now time.Time) {
	r.mu.Lock()
	defer r.mu.Unlock()
	if r.until == nil {
		r.until = map[string]time.Time{}
	}
	r.until[base] = now.Add(refusalPause)
}

func (r *refusals) stands(base string, now time.Time) bool {
	r.mu.Lock()
	defer r.mu.Unlock()
	return now.Before(r.until[base])
}
