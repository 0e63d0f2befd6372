package engine

import (
	"slices"
	"time"

	"supplierwatch/internal/civil"
	"supplierwatch/internal/model"
)

// judged is what was found about one supplier when it was last looked at.
type judged struct {
	findings []model.Finding
	keys     []string   // of the findings, in their order
	on       civil.Date // the day there
	next     time.Time  // when the findings may be others; zero: never
	counted  bool       // an exposure changes with each day that passes
}

// newJudged keeps findings in their order: of two about the same, the graver one
// comes first.
func newJudged(findings []model.Finding, on civil.Date, next time.Time) judged {
	slices.SortFunc(findings, func(a, b model.Finding) int { return a.Compare(&b) })
	j := judged{findings: findings, keys: make([]string, len(findings)), on: on, next: next}
	for i := range findings {
		j.keys[i] = findings[i].Key()
		j.counted = j.counted || findings[i].Exposure != nil
	}
	return j
}

// differing gives the keys of findings that came, went, or are decided upon
// otherwise.
func differing(before, after judged) []string {
	var keys []string
	for i, key := range after.keys {
		if j := slices.Index(before.keys, key); j < 0 || !alike(&before.findings[j], &after.findings[i]) {
			keys = append(keys, key)
		}
	}
	for _, key := range before.keys {
		if !slices.Contains(after.keys, key) {
			keys = append(keys, key)
		}
	}
	return keys
}

// alike reports whether the same follows from two findings about the same.
func alike(a, b *model.Finding) bool {
	return a.Rule == b.Rule && a.Severity == b.Severity && a.Route == b.Route && a.Stage == b.Stage && a.Due == b.Due && a.Ends == b.Ends &&
		a.Wakes == b.Wakes && a.Once == b.Once && a.Pending == b.Pending && a.Owner == b.Owner && a.Responsible == b.Responsible &&
		a.StartAt == b.StartAt && a.Policy == b.Policy
}

// aim chooses what the pass sees: what turned, the alerts that are due, and
// those that wait to be mailed. To these come the news if a letter is due, and
// everything while a mail of the first start waits, since whatever pages somebody
// meanwhile takes that mail along.
func (s *stage) aim(due []string) {
	clear(s.focus)
	s.shown, s.everything = s.shown[:0], false
	turned := s.turned()
	for _, q := range s.desk.Queue {
		if q.Alert != "" {
			due = append(due, q.Alert)
		}
	}
	for _, id := range due {
		s.refresh(s.alerts[id].Supplier)
	}
	switch {
	case !s.desk.Started, s.waits(model.ReasonFirst, time.Time{}):
		s.seeAll()
		return
	case s.waits(model.ReasonLetter, s.now), !s.desk.LetterAt.IsZero() && !s.desk.LetterAt.After(s.now):
		s.forget()
		due = append(due, s.worthALetter()...)
	}
	for supplier, keys := range turned {
		for _, key := range keys {
			s.seeKey(supplier, key)
		}
	}
	for _, id := range due {
		s.see(id)
	}
}

// turned takes in what is found about the suppliers that may have turned, and
// gives the keys of what did by supplier.
func (s *stage) turned() map[string][]string {
	turned := map[string][]string{}
	for _, id := range s.turns.pull(s.now) {
		found := s.lookout.found(id, s.now)
		turned[id] = differing(s.judged[id], found)
		s.judged[id] = found
		s.turn(id, found.next)
	}
	return turned
}

// turn notes when a supplier may turn next, and has it judged for then.
func (s *stage) turn(supplier string, at time.Time) {
	if !at.IsZero() && at.Before(s.Until) {
		s.turns.set(supplier, at)
		s.lookout.expect(supplier, at)
	}
}

// waits reports whether letters or mails of the first start wait, until an
// instant at most if one is given.
func (s *stage) waits(reason model.Reason, until time.Time) bool {
	return slices.ContainsFunc(s.desk.Queue, func(q model.Queued) bool {
		return q.Alert == "" && q.Reason == reason && (until.IsZero() || !q.Until.After(until))
	})
}

func (s *stage) seeAll() {
	s.everything = true
	for _, j := range s.judged {
		s.shown = append(s.shown, j.findings...)
	}
}

// see takes an alert into focus.
func (s *stage) see(id string) {
	if a := s.alerts[id]; !s.focus[id] {
		s.seeKey(a.Supplier, a.Key)
	}
}

// seeKey takes into focus what is found under a key, and all alerts that are or
// were about it.
func (s *stage) seeKey(supplier, key string) {
	for _, id := range s.of[key] {
		s.focus[id] = true
	}
	j := s.judged[supplier]
	for i := range j.keys {
		if j.keys[i] == key {
			s.shown = append(s.shown, j.findings[i])
		}
	}
}

// refresh counts anew what is at stake at a supplier if that was last done on
// another day: mails are sorted by it.
func (s *stage) refresh(supplier string) {
	if j := s.judged[supplier]; j.counted && j.on != s.Registry.Supplier(supplier).Calendar.Today(s.now) {
		s.judged[supplier] = s.lookout.judge(supplier, s.now)
	}
}
