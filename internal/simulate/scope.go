package simulate

import "supplierwatch/internal/model"

// scope is the part of all alerts and findings that one evaluation sees.
type scope struct {
	alerts     map[string]bool
	findings   []model.Finding
	everything bool // in place of a part
}

func (s *scope) reset() {
	clear(s.alerts)
	s.findings, s.everything = s.findings[:0], false
}

// includeAll includes every alert and finding.
func (s *scope) includeAll(findings *findingIndex) {
	s.everything = true
	for _, x := range findings.bySupplier {
		s.findings = append(s.findings, x.findings...)
	}
}

// include includes an alert, with all alerts and findings that have the same key.
func (s *scope) include(id string, alerts *alertIndex, findings *findingIndex) {
	if a := alerts.all[id]; !s.alerts[id] {
		s.includeKey(a.Supplier, a.Key, alerts, findings)
	}
}

// includeKey includes all alerts and findings with a key.
func (s *scope) includeKey(supplier, key string, alerts *alertIndex, findings *findingIndex) {
	for _, id := range alerts.byKey[key] {
		s.alerts[id] = true
	}
	x := findings.bySupplier[supplier]
	for i := range x.keys {
		if x.keys[i] == key {
			s.findings = append(s.findings, x.findings[i])
		}
	}
}
