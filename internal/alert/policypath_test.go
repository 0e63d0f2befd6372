package alert

import (
	"slices"
	"testing"

	"supplierwatch/internal/model"
)

func TestPathIsWhomAlertsReach(t *testing.T) {
	crew := func(id string) *model.Team { return &model.Team{ID: id, Email: id + "@buyer.example"} }
	buyers, fab, leads, edi := crew("buyers"), crew("fab"), crew("leads"), crew("edi")
	used := &model.Policy{ID: "used", Steps: []model.Step{
		{Notify: []string{model.NotifyResponsible}}, {Notify: []string{model.NotifyOwner, "leads", "webhook:oncall"}},
	}}
	unused := &model.Policy{ID: "unused", Steps: []model.Step{{Notify: []string{model.NotifyOwner, "leads"}}}}
	tier, other := &model.Tier{ID: "critical", Escalation: used}, &model.Tier{ID: "other"}
	r := &model.Registry{
		Teams: map[string]*model.Team{"buyers": buyers, "fab": fab, "leads": leads, "edi": edi},
		Suppliers: []*model.Supplier{
			{ID: "a", Tier: tier, Owner: buyers},
			{ID: "b", Tier: tier, Owner: fab, Endpoints: []*model.Endpoint{{ID: "edi", Team: edi}, {ID: "own"}}},
			{ID: "c", Tier: tier},
			{ID: "d", Tier: other, Owner: crew("nobody")},
		},
	}
	m := Settings{Operators: []model.Recipient{{Address: "ops@buyer.example"}}}
	names := func(all []model.Recipient) (found []string) {
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
