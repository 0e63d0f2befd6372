package daemon

import (
	"cmp"
	"fmt"
	"log/slog"
	"slices"
	"strings"

	"supplierwatch/internal/apidoc"
	"supplierwatch/internal/compose"
	"supplierwatch/internal/drill"
	"supplierwatch/internal/engine"
	"supplierwatch/internal/factindex"
	"supplierwatch/internal/model"
	"supplierwatch/internal/oneshot"
	"supplierwatch/internal/settings"
	"supplierwatch/internal/wiring"
)

// driller runs the drills that somebody has requested. Every evaluation asks it for mails.
type driller struct {
	settings *settings.Settings
	write    *compose.Composer
	log      *slog.Logger
}

// ExtraMails begins the drills that were asked for, and reports those that are over.
func (d *driller) ExtraMails(evaluation engine.Evaluation, known *factindex.Index) ([]model.Mail, []model.Fact, error) {
	var mails []model.Mail
	var facts []model.Fact
	for _, subject := range known.Drills() {
		doc, _ := drill.Read(known, subject.ID, evaluation.At)
		m, f, err := d.follow(doc, evaluation, known)
		if err != nil {
			return nil, nil, fmt.Errorf("hold drill %s: %w", subject.ID, err)
		}
		mails, facts = append(mails, m...), append(facts, f...)
	}
	return mails, facts, nil
}

// follow does what is due for one drill.
func (d *driller) follow(doc apidoc.DrillDocument, evaluation engine.Evaluation, known *factindex.Index) ([]model.Mail, []model.Fact, error) {
	why := drill.Ends(doc)
	switch {
	case why != "":
		doc.State, doc.Why = apidoc.DrillOver, why
		d.log.Info("A drill is over.", "drill", doc.Drill, "why", why, "answered", doc.Summary.Answered, "of", doc.Summary.Asked)
		reports, err := d.report(doc, evaluation)
		return reports, []model.Fact{drill.Over(doc.Drill, why, evaluation.At)}, err
	case doc.State == apidoc.DrillAsked:
		return d.begin(doc, evaluation, known)
	}
	return nil, nil, nil
}

// begin writes the test alerts.
func (d *driller) begin(doc apidoc.DrillDocument, evaluation engine.Evaluation, known *factindex.Index) ([]model.Mail, []model.Fact, error) {
	request := drill.ReadRequest(known.Kind("", model.KindDrill.Subject(doc.Drill), model.FactDrillAsked)[0], oneshot.DrillWait)
	calls := wiring.DrillCalls(d.settings, evaluation.Registry, request.Policies, request.Wait, evaluation.At)
	if len(calls) == 0 {
		return nil, []model.Fact{drill.Over(doc.Drill, "nobody is on those paths", evaluation.At)}, nil
	}
	row := func(c drill.Call) string { return fmt.Sprintf("drill-%s-%d", doc.Drill, c.Number) }
	planned := drill.Planned(calls, evaluation.At)
	var mails []model.Mail
	for i, c := range calls {
		m, err := d.write.Drill(row(c), doc, planned.Recipients[i], c.To, compose.View{Registry: evaluation.Registry, Now: evaluation.At})
		if err != nil {
			return nil, nil, err
		}
		mails = append(mails, m)
	}
	d.log.Info("A drill begins.", "drill", doc.Drill, "by", doc.AskedBy, "recipients", len(calls))
	return mails, drill.Begun(doc.Drill, calls, row, evaluation.At), nil
}

// report returns the mails with the result of a drill, to everybody who was called and to
// the operators, within their hours. If nobody was called, only the operators receive one.
func (d *driller) report(doc apidoc.DrillDocument, evaluation engine.Evaluation) ([]model.Mail, error) {
	machine := wiring.Machine(d.settings, evaluation.Registry)
	var all []model.Recipient
	for _, r := range doc.Recipients {
		if drill.CanAnswer(r) && r.Result != model.MailRefused && r.Result != model.MailBounced {
			all = append(all, model.Recipient{Team: r.Team, Address: r.Recipient})
		}
	}
	all = append(all, machine.Alerts.Operators...)
	slices.SortStableFunc(all, func(a, b model.Recipient) int { return cmp.Compare(a.Address, b.Address) })
	all = slices.CompactFunc(all, func(a, b model.Recipient) bool { return strings.EqualFold(a.Address, b.Address) })
	var mails []model.Mail
	for i, to := range all {
		opens := evaluation.At
		if t := evaluation.Registry.Teams[to.Team]; t != nil && !machine.NoQuietHours {
			opens = t.Calendar.NextOpening(evaluation.At)
		}
		m, err := d.write.DrillReport(fmt.Sprintf("drill-report-%s-%d", doc.Drill, i+1), doc, to, opens.UTC(), compose.View{Registry: evaluation.Registry, Now: evaluation.At})
		if err != nil {
			return nil, err
		}
		mails = append(mails, m)
	}
	return mails, nil
}
