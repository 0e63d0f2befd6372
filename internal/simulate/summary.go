package simulate

import (
	"slices"

	"supplierwatch/internal/engine"
	"supplierwatch/internal/model"
	"supplierwatch/internal/notify"
	"supplierwatch/internal/view"
)

// summaryIndex divides alerts by what the weekly summaries say of them: most are listed as they were the week before.
type summaryIndex struct {
	news   map[string]bool            // alerts of which the next summary reports something new
	listed map[string]map[string]bool // by team: alerts that it lists as the summary before did
}

func newSummaryIndex() summaryIndex {
	return summaryIndex{news: map[string]bool{}, listed: map[string]map[string]bool{}}
}

func (x *summaryIndex) update(before, after model.Alert) {
	x.remove(before)
	switch {
	case notify.NeverListed(after):
	case !notify.Listed(after):
		x.news[after.ID] = true
	case x.listed[after.Team] == nil:
		x.listed[after.Team] = map[string]bool{after.ID: true}
	default:
		x.listed[after.Team][after.ID] = true
	}
}

func (x *summaryIndex) remove(a model.Alert) {
	delete(x.news, a.ID)
	delete(x.listed[a.Team], a.ID)
}

// summaryComposer adds to each weekly summary the listed alerts that were not visible to the evaluation.
type summaryComposer struct {
	composer engine.Composer
	machine  notify.Machine
	alerts   *alertIndex
	scope    *scope
}

// Compose composes a mail. A weekly summary covers all tasks of the recipient's teams.
func (c summaryComposer) Compose(d model.Decision, v view.View) (mail model.Mail, fault, err error) {
	if d.Kind != model.MailSummary || c.scope.everything {
		return c.composer.Compose(d, v)
	}
	if err := c.alerts.merge(v.State.Alerts); err != nil {
		return model.Mail{}, nil, err
	}
	v.State.Alerts = c.alerts.all
	d.Items = slices.Clip(d.Items)
	for team, listed := range c.alerts.summary.listed {
		if !slices.Contains(c.machine.Alerts.Readers(v.Registry, model.Alert{Team: team}), d.To) {
			continue
		}
		for id := range listed {
			if a := c.alerts.all[id]; !c.scope.alerts[id] {
				d.Items = append(d.Items, model.DecisionItem{Alert: id, Step: a.Step, Reason: model.ReasonSummary})
				a.SummarizedAt = v.Now
				c.alerts.all[id] = a
			}
		}
	}
	return c.composer.Compose(d, v)
}
