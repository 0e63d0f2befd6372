package daemon

import (
	"log/slog"

	"supplierwatch/internal/compose"
	"supplierwatch/internal/model"
	"supplierwatch/internal/outreach"
	"supplierwatch/internal/settings"
	"supplierwatch/internal/token"
	"supplierwatch/internal/verification"
	"supplierwatch/internal/wiring"
)

// newOutreach returns what writes to suppliers: verification mails, and notices about announced changes.
func newOutreach(s *settings.Settings, key token.Key, log *slog.Logger) (*outreach.Source, *outreach.ChangeNotices, error) {
	writer, err := wiring.VerificationWriter(s, key)
	if err != nil {
		return nil, nil, err
	}
	planner := plannerFor(s)
	return &outreach.Source{Planner: planner, Writer: writer, Log: log}, &outreach.ChangeNotices{Planner: planner, Writer: writer, Log: log}, nil
}

// plannerFor returns what plans verification mails by a configuration.
func plannerFor(s *settings.Settings) outreach.PlannerFor {
	return func(r *model.Registry) verification.Planner { return wiring.VerificationPlanner(s, r) }
}

// requestPlanner plans the verification mails that a release would send, for the weekly summaries.
type requestPlanner struct{ settings *settings.Settings }

// WouldSend implements engine.RequestPlanner.
func (p requestPlanner) WouldSend(v compose.View) []model.Request {
	return outreach.Preview(wiring.VerificationPlanner(p.settings, v.Registry), v)
}
