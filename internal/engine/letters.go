package engine

import (
	"maps"
	"slices"
	"time"

	"supplierwatch/internal/alert"
	"supplierwatch/internal/model"
)

// letters is the Composer of a rehearsal: it adds to each letter the old news
// that its pass did not see.
type letters struct{ *stage }

// Compose composes a mail; a letter about all that the recipient's teams have to do.
func (l letters) Compose(d model.Decision, v View) (model.Mail, error) {
	if d.Kind != model.MailLetter || l.everything {
		return l.Composer.Compose(d, v)
	}
	if err := l.bring(v.State.Alerts); err != nil {
		return model.Mail{}, err
	}
	v.State.Alerts = l.alerts
	d.Items = slices.Clip(d.Items)
	for team, listed := range l.listed.old {
		if !slices.Contains(l.Machine.Readers(l.Registry, model.Alert{Team: team}), d.To) {
			continue
		}
		for id := range listed {
			if !l.focus[id] {
				d.Items = append(d.Items, model.DecisionItem{Alert: id, Step: l.alerts[id].Step, Reason: model.ReasonLetter})
			}
		}
	}
	return l.Composer.Compose(d, v)
}

// listed keeps apart what the letters have to tell, since most of it is old.
type listed struct {
	news map[string]bool            // alerts of which the next letter tells something new
	old  map[string]map[string]bool // by team: alerts that it lists as the one before did
}

func (l *listed) file(before, after model.Alert) {
	l.drop(before)
	switch {
	case alert.Told(after):
	case !alert.Listed(after):
		l.news[after.ID] = true
	case l.old[after.Team] == nil:
		l.old[after.Team] = map[string]bool{after.ID: true}
	default:
		l.old[after.Team][after.ID] = true
	}
}

func (l *listed) drop(a model.Alert) {
	delete(l.news, a.ID)
	delete(l.old[a.Team], a.ID)
}

// worthALetter gives the alerts of which the letters tell something new and, for
// each team, one alert of old news that is reason enough for a letter. The rest of
// the old news is added to the letters when they are composed.
func (s *stage) worthALetter() []string {
	ids := slices.Collect(maps.Keys(s.listed.news))
	for _, old := range s.listed.old {
		reason := ""
		for id := range old {
			if (reason == "" || id < reason) && s.alerts[id].Severity != model.Info {
				reason = id
			}
		}
		if reason != "" {
			ids = append(ids, reason)
		}
	}
	return ids
}

// remembered is how long an alert that is over is kept: longer than a letter
// that tells of its end may wait.
const remembered = 60 * 24 * time.Hour

func (s *stage) expectToForget(a model.Alert) {
	if a.State.Open() {
		s.ended.set(a.ID, time.Time{})
	} else {
		s.ended.set(a.ID, a.EndedAt.Add(remembered))
	}
}

// forget drops alerts that have long been over.
func (s *stage) forget() {
	for _, id := range s.ended.pull(s.now) {
		a := s.alerts[id]
		delete(s.alerts, id)
		s.listed.drop(a)
		s.of[a.Key] = slices.DeleteFunc(s.of[a.Key], func(x string) bool { return x == id })
		if len(s.of[a.Key]) == 0 {
			delete(s.of, a.Key)
		}
	}
}
