package supplierdiff

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"supplierwatch/internal/model"
	"supplierwatch/internal/sheet"
	"supplierwatch/internal/supplierlist"
)

// known is a registry with suppliers of every kind that a list may mean.
func known() *model.Registry {
	return &model.Registry{Suppliers: []*model.Supplier{
		{ID: "acme", Was: []string{"acme-old"}, Name: "ACME", Country: "DE", CustomerNumber: "00417", Identifiers: map[string]string{"erp": "100"}, Contacts: []*model.Contact{
			{ID: "orders", Name: "Desk", Roles: []model.Role{model.RoleOrders, model.RoleQuality}, Email: "o@acme.example", Phone: "089 1234567", Verified: []model.Verified{{How: model.HowReply}, {How: model.HowCall}}},
			{ID: "duty", Name: "duty", Roles: []model.Role{model.RoleEscalation}, Email: "a@acme.example"},
			{ID: "night", Name: "night", Roles: []model.Role{model.RoleEscalation}, Email: "b@acme.example"},
		}},
		{ID: "berg", Name: "Berg AG", Country: "CH"},
		{ID: "berg-2", Name: "berg  ag", Country: "CH", Identifiers: map[string]string{"erp": "200"}},
		{ID: "mueller", Name: "Müller KG", Was: []string{"schmidt"}, Country: "DE"},
	}}
}

// compared returns the differences that lists in CSV make, a line each.
func compared(t *testing.T, registry *model.Registry, lists ...string) (lines []string, d Difference) {
	t.Helper()
	var all []supplierlist.List
	for i, csv := range lists {
		rows, err := sheet.ReadCSV([]byte(csv))
		if err != nil {
			t.Fatal(err)
		}
		list := supplierlist.Read(fmt.Sprintf("%d.csv", i), rows, supplierlist.Mapping{}, supplierlist.Known{Country: "DE"})
		if len(list.Problems) > 0 {
			t.Fatal(list.Problems)
		}
		all = append(all, list)
	}
	d = Compare(registry, all)
	for _, c := range d.Changes {
		lines = append(lines, lineOf(c))
	}
	for _, p := range d.Problems {
		lines = append(lines, p.String())
	}
	return lines, d
}

func lineOf(c Change) string {
	parts := []string{map[bool]string{true: "new", false: "changed"}[c.Old == nil], c.Supplier}
	for _, k := range c.Keys {
		parts = append(parts, fmt.Sprintf("%s %q→%q", k.Key, k.Old, k.New))
	}
	for _, contact := range c.Contacts {
		for _, p := range contact.Parts {
			parts = append(parts, fmt.Sprintf("%d%v %s %q→%q", contact.Index, contact.Roles, p.Part, p.Old, p.New))
		}
		if len(contact.Outdated) > 0 {
			parts = append(parts, fmt.Sprintf("outdated %v", contact.Outdated))
		}
	}
	return strings.Join(parts, " ")
}

