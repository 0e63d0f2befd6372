package daemon

import (
	"slices"
	"testing"

	"supplierwatch/internal/factindex"
	"supplierwatch/internal/model"
)

func TestAnnouncedDomainsAreLookedUpUntilSomebodyHasCalled(t *testing.T) {
	r := &model.Registry{Suppliers: []*model.Supplier{{ID: "acme", Contacts: []*model.Contact{{ID: "orders", Email: "orders@acme.example", Domain: "acme.example"}}}}}
	change := func(email, how string) model.Fact {
		return model.Fact{Supplier: "acme", Subject: model.KindContact.Subject("orders"), Kind: model.FactChanged, Data: map[string]string{"email": email, "how": how}}
	}
	for name, c := range map[string]struct {
		facts []model.Fact
		want  []string
	}{
		"nothing was announced":    {nil, nil},
		"another domain":           {[]model.Fact{change("orders@mail.acme-orders.example", "")}, []string{"acme-orders.example"}},
		"another host of the same": {[]model.Fact{change("orders@mail.acme.example", "")}, nil},
		"a free mail service":      {[]model.Fact{change("acme@gmail.com", "")}, nil},
		"only a telephone":         {[]model.Fact{change("", "")}, nil},
		"confirmed by a call":      {[]model.Fact{change("orders@acme-orders.example", ""), change("orders@acme-orders.example", "call")}, nil},
	} {
		if got := announcedDomains(r, factindex.New(c.facts...))["acme"]; !slices.Equal(got, c.want) {
			t.Errorf("%s: %v, want %v", name, got, c.want)
		}
	}
}
