// Package alertscope says which alerts a Step of the state machine must go through, so that a Step costs as much as what has happened and not as much as all
// alerts. The result is that of going through all.
//
// A Step can decide something about an alert only for one of these reasons:
//
//   - findings about its supplier changed, or a fact about it was recorded: the caller says so;
//   - an instant has come: NextChange of the alert says when;
//   - a notice about it waits;
//   - the Step before wrote it, or decided something about it;
//   - a reminder of its team takes it along: the Step itself asks for those.
//
// What is for all alerts at once has a Step go through all of them: the first Step of a registry, a clock that was set back, a removal of suppliers that is
// not believed yet, and what a version before left.
package alertscope

import (
	"maps"
	"slices"
	"time"

	"supplierwatch/internal/alert"
	"supplierwatch/internal/model"
	"supplierwatch/internal/timerqueue"
)

// Index knows of all alerts what may happen to them next.
type Index struct {
	registry   *model.Registry
	at         time.Time                  // the instant of the last Step
	bySupplier map[string][]string        // alerts by their suppliers: no alert gets another one as long as the registry stays
	mailed     map[string]map[string]bool // firing alerts that have mails of their own, by their teams
	teams      map[string]string          // of the alerts in mailed
	old        map[string]bool            // alerts that the next Step must carry over from a version before
	active     map[string]bool            // alerts that the last Step wrote, or about which it decided something
	wakes      timerqueue.Queue           // alerts, by alert.NextWake
	silent     timerqueue.Queue           // alerts, by alert.NextSilentChange
}

// New returns an index of all alerts of a state that a Step at an instant left.
func New(state model.State, r *model.Registry, now time.Time) *Index {
	x := &Index{
		registry: r, bySupplier: map[string][]string{}, mailed: map[string]map[string]bool{}, teams: map[string]string{}, old: map[string]bool{},
	}
	for id, a := range state.Alerts {
		x.bySupplier[a.Supplier] = append(x.bySupplier[a.Supplier], id)
		x.file(&a, now)
	}
	x.at = now.Round(0) // a clock that was set back shows in the wall clock only
	return x
}

// Sees reports whether the index still holds for a Step at an instant: otherwise that Step must go through everything.
func (x *Index) Sees(state model.State, r *model.Registry, now time.Time) bool {
	return x != nil && x.registry == r && !now.Round(0).Before(x.at) && len(x.old) == 0 && state.Notifications.Started && state.Notifications.RemovalSeenAt.IsZero()
}

// Stepped notes what a Step at an instant did: which alerts it has seen, which of them it wrote, and what it decided. Waited are the notices that waited
// before.
func (x *Index) Stepped(alerts map[string]model.Alert, seen []string, written alert.Written, decisions []model.Decision, waited []model.Queued, now time.Time) {
	x.at, x.active = now.Round(0), make(map[string]bool, len(written))
	for id := range written {
		x.active[id] = true
	}
	for _, q := range waited {
		x.active[q.Alert] = true
	}
	for _, d := range decisions {
		for _, item := range d.Items {
			x.active[item.Alert] = true
		}
	}
	for _, id := range seen {
		a, kept := alerts[id]
		if !kept {
			continue
		}
		if before, isWritten := written[id]; isWritten && before == nil && !slices.Contains(x.bySupplier[a.Supplier], id) { // New may know it
			x.bySupplier[a.Supplier] = append(x.bySupplier[a.Supplier], id)
		}
		x.file(&a, now)
	}
}

// Again has the next Step go through some alerts again.
func (x *Index) Again(ids []string) {
	for _, id := range ids {
		x.active[id] = true
	}
}

// file files an alert under its team, and by when something may happen to it.
func (x *Index) file(a *model.Alert, now time.Time) {
	x.leaveTeam(a.ID)
	if a.State == model.StateFiring && a.Mailed() {
		x.joinTeam(a.Team, a.ID)
	}
	if delete(x.old, a.ID); alert.OfVersionBefore(a) {
		x.old[a.ID] = true
	}
	x.wakes.Set(a.ID, alert.NextWake(*a, x.registry, now))
	x.silent.Set(a.ID, alert.NextSilentChange(a, now))
}

func (x *Index) joinTeam(team, id string) {
	if x.mailed[team] == nil {
		x.mailed[team] = map[string]bool{}
	}
	x.mailed[team][id], x.teams[id] = true, team
}

func (x *Index) leaveTeam(id string) {
	delete(x.mailed[x.teams[id]], id)
	delete(x.teams, id)
}

// NextWake returns the first instant at which a Step would decide something about any alert by itself; zero for none.
func (x *Index) NextWake() time.Time { return x.wakes.Next() }

// NextChange returns the first instant at which a Step may not leave every alert as it is; zero for never.
func (x *Index) NextChange() time.Time { return alert.Earliest(x.wakes.Next(), x.silent.Next()) }

// Due returns the ids of the alerts about which a Step at an instant may decide something by itself. The instants that have come are forgotten: Stepped
// must follow, or the index is of no use any more.
func (x *Index) Due(waiting []model.Queued, now time.Time) map[string]bool {
	due := maps.Clone(x.active)
	if due == nil {
		due = map[string]bool{}
	}
	for _, q := range waiting {
		due[q.Alert] = true
	}
	for _, queue := range []*timerqueue.Queue{&x.wakes, &x.silent} {
		for _, id := range queue.Take(now) {
			due[id] = true
		}
	}
	delete(due, "")
	return due
}

// Mailed returns the ids of the firing alerts of a team that have mails of their own, in no order.
func (x *Index) Mailed(team string) []string { return slices.Collect(maps.Keys(x.mailed[team])) }

// Of returns the ids of all alerts of some suppliers, sorted.
func (x *Index) Of(suppliers map[string]bool) []string {
	var ids []string
	for supplier := range suppliers {
		ids = append(ids, x.bySupplier[supplier]...)
	}
	slices.Sort(ids)
	return ids
}
