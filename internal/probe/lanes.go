package probe

import (
	"sync"
	"time"
)

const (
	// slowAfter is how long a step may take before its work counts as slow.
	slowAfter = 1500 * time.Millisecond
	// slowWidth is how many times as wide the slow lane is: slow work mostly waits.
	slowWidth = 4
)

// Lanes bounds how much work runs at a time, and keeps slow work from delaying the
// rest. Work begins in the fast lane. Once one of its steps is slow, the work moves
// to the slow lane and its place in the fast lane is free. What was slow the last
// time begins in the slow lane. It must not be copied after its first use.
type Lanes struct {
	Width int // of the fast lane: pieces of work at a time; at least 1 is taken

	mu         sync.Mutex
	fast, slow chan struct{}
	slowBefore map[string]bool // by name
}

// Work is steps that run one after the other.
type Work struct {
	Name  string // by which work is known to be slow, such as a host; may be empty
	Steps []func()
}

// Run does the work, in its order as far as the lanes allow. It returns as soon as
// the fast lane has no more of it; wait returns when the slow lane has no more either.
func (l *Lanes) Run(work []Work) (wait func()) {
	quick, slow := l.split(work)
	var all, fast sync.WaitGroup
	all.Go(func() {
		for _, w := range slow {
			l.slow <- struct{}{}
			p := &place{lanes: l, leaveLane: func() { <-l.slow }, moved: true}
			all.Go(func() { p.do(w) })
		}
	})
	for _, w := range quick {
		l.fast <- struct{}{}
		fast.Add(1)
		p := &place{lanes: l, leaveLane: func() { <-l.fast; fast.Done() }}
		all.Go(func() { p.do(w) })
	}
	fast.Wait()
	return all.Wait
}

// split returns the work for each lane, and makes the lanes at the first call.
func (l *Lanes) split(work []Work) (quick, slow []Work) {
	l.mu.Lock()
	defer l.mu.Unlock()
	if l.fast == nil {
		l.fast = make(chan struct{}, max(l.Width, 1))
		l.slow = make(chan struct{}, slowWidth*max(l.Width, 1))
		l.slowBefore = map[string]bool{}
	}
	for _, w := range work {
		if w.Name != "" && l.slowBefore[w.Name] {
			slow = append(slow, w)
		} else {
			quick = append(quick, w)
		}
	}
	return quick, slow
}

// remember records whether work was slow this time.
func (l *Lanes) remember(name string, slow bool) {
	l.mu.Lock()
	defer l.mu.Unlock()
	if slow {
		l.slowBefore[name] = true
	} else {
		delete(l.slowBefore, name)
	}
}

// place is what one piece of work occupies in a lane.
type place struct {
	lanes *Lanes

	mu        sync.Mutex
	leaveLane func()
	moved     bool // it is in the slow lane
	ended     bool
}

// do does the work and leaves the lane that it is in then.
func (p *place) do(w Work) {
	slow := false
	for _, step := range w.Steps {
		slow = p.run(step) || slow
	}
	p.lanes.remember(w.Name, slow)
	p.mu.Lock()
	defer p.mu.Unlock()
	p.ended = true
	p.leaveLane()
}

// run runs one step and reports whether it was slow. While it is slow, it waits for a place in the slow lane.
func (p *place) run(step func()) (slow bool) {
	over := make(chan struct{})
	defer close(over)
	timer := time.AfterFunc(slowAfter, func() {
		if p.inSlowLane() {
			return
		}
		select {
		case p.lanes.slow <- struct{}{}:
			p.move()
		case <-over:
		}
	})
	step()
	return !timer.Stop()
}

func (p *place) inSlowLane() bool {
	p.mu.Lock()
	defer p.mu.Unlock()
	return p.moved
}

// move leaves the fast lane for the place that was taken in the slow one.
func (p *place) move() {
	p.mu.Lock()
	defer p.mu.Unlock()
	if p.ended || p.moved {
		<-p.lanes.slow
		return
	}
	p.leaveLane()
	p.moved, p.leaveLane = true, func() { <-p.lanes.slow }
}
