package daemon

import (
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

// requestPlanner plans the verification mails that a release would send, for the weekly summaries.
type requestPlanner struct{ settings *settings.Settings }

// WouldSend implements engine.RequestPlanner.
func (p requestPlanner) WouldSend(v compose.View) []model.Request {
	return outreach.Preview(wiring.VerificationPlanner(p.settings, v.Registry), v)
}
