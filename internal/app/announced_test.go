package app

import (
	"slices"
	"testing"

	"supplierwatch/internal/watch"
)

func TestAnnouncedDomainsAreLookedUpUntilSomebodyHasCalled(t *testing.T) {
	r := &watch.Registry{Suppliers: []*watch.Supplier{{ID: "acme", Contacts: []*watch.Contact{{ID: "orders", Email: "orders@acme.example", Domain: "acme.example"}}}}}
	change := func(email, how string) watch.Fact {
		return watch.Fact{Supplier: "acme", Subject: "contact/orders", Kind: watch.FactChanged, Data: map[string]string{"email": email, "how": how}}
	}
	for name, c := range map[string]struct {
		facts []watch.Fact
		want  []string
	}{
		"nothing was announced":    {nil, nil},
		"another domain":           {[]watch.Fact{change("orders@mail.acme-orders.example", "")}, []string{"acme-orders.example"}},
		"another host of the same": {[]watch.Fact{change("orders@mail.acme.example", "")}, nil},
		"a free mail service":      {[]watch.Fact{change("acme@gmail.com", "")}, nil},
		"only a telephone":         {[]watch.Fact{change("", "")}, nil},
		"confirmed by a call":      {[]watch.Fact{change("orders@acme-orders.example", ""), change("orders@acme-orders.example", "call")}, nil},
	} {
		if got := announcedDomains(r, watch.NewFacts(c.facts...))["acme"]; !slices.Equal(got, c.want) {
			t.Errorf("%s: %v, want %v", name, got, c.want)
		}
	}
}
