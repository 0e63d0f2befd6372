package app

import (
	"fmt"
	"log/slog"
	"math"
	"slices"
	"strings"
	"sync/atomic"
	"time"

	"supplierwatch/internal/compose"
	"supplierwatch/internal/compose/verificationmail"
	"supplierwatch/internal/engine"
	"supplierwatch/internal/model"
	"supplierwatch/internal/settings"
	"supplierwatch/internal/token"
	"supplierwatch/internal/verification"
	"supplierwatch/internal/wiring"
)

// asking writes mails to suppliers by this configuration.
func asking(s *settings.Settings, key token.Key) (verificationmail.Writer, error) {
	identity, err := identity(s, key)
	if err != nil {
		return verificationmail.Writer{}, err
	}
	forms, problems := wiring.LoadTemplates(s.Verification.Templates)
	if len(problems) > 0 {
		return verificationmail.Writer{}, wiring.ProblemError(problems)
	}
	return verificationmail.Writer{Identity: identity, Forms: forms}, nil
}

// asker is who the engine asks in every pass whom of the suppliers to write to.
type asker struct {
	settings *settings.Settings
	write    verificationmail.Writer
	log      *slog.Logger
	tick     atomic.Bool // it is time to look who should be asked

	// chosen are the questions of the last tick that have not been sent: their hours have not come, or a pass could not be written.
	chosen map[string]string // addresses by the id of the question
}

// newAsker prepares to write to suppliers.
func (d *Daemon) newAsker() (*asker, error) {
	asking, err := asking(d.settings, d.key)
	if err != nil {
		return nil, err
	}
	return &asker{settings: d.settings, write: asking, log: d.Log}, nil
}

// verify looks in the next pass who should be asked.
func (d *Daemon) verify() {
	d.asker.due()
	d.loop.Wake()
}

// due says that it is time to look who should be asked.
func (a *asker) due() { a.tick.Store(a.settings.Verification.Mode == settings.ModeOn) }

// ExtraMails writes to those whose hours it is: reminders, what people have released, and what the last tick chose. What waits is planned anew in
// every pass, so that a question that is settled meanwhile is never sent.
func (a *asker) ExtraMails(pass engine.Evaluation, known *model.Facts) ([]model.Mail, []model.Fact, error) {
	choose := a.tick.Swap(false)
	plan := a.plan(pass, known, choose)
	facts, kept := plan.Silent, map[string]string{}
	var mails []model.Mail
	for _, q := range plan.Requests {
		_, mine := a.chosen[q.ID]
		if mine = mine || choose; mine {
			kept[q.ID] = q.Address
		}
		if q.SendAt.After(pass.At) || !mine && !q.Released && q.Reminder == 0 {
			continue
		}
		m, err := a.write.Ask(q, pass.At)
		if err != nil {
			return nil, nil, fmt.Errorf("write to %s: %w", q.Address, err)
		}
		mails, facts = append(mails, m), append(facts, verification.Asked(q, m, pass.At)...)
		a.log.Info("asked", "address", q.Address, "contacts", len(q.Asked), "reminder", q.Reminder, "not_before", q.NotAgainBefore.String())
	}
	a.chosen = kept
	return mails, facts, nil
}

// plan looks at everybody at a tick, and else at those alone with whom something goes on.
func (a *asker) plan(pass engine.Evaluation, known *model.Facts, choose bool) verification.Plan {
	findings := pass.Findings
	if !choose {
		addresses := map[string]bool{}
		for _, address := range a.chosen {
			addresses[strings.ToLower(address)] = true
		}
		findings = verification.Stirred(pass.Registry, findings, known, addresses)
	}
	return wiring.VerificationPlanner(a.settings, pass.Registry).Plan(pass.Registry, findings, known, pass.At, choose || len(a.chosen) > 0)
}

// wouldAsk gives those who would be written to if that were released, for the letters. Those of one pass are about the same.
func wouldAsk(s *settings.Settings) func(compose.View) []model.Request {
	var at time.Time
	var of *model.Registry
	var asks []model.Request
	return func(v compose.View) []model.Request {
		if !v.Now.Equal(at) || v.Registry != of {
			at, of, asks = v.Now, v.Registry, wouldAskBy(s, v)
		}
		return asks
	}
}

func wouldAskBy(s *settings.Settings, v compose.View) []model.Request {
	findings := make([]model.Finding, 0, len(v.Findings))
	for _, f := range v.Findings {
		if f.Group == model.GroupVerification {
			findings = append(findings, f)
		}
	}
	slices.SortFunc(findings, func(a, b model.Finding) int { return a.Compare(&b) })
	planner := wiring.VerificationPlanner(s, v.Registry)
	planner.PerDay = math.MaxInt // the letter lists all, however many days that takes
	plan := planner.Plan(v.Registry, findings, v.Facts, v.Now, true)
	return slices.DeleteFunc(plan.Requests, func(q model.Request) bool { return q.Released || q.Reminder > 0 })
}

// notices are the mails that tell people whom we know of changes that mails have announced. One that cannot be written is logged: what was
// announced is recorded all the same, and our own people hear of it.
func (a *asker) notices(facts []model.Fact, r *model.Registry, known *model.Facts, now time.Time) []model.Mail {
	var mails []model.Mail
	for i, f := range facts {
		if f.Kind != model.FactChanged {
			continue
		}
		for _, q := range wiring.VerificationPlanner(a.settings, r).Notices(f, facts[:i], r, known, now) {
			m, err := a.write.Notice(q, announcement(f), now)
			if err != nil {
				a.log.Error("write to suppliers", "error", err)
				continue
			}
			mails = append(mails, m)
		}
	}
	return mails
}

// announcement is what a change tells, as the people there can check it.
func announcement(f model.Fact) string {
	var parts []string
	for _, key := range []string{model.DataEmail, model.DataPhone} {
		if v := f.Data[key]; v != "" {
			parts = append(parts, v)
		}
	}
	return strings.Join(parts, ", ")
}
