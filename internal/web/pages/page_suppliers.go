package pages

import (
	"html/template"
	"maps"
	"net/http"
	"slices"
	"strings"

	"supplierwatch/internal/web/content"
)

// suppliersPage is the page at /suppliers: all suppliers, or those that a search or a filter finds.
type suppliersPage struct {
	snapshot func() content.Snapshot
	renderer renderer
	framer   framer
}

// suppliersView is what its template shows.
type suppliersView struct {
	frame
	Filter                       supplierFilter
	Tiers, Owners, Lines, States []choice
	Rows                         []supplierRow
	Pages                        pager
	Known                        bool // whether there is a registry
}

// choice is an option of a filter.
type choice struct{ Value, Name string }

// suppliersShown is how many suppliers the page lists at a time.
const suppliersShown = 50

// filterField is a field of the form that filters the list.
type filterField struct {
	Name, Label, Chosen string
	Choices             []choice
}

var suppliersTemplate = lazyPage(template.FuncMap{
	"filter": func(name, label, chosen string, choices []choice) filterField {
		return filterField{name, label, chosen, choices}
	},
}, "layout.html", "suppliers.html", "forms.html")

// get serves the page. A search that finds one supplier and nothing else leads to its page.
func (p suppliersPage) get(w http.ResponseWriter, r *http.Request) {
	query := r.URL.Query()
	filter := supplierFilter{
		Query: strings.TrimSpace(query.Get("q")), Tier: query.Get("tier"), Owner: query.Get("owner"), Line: query.Get("line"), State: query.Get("state"),
	}
	x := p.snapshot()
	rows := supplierRows(x, filter)
	if len(rows) == 1 && filter == (supplierFilter{Query: filter.Query}) && filter.Query != "" {
		http.Redirect(w, r, "/suppliers/"+rows[0].Entry.ID, http.StatusSeeOther)
		return
	}
	v := suppliersView{
		frame: p.framer.frame(w, r, x, "/suppliers", "Suppliers", result{}), Filter: filter, Known: x.Registry != nil,
		States: []choice{{stateAlert, "With alerts"}, {stateTask, "With tasks"}, {stateNone, "Without findings"}},
	}
	v.Query = filter.Query
	if x.Registry != nil {
		known := x.SupplierIndex().Choices()
		v.Tiers, v.Owners, v.Lines = choicesOf(known.Tiers), choicesOf(known.Owners), choicesOf(known.Lines)
	}
	v.Rows, v.Pages = paged(r, "page", "Suppliers", rows, suppliersShown)
	p.renderer.renderAs(w, r, http.StatusOK, suppliersTemplate, v)
}

// choicesOf returns options sorted by their names.
func choicesOf(names map[string]string) []choice {
	var all []choice
	for _, value := range slices.Sorted(maps.Keys(names)) {
		all = append(all, choice{value, names[value]})
	}
	slices.SortStableFunc(all, func(a, b choice) int { return strings.Compare(a.Name, b.Name) })
	return all
}
