package app

import (
	"time"

	"supplierwatch/internal/compose"
	"supplierwatch/internal/model"
	"supplierwatch/internal/outreach"
	"supplierwatch/internal/settings"
	"supplierwatch/internal/verification"
	"supplierwatch/internal/wiring"
)

// newOutreach prepares to write to suppliers.
func (d *Daemon) newOutreach() error {
	writer, err := wiring.VerificationWriter(d.settings, d.key)
	if err != nil {
		return err
	}
	planner := plannerFor(d.settings)
	d.outreach = &outreach.Source{Planner: planner, Writer: writer, Log: d.Log}
	d.notices = &outreach.ChangeNotices{Planner: planner, Writer: writer, Log: d.Log}
	return nil
}

// plannerFor returns what plans verification mails by a configuration.
func plannerFor(s *settings.Settings) outreach.PlannerFor {
	return func(r *model.Registry) verification.Planner { return wiring.VerificationPlanner(s, r) }
}

// verify makes the next evaluation choose the contacts to ask, if the configuration wants that.
func (d *Daemon) verify() {
	if d.settings.Verification.Mode == settings.ModeOn {
		d.outreach.Choose()
	}
	d.loop.Wake()
}

// wouldAsk returns who would be asked if that were released, for the weekly summaries. Those of one evaluation are about the same.
func wouldAsk(s *settings.Settings) func(compose.View) []model.Request {
	var at time.Time
	var of *model.Registry
	var asks []model.Request
	return func(v compose.View) []model.Request {
		if !v.Now.Equal(at) || v.Registry != of {
			at, of, asks = v.Now, v.Registry, outreach.Preview(wiring.VerificationPlanner(s, v.Registry), v)
		}
		return asks
	}
}
