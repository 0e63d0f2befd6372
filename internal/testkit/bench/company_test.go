package bench

import (
	"testing"

	"supplierwatch/internal/registry"
)

// TestCompanyIsValid proves that the program reads every kind of registry that it is measured with.
func TestCompanyIsValid(t *testing.T) {
	for name, c := range map[string]companyFiles{
		"one file":   {Suppliers: 7, Teams: 3},
		"many files": {Suppliers: 7, Teams: 3, PerFile: 2},
		"expiring":   {Suppliers: 3, Teams: 3, PerFile: 2, Expiring: true},
		"neglected":  {Suppliers: 3, Teams: 1, Neglected: true},
	} {
		t.Run(name, func(t *testing.T) {
			folder := t.TempDir()
			if err := c.write(folder); err != nil {
				t.Fatal(err)
			}
			r, problems := registry.Load([]string{folder})
			if len(problems) > 0 {
				t.Fatal(problems)
			}
			if len(r.Suppliers) != c.Suppliers || len(r.Teams) != c.Teams {
				t.Errorf("%d suppliers and %d teams, want %d and %d", len(r.Suppliers), len(r.Teams), c.Suppliers, c.Teams)
			}
		})
	}
}
