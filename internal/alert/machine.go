package alert

import (
	"time"

	"supplierwatch/internal/model"
)

// Refire is how long after its end an alert that fires again is still the same alert, in the same thread.
const Refire = 24 * time.Hour

// refireGap is the least time between the first steps of an alert that ends and fires again and again.
const refireGap = time.Hour

// removalHold is how long a reload that removes many suppliers is not believed.
const removalHold = 10 * time.Minute

// Machine is the state machine's settings. It holds no state.
type Machine struct {
	// GroupWait is how long a first alert waits for others to the same recipient.
	GroupWait time.Duration
	// PerHour is how many mails about alerts one recipient gets in any hour; zero or less: no limit.
	PerHour int
	// ResolveNotice tells whoever was told that evidence ended an alert.
	ResolveNotice bool
	// Operators are those who run the watchdog; they also get what has no usable owner.
	Operators []model.Recipient
	// Listeners hear of alerts beside the steps.
	Listeners []Listener
	// NoQuietHours mails at any hour: nobody is woken by a file in a directory.
	NoQuietHours bool
	// Immediate does not wait for the group: the first pass after a start has seen everything that there is.
	Immediate bool
	// Force believes a reload that removes many suppliers at once.
	Force bool
	// Letter gives the first instant after the given one at which the weekly letter is due; zero for never. Nil: there is no letter.
	Letter func(after time.Time) time.Time
}

// Step decides what follows from the findings at the instant now. The findings are sorted by Finding.Compare; facts may be nil, in which
// case nothing is resolved, since nobody looked. The given state is not modified; the one returned shares what did not change. Its times
// are in UTC. The same input gives the same decisions, ids included.
func (m Machine) Step(state model.State, r *model.Registry, findings []model.Finding, facts *model.Facts, now time.Time) (model.State, []model.Decision) {
	p := m.begin(state, r, findings, facts, now)
	p.guardRemovals()
	p.advance()
	p.raise()
	p.firstStart()
	p.letterDue()
	p.deliver()
	p.tellListeners()
	return p.end()
}
