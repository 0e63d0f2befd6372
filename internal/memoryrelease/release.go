// Package memoryrelease decides when the memory that a start or a reload needed is returned to the operating system.
package memoryrelease

import (
	"context"
	"time"
)

// Release returns memory to the operating system that reading and first evaluating a registry needed: several times what it needs from then
// on. The runtime would keep most of it for as long as little is allocated.
type Release struct {
	Loaded  <-chan struct{} // one signal when another registry has been evaluated
	Changed <-chan struct{} // one signal when an evaluation found or changed anything
	Quiet   time.Duration   // until nothing follows any more from what was found: first mails are sent, first probes are over
	AtMost  time.Duration   // until memory is released although something still follows
	Free    func()
}

// Run releases memory until the context ends: once after each load where all becomes quiet soon, else when the time is over and once more when
// all is quiet.
func (m Release) Run(ctx context.Context) {
	for {
		select {
		case <-ctx.Done():
			return
		case <-m.Loaded:
		}
		if !m.settles(ctx, time.After(m.AtMost)) && ctx.Err() == nil {
			m.Free()
			m.settles(ctx, nil)
		}
		if ctx.Err() != nil {
			return
		}
		m.Free()
	}
}

// settles waits until all is quiet, and reports whether it was before the time was over.
func (m Release) settles(ctx context.Context, over <-chan time.Time) bool {
	for {
		select {
		case <-ctx.Done():
			return false
		case <-over:
			return false
		case <-m.Changed:
		case <-time.After(m.Quiet):
			return true
		}
	}
}
