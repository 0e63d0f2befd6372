package readmodel

import "sync"

// memo keeps what was last computed, and from what. It is the same for all who ask.
type memo[From comparable, V any] struct {
	mu    sync.Mutex
	known bool
	asked bool // since the last call of age
	from  From
	value V
}

// get returns the value that follows from something. Compute gets the value before, which is zero where nothing is kept.
func (m *memo[From, V]) get(from From, compute func(before V) V) V {
	m.mu.Lock()
	defer m.mu.Unlock()
	if !m.known || m.from != from {
		m.value, m.from, m.known = compute(m.value), from, true
	}
	m.asked = true
	return m.value
}

// age forgets the value if nobody has asked for it since the last call, so that what nobody looks at needs no memory.
func (m *memo[From, V]) age() {
	m.mu.Lock()
	defer m.mu.Unlock()
	if !m.asked {
		var nothing V
		var nowhere From
		m.value, m.from, m.known = nothing, nowhere, false
	}
	m.asked = false
}
