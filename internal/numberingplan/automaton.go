package numberingplan

import (
	"encoding/binary"
	"regexp/syntax"
	"slices"
	"sync"
	"sync/atomic"
)

// automaton matches a regular expression against digits, one step a digit. Its states are found when they are first reached.
type automaton struct {
	program *syntax.Prog
	begins  *state

	mu    sync.Mutex // while states are added
	known map[string]*state
}

// state is a set of instructions that the text so far leads to.
type state struct {
	next    [10]atomic.Pointer[state] // by digit; nil: not yet known
	pending []uint32                  // instructions that read the next digit
	accepts bool                      // the text so far matches
}

// newAutomaton returns the automaton of an expression; ok is false where the expression has more than digits, groups and repetitions.
func newAutomaton(expression string) (a *automaton, ok bool) {
	parsed, err := syntax.Parse(expression, syntax.Perl)
	if err != nil {
		return nil, false
	}
	program, err := syntax.Compile(parsed.Simplify())
	if err != nil {
		return nil, false
	}
	for i := range program.Inst {
		if program.Inst[i].Op == syntax.InstEmptyWidth {
			return nil, false
		}
	}
	a = &automaton{program: program, known: map[string]*state{}}
	a.begins = a.stateOf([]uint32{uint32(program.Start)})
	return a, true
}

// stateOf returns the state of the instructions that some lead to without reading a digit.
func (a *automaton) stateOf(from []uint32) *state {
	var s state
	seen := map[uint32]bool{}
	for todo := from; len(todo) > 0; {
		at := todo[len(todo)-1]
		todo = todo[:len(todo)-1]
		if seen[at] {
			continue
		}
		seen[at] = true
		switch i := &a.program.Inst[at]; i.Op {
		case syntax.InstAlt, syntax.InstAltMatch:
			todo = append(todo, i.Out, i.Arg)
		case syntax.InstCapture, syntax.InstNop:
			todo = append(todo, i.Out)
		case syntax.InstMatch:
			s.accepts = true
		case syntax.InstFail:
		default:
			s.pending = append(s.pending, at)
		}
	}
	slices.Sort(s.pending)
	return a.unique(&s)
}

// unique returns the state that is known with the same instructions, or the given one.
func (a *automaton) unique(s *state) *state {
	key := make([]byte, 1, 1+4*len(s.pending))
	if s.accepts {
		key[0] = 1
	}
	for _, at := range s.pending {
		key = binary.LittleEndian.AppendUint32(key, at)
	}
	if known := a.known[string(key)]; known != nil {
		return known
	}
	a.known[string(key)] = s
	return s
}

// after returns the state after one more digit.
func (a *automaton) after(s *state, digit byte) *state {
	if next := s.next[digit-'0'].Load(); next != nil {
		return next
	}
	a.mu.Lock()
	defer a.mu.Unlock()
	var out []uint32
	for _, at := range s.pending {
		if i := &a.program.Inst[at]; i.MatchRune(rune(digit)) {
			out = append(out, i.Out)
		}
	}
	next := a.stateOf(out)
	s.next[digit-'0'].Store(next)
	return next
}

// matches reports whether the expression matches the digits as a whole.
func (a *automaton) matches(digits string) bool {
	s := a.begins
	for i := range len(digits) {
		s = a.after(s, digits[i])
	}
	return s.accepts
}

// begin reports whether the expression matches a part that the digits begin with, even an empty one.
func (a *automaton) begin(digits string) bool {
	s := a.begins
	for i := 0; i < len(digits) && !s.accepts; i++ {
		s = a.after(s, digits[i])
	}
	return s.accepts
}