// TestCompare compares lists with the registry above, each with what it changes or why that is not certain.
func TestCompare(t *testing.T) {
	for list, want := range map[string][]string{
		"id;tier\nacme;critical":                                {`changed acme tier ""→"critical"`},
		"id;tier\nacme-old;critical":                            {`changed acme tier ""→"critical"`},
		"erp;name\n100;ACME AG":                                 {`changed acme name "ACME"→"ACME AG"`},
		"name\nacme":                                            {`changed acme name "ACME"→"acme"`},
		"name\n ACME ":                                          nil,
		"name;country\nACME;":                                   nil,
		"id\nneu":                                               {`0.csv:2:1: the registry has no supplier "neu", and the row has no name for a new one`},
		"id;name\nneu;Neu":                                      {`new neu name ""→"Neu"`},
		"name\nBerg AG":                                         {"0.csv:2:1: name: the registry has 2 suppliers with this name, berg and berg-2: add a column `id`"},
		"erp;name\n300;Berg AG":                                 {`changed berg erp ""→"300"`},
		"name\nSchmidt":                                         {"0.csv:2:1: name: the id that follows from \"Schmidt\", schmidt, belongs to \"Müller KG\" in the registry: add a column `id`"},
		"erp;name\n7;Schmidt":                                   {`new schmidt-7 name ""→"Schmidt" erp ""→"7"`},
		"erp;name\n7;Neu\n8;Neu":                                {`new neu name ""→"Neu" erp ""→"7"`, `new neu-8 name ""→"Neu" erp ""→"8"`},
		"id;customer number\nacme;417":                          {`0.csv:2:2: customer number: the registry has "00417" for supplier acme, and the list "417": a spreadsheet has removed the leading zeros; format the column as text and write the value again`},
		"id;customer number\nacme;=\"417\"":                     {`changed acme customer_number "00417"→"417"`},
		"id;orders phone\nacme;+49 89 1234567":                  nil,
		"id;orders email\nacme;o@ACME.example":                  nil,
		"id;orders email\nacme;O@acme.example":                  {`changed acme 0[orders quality] email "o@acme.example"→"O@acme.example" outdated [0]`},
		"id;orders phone\nacme;089 999999":                      {`changed acme 0[orders quality] phone "089 1234567"→"089 999999" outdated [1]`},
		"id;orders name;orders email\nacme;Desk;o@acme.example": nil,
		"id;orders email;quality email\nacme;n@x.example;n@x.example": {`changed acme 0[orders quality] email "o@acme.example"→"n@x.example" outdated [0]`},
		"id;orders email;quality email\nacme;n@x.example;m@x.example": {
			`changed acme 0[orders quality] email "o@acme.example"→"n@x.example" outdated [0]`,
			`0.csv:2:3: quality email: contact orders of supplier acme serves several roles, and the list has both "n@x.example" and "m@x.example" for it: change the contact in the registry`,
		},
		"id;escalation email;escalation phone\nacme;b@acme.example;089 5": {`changed acme 2[escalation] phone ""→"089 5"`},
		"id;escalation email\nacme;c@acme.example":                        {`0.csv:2:2: escalation email: supplier acme has 2 contacts for "escalation", and none of them has "c@acme.example": change the right one in the registry`},
		"id;logistics email\nacme;l@acme.example":                         {`changed acme -1[logistics] email ""→"l@acme.example"`},
		"name;orders email;quality email\nNeu;n@x.example;n@x.example":    {`new neu name ""→"Neu" -1[orders quality] email ""→"n@x.example"`},
	} {
		if got, _ := compared(t, known(), list); !slices.Equal(got, want) {
			t.Errorf("%s\ngot  %s\nwant %s", list, strings.Join(got, "\n     "), strings.Join(want, "\n     "))
		}
	}
}

// TestCompareCountsTheRest counts suppliers that do not change, and names those that no list has; a former id and the present one are one supplier.
// TestAccentsOfTheirOwnChangeNothing compares names whose accents are characters of their own, as programs on a Mac write them.
func TestAccentsOfTheirOwnChangeNothing(t *testing.T) {
	composed := func() *model.Registry {
		return &model.Registry{Suppliers: []*model.Supplier{{ID: "mueller", Name: "M\u00fcller", Country: "DE", Contacts: []*model.Contact{
			{ID: "orders", Name: "J\u00f6rg", Roles: []model.Role{model.RoleOrders}, Email: "o@mueller.example"},
		}}}}
	}
	const header = "name,orders contact,orders email\n"
	for name, want := range map[string]string{"Mu\u0308ller,Jo\u0308rg": "", "Mu\u0308ller,Jo\u0308rn": "changed mueller 0[orders] name \"J\u00f6rg\"→\"Jo\u0308rn\""} {
		if lines, _ := compared(t, composed(), header+name+",o@mueller.example\n"); strings.Join(lines, "; ") != want {
			t.Errorf("%+q: %v", name, lines)
		}
	}
}

func TestCompareCountsTheRest(t *testing.T) {
	_, d := compared(t, known(), "id\nacme\nberg", "id\nmueller")
	if d.Unchanged != 3 || !slices.Equal(d.Absent, []string{"berg-2"}) || len(d.Changes)+len(d.Problems) > 0 {
		t.Errorf("%+v", d)
	}
	if got, _ := compared(t, known(), "id\nacme", "id\nacme-old"); len(got) != 1 || got[0] != "1.csv:2:1: supplier acme is already in 0.csv:2:1" {
		t.Error(got)
	}
}
