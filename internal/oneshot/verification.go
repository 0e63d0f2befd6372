package oneshot

import (
	"context"
	"slices"
	"time"

	"supplierwatch/internal/apidoc"
	"supplierwatch/internal/factindex"
	"supplierwatch/internal/model"
	"supplierwatch/internal/outreach"
	"supplierwatch/internal/rules"
	"supplierwatch/internal/settings"
	"supplierwatch/internal/wiring"
)

// Verification selects contacts to verify by hand, beside a running daemon.
type Verification struct {
	Selection outreach.Selection
	Config    string   // of the daemon; empty: the one in ./var
	Registry  []string // instead of the configuration's
	Actor     string   // who releases
	Now       time.Time
}

// VerificationPlan returns who would be asked, and who not and why. Nothing is released and nothing sent.
func VerificationPlan(ctx context.Context, v Verification) (apidoc.VerificationDocument, error) {
	manual, conf, err := v.open(ctx)
	if err != nil {
		return apidoc.VerificationDocument{}, err
	}
	at := v.Now
	if conf.Verification.Mode == settings.ModeOn {
		at = conf.Schedule.Verify.Next(v.Now)
	}
	return manual.Plan(at), nil
}

// ReleaseVerification records beside a running daemon that the planned contacts may be asked, and returns what will happen.
func ReleaseVerification(ctx context.Context, v Verification) (apidoc.VerificationDocument, error) {
	manual, conf, err := v.open(ctx)
	if err != nil {
		return apidoc.VerificationDocument{}, err
	}
	db, err := wiring.OpenExistingStore(ctx, conf)
	if err != nil {
		return apidoc.VerificationDocument{}, err
	}
	defer db.Close()
	facts, doc := manual.Release()
	if err := db.Commit(ctx, model.Change{Facts: facts}); err != nil {
		return apidoc.VerificationDocument{}, err
	}
	return doc, nil
}

// VerificationCalls returns the contacts to call.
func VerificationCalls(ctx context.Context, v Verification) (apidoc.CallDocument, error) {
	manual, _, err := v.open(ctx)
	if err != nil {
		return apidoc.CallDocument{}, err
	}
	return manual.Calls(), nil
}

// open reads configuration, registry and state, and evaluates what should be asked.
func (v Verification) open(ctx context.Context) (*outreach.Manual, *settings.Settings, error) {
	conf, problems, _ := wiring.LoadSettingsLikeBefore(v.Config)
	if conf == nil {
		return nil, nil, wiring.ProblemError(problems)
	}
	known, _, err := wiring.RecordedFacts(ctx, conf)
	if err != nil {
		return nil, nil, err
	}
	loaded, err := loadRegistry(conf, v.Registry, known)
	if err != nil {
		return nil, nil, err
	}
	m := &outreach.Manual{
		Selection: v.Selection, Registry: loaded, Planner: wiring.VerificationPlanner(conf, loaded), Mode: string(conf.Verification.Mode),
		Actor: v.Actor, Now: v.Now,
	}
	if err := m.CheckSelection(); err != nil {
		return nil, nil, err
	}
	m.Facts = factindex.New(slices.DeleteFunc(known, func(f model.Fact) bool { return f.RecordedAt.After(v.Now) })...)
	m.Findings = rules.Evaluate(loaded, m.Facts, v.Now)
	return m, conf, nil
}
