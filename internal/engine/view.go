package engine

import (
	"time"

	"supplierwatch/internal/apidoc"
	"supplierwatch/internal/exposure"
	"supplierwatch/internal/model"
	"supplierwatch/internal/view"
)

// RequestPlanner plans the verification mails that would be sent if they were released.
type RequestPlanner interface {
	WouldSend(v view.View) []model.Request
}

// view returns what the mails of the evaluation are written from. It is computed once, before the mails.
func (in Input) view(state model.State, decisions []model.Decision) view.View {
	v := view.View{State: state, Registry: in.Registry, Findings: worstByKey(in.Findings), Facts: in.Facts, Now: in.Now}
	if !in.Details {
		return v
	}
	v = v.Indexed()
	v.AckHolds, v.Summaries = map[string]time.Time{}, map[string]apidoc.Summary{}
	summaries := false
	for _, d := range decisions {
		switch d.Kind {
		case model.MailAlert, model.MailDigest, model.MailInitialReport:
			in.addAckHolds(v, d)
		case model.MailSummary:
			summaries = true
			in.addSummary(v, d.To.Team)
		}
	}
	if summaries && in.Requests != nil {
		v.Requests = byTeam(in.Requests.WouldSend(v))
	}
	return v
}

// addAckHolds adds until when an acknowledgement of each alert of a mail would hold.
func (in Input) addAckHolds(v view.View, d model.Decision) {
	for _, x := range d.Items {
		a, kept := v.State.Alerts[x.Alert]
		if _, known := v.AckHolds[x.Alert]; known || !kept {
			continue
		}
		f := v.Finding(a)
		v.AckHolds[x.Alert] = in.Machine.Alerts.AckEnd(a, &f, in.Registry, in.Now)
	}
}

// addSummary sums up the suppliers of a team, for its weekly summary.
func (in Input) addSummary(v view.View, team string) {
	if _, known := v.Summaries[team]; known || team == "" {
		return
	}
	owned := *in.Registry
	owned.Suppliers = v.SuppliersOf[team]
	v.Summaries[team] = exposure.Summarize(&owned, nil, in.Facts, in.Now)
}

func byTeam(requests []model.Request) map[string][]model.Request {
	found := map[string][]model.Request{}
	for _, q := range requests {
		team := ""
		if q.Team != nil {
			team = q.Team.ID
		}
		found[team] = append(found[team], q)
	}
	return found
}
