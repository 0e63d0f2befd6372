package outreach

import (
	"fmt"
	"log/slog"
	"strings"
	"sync/atomic"

	"supplierwatch/internal/compose/verificationmail"
	"supplierwatch/internal/engine"
	"supplierwatch/internal/factindex"
	"supplierwatch/internal/model"
	"supplierwatch/internal/verification"
)

// PlannerFor returns what plans verification mails for a registry.
type PlannerFor func(*model.Registry) verification.Planner

// Source writes the verification mails that are due. The engine asks it in every evaluation.
type Source struct {
	Planner PlannerFor
	Writer  verificationmail.Writer
	Log     *slog.Logger

	due atomic.Bool // the schedule says that it is time to choose contacts

	// chosen are the requests of the last scheduled choice that have not been sent: their working hours have not begun, or an evaluation could
	// not be written.
	chosen map[string]string // addresses by the id of the request

	affected affected
}

// Choose makes the next evaluation choose the contacts to ask.
func (s *Source) Choose() { s.due.Store(true) }

// ExtraMails implements engine.MailSource. It writes reminders, what people have released, and what the schedule chose, to those who are in
// their working hours. What waits is planned anew in every evaluation, so that a request that is settled meanwhile is never sent.
func (s *Source) ExtraMails(evaluation engine.Evaluation, known *factindex.Index) ([]model.Mail, []model.Fact, error) {
	choose := s.due.Swap(false)
	plan := s.plan(evaluation, known, choose)
	facts, kept := plan.Silent, map[string]string{}
	var mails []model.Mail
	for _, q := range plan.Requests {
		_, scheduled := s.chosen[q.ID]
		if scheduled = scheduled || choose; scheduled {
			kept[q.ID] = q.Address
		}
		if q.SendAt.After(evaluation.At) || !scheduled && !q.Released && q.Reminder == 0 {
			continue
		}
		m, err := s.Writer.Ask(q, evaluation.At)
		if err != nil {
			return nil, nil, fmt.Errorf("write to %s: %w", q.Address, err)
		}
		mails, facts = append(mails, m), append(facts, verification.Asked(q, m, evaluation.At)...)
		s.Log.Info("A contact is asked to confirm its details.", "address", q.Address, "contacts", len(q.Asked), "reminder", q.Reminder, "not_before", q.NotAgainBefore.String())
	}
	s.chosen = kept
	return mails, facts, nil
}

// plan considers all contacts when the schedule says so, and otherwise only those who have an open request or a new answer.
func (s *Source) plan(evaluation engine.Evaluation, known *factindex.Index, choose bool) verification.Plan {
	findings := evaluation.Findings
	if !choose {
		addresses := map[string]bool{}
		for _, address := range s.chosen {
			addresses[strings.ToLower(address)] = true
		}
		findings = s.affected.of(evaluation, known, addresses)
	}
	return s.Planner(evaluation.Registry).Plan(evaluation.Registry, findings, known, evaluation.At, choose || len(s.chosen) > 0)
}
