package alert

import (
	"slices"
	"testing"

	"supplierwatch/internal/watch"
)

func TestPathIsWhomAlertsReach(t *testing.T) {
	crew := func(id string) *watch.Team { return &watch.Team{ID: id, Email: id + "@buyer.example"} }
	buyers, fab, leads, edi := crew("buyers"), crew("fab"), crew("leads"), crew("edi")
	used := &watch.Policy{ID: "used", Steps: []watch.Step{
		{Notify: []string{watch.NotifyResponsible}}, {Notify: []string{watch.NotifyOwner, "leads", "webhook:oncall"}},
	}}
	unused := &watch.Policy{ID: "unused", Steps: []watch.Step{{Notify: []string{watch.NotifyOwner, "leads"}}}}
	tier, other := &watch.Tier{ID: "critical", Escalation: used}, &watch.Tier{ID: "other"}
	r := &watch.Registry{
		Teams: map[string]*watch.Team{"buyers": buyers, "fab": fab, "leads": leads, "edi": edi},
		Suppliers: []*watch.Supplier{
			{ID: "a", Tier: tier, Owner: buyers},
			{ID: "b", Tier: tier, Owner: fab, Endpoints: []*watch.Endpoint{{ID: "edi", Team: edi}, {ID: "own"}}},
			{ID: "c", Tier: tier},
			{ID: "d", Tier: other, Owner: crew("nobody")},
		},
	}
	m := Machine{Operators: []watch.Recipient{{Address: "ops@buyer.example"}}}
	names := func(all []watch.Recipient) (found []string) {
		for _, to := range all {
			found = append(found, to.String())
		}
		return found
	}
	want := []string{"buyers@buyer.example", "fab@buyer.example", "edi@buyer.example", "ops@buyer.example", "leads@buyer.example", "webhook:oncall"}
	if got := names(m.Path(r, used)); !slices.Equal(got, want) {
		t.Errorf("the path reaches %v, want %v", got, want)
	}
	if got := names(m.Path(r, unused)); !slices.Equal(got, []string{"leads@buyer.example"}) {
		t.Errorf("a path that no supplier uses reaches %v", got)
	}
}
