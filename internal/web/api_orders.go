package web

import (
	"cmp"

	"supplierwatch/internal/apidoc"
	"supplierwatch/internal/civil"
	"supplierwatch/internal/model"
	"supplierwatch/internal/web/paging"
)

// alertKey is what alerts are sorted by.
type alertKey struct {
	Open bool        `json:"open"`
	Rank findingRank `json:"rank"`
	Key  string      `json:"key"`
	ID   string      `json:"id"`
}

// findingRank is what both alerts and findings are sorted by.
type findingRank struct {
	Severity model.Severity `json:"severity"`
	Exposure int64          `json:"exposure"` // in hundredths; negative: not estimated
	Due      civil.Date     `json:"due"`
}

func (r findingRank) money() *model.Money {
	if r.Exposure < 0 {
		return nil
	}
	return &model.Money{Hundredths: r.Exposure}
}

var alertOrder = paging.Order[*apidoc.StatusAlert, alertKey]{
	Key: func(a *apidoc.StatusAlert) alertKey {
		return alertKey{Open: a.State.Open(), Rank: findingRank{a.Severity, model.Hundredths(a.Exposure), a.Due}, Key: a.Key, ID: a.ID}
	},
	Item: func(k alertKey) *apidoc.StatusAlert {
		state := model.StateResolved
		if k.Open {
			state = model.StateFiring
		}
		return &apidoc.StatusAlert{State: state, Severity: k.Rank.Severity, Exposure: k.Rank.money(), Due: k.Rank.Due, Key: k.Key, ID: k.ID}
	},
	Compare: apidoc.CompareAlerts,
}

// findingKey is what findings are sorted by.
type findingKey struct {
	Rank       findingRank   `json:"rank"`
	Supplier   string        `json:"supplier"`
	Subject    model.Subject `json:"subject"`
	Rule       string        `json:"rule"`
	Occurrence string        `json:"occurrence"`
}

var findingOrder = paging.Order[*model.Finding, findingKey]{
	Key: func(f *model.Finding) findingKey {
		return findingKey{findingRank{f.Severity, model.Hundredths(f.Exposure), f.Due}, f.Supplier, f.Subject, f.Rule, f.Occurrence}
	},
	Item: func(k findingKey) *model.Finding {
		return &model.Finding{
			Severity: k.Rank.Severity, Exposure: k.Rank.money(), Due: k.Rank.Due, Supplier: k.Supplier, Subject: k.Subject, Rule: k.Rule, Occurrence: k.Occurrence,
		}
	},
	Compare: (*model.Finding).Compare,
}

// deadlineKey is what deadlines are sorted by.
type deadlineKey struct {
	Due        civil.Date         `json:"due"`
	Supplier   string             `json:"supplier"`
	Subject    model.Subject      `json:"subject"`
	Kind       model.DeadlineKind `json:"kind"`
	Channel    string             `json:"channel"`
	Occurrence string             `json:"occurrence"`
}

var deadlineOrder = paging.Order[*model.Deadline, deadlineKey]{
	Key: func(d *model.Deadline) deadlineKey {
		return deadlineKey{d.Due, d.Supplier, d.Subject, d.Kind, d.Channel, d.Occurrence}
	},
	Item: func(k deadlineKey) *model.Deadline {
		return &model.Deadline{Due: k.Due, Supplier: k.Supplier, Subject: k.Subject, Kind: k.Kind, Channel: k.Channel, Occurrence: k.Occurrence}
	},
	Compare: (*model.Deadline).Compare,
}

var mailboxOrder = paging.Order[apidoc.MailboxStatus, string]{
	Key:     func(m apidoc.MailboxStatus) string { return m.ID },
	Item:    func(id string) apidoc.MailboxStatus { return apidoc.MailboxStatus{ID: id} },
	Compare: func(m, n apidoc.MailboxStatus) int { return cmp.Compare(m.ID, n.ID) },
}
