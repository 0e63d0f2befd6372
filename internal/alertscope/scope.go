package alertscope

import (
	"supplierwatch/internal/alert"
	"supplierwatch/internal/model"
)

// Suppliers is the scope of all alerts of some suppliers, and of all findings about them.
func (x *Index) Suppliers(findings []*model.Finding, suppliers map[string]bool) alert.Scope {
	all := rest{x, findings}
	ids, found := all.Of(suppliers)
	return alert.Scope{Alerts: ids, Findings: found, Rest: all}
}

// rest is everything outside a scope.
type rest struct {
	index    *Index
	findings []*model.Finding // sorted by Finding.Compare
}

// Mailed implements alert.Rest.
func (r rest) Mailed(team string) []string { return r.index.Mailed(team) }

// Of implements alert.Rest.
func (r rest) Of(suppliers map[string]bool) (ids []string, found []*model.Finding) {
	if len(suppliers) == 0 {
		return nil, nil
	}
	for _, f := range r.findings {
		if suppliers[f.Supplier] {
			found = append(found, f)
		}
	}
	return r.index.Of(suppliers), found
}
