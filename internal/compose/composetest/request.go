package composetest

import (
	"testing"

	"supplierwatch/internal/model"
)

// Request asks the order desk of ACME.
func Request(t testing.TB, language string) model.Request {
	t.Helper()
	r := Buyer(t)
	s := r.Supplier("acme-photoresist")
	team := s.Owner
	team.Signature, team.Phone = "Jane Doe, Procurement EMEA", "+49 89 555 0100"
	s.Contacts[0].Roles = []model.Role{model.RoleOrders}
	return model.Request{
		ID: "ask-1", Address: "orders@acme-photoresist.example", Language: language, Team: team,
		Asked:     []model.ContactRef{{Supplier: s, Contact: s.Contacts[0]}},
		Mailboxes: []*model.Mailbox{{ID: "c", Address: "purchaseconfirmations@buyer.example", Purpose: model.PurposeOrderConfirmation}},
		SendAt:    Instant("2026-11-22T09:00:00Z"), NotAgainBefore: Day("2027-03-01"),
	}
}

// SharedRequest asks of two suppliers at one address.
func SharedRequest(t testing.TB, language string) model.Request {
	q := Request(t, language)
	gas := Buyer(t).Supplier("gasworks")
	gas.Contacts[0].Roles = []model.Role{model.RoleOrders, model.RoleLogistics, model.RoleQuality}
	q.Asked = append(q.Asked, model.ContactRef{Supplier: gas, Contact: gas.Contacts[0]})
	q.Mailboxes = append(q.Mailboxes, &model.Mailbox{ID: "n", Address: "notices@buyer.example", Purpose: model.PurposeNotices})
	return q
}
