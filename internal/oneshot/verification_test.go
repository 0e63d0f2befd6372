package oneshot

import (
	"os"
	"path/filepath"
	"slices"
	"testing"
	"time"

	"supplierwatch/internal/model"
	"supplierwatch/internal/outreach"
	"supplierwatch/internal/store/sqlite"
	"supplierwatch/internal/wiring"
)

// byHand opens the state beside a configuration as a daemon leaves it.
func byHand(t *testing.T, facts ...model.Fact) (config string, known func() []model.Fact) {
	t.Helper()
	config = filepath.Join(t.TempDir(), "supplierwatch.yaml")
	for _, name := range []string{"supplierwatch.yaml", "registry.yaml"} {
		text, err := os.ReadFile(filepath.Join("..", "outreach", "testdata", name))
		if err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(filepath.Join(filepath.Dir(config), name), text, 0o600); err != nil {
			t.Fatal(err)
		}
	}
	conf, problems, _ := wiring.LoadSettings(config)
	if len(problems) > 0 {
		t.Fatal(problems)
	}
	db, err := sqlite.Open(t.Context(), conf.State.URL)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { db.Close() })
	if err := db.Commit(t.Context(), model.Change{Facts: facts}); err != nil {
		t.Fatal(err)
	}
	return config, func() []model.Fact {
		all, err := db.FactsAfter(t.Context(), 0)
		if err != nil {
			t.Fatal(err)
		}
		return all
	}
}

func told(kind model.FactKind, contact string) model.Fact {
	at := time.Date(2026, 3, 1, 9, 0, 0, 0, time.UTC)
	return model.Fact{ID: string(kind) + contact, Supplier: "acme", Subject: model.KindContact.Subject(contact), Kind: kind, ObservedAt: at, RecordedAt: at}
}

func released(facts []model.Fact) []string {
	var all []string
	for _, f := range facts {
		if f.Kind == model.FactReleased {
			all = append(all, f.Subject.String()+f.Data["escalation"])
		}
	}
	slices.Sort(all)
	return all
}

func TestReleasingByHand(t *testing.T) {
	now := time.Date(2026, 3, 2, 9, 0, 0, 0, time.UTC)
	for name, c := range map[string]struct {
		known []model.Fact
		v     Verification
		want  []string
	}{
		"all":                   {nil, Verification{}, []string{"contact/orders", "contact/quality"}},
		"one":                   {nil, Verification{Selection: outreach.Selection{Names: []string{"acme/quality"}}}, []string{"contact/quality"}},
		"one, written in full":  {nil, Verification{Selection: outreach.Selection{Names: []string{"acme/contact/quality"}}}, []string{"contact/quality"}},
		"another tier":          {nil, Verification{Selection: outreach.Selection{Tier: "critical"}}, nil},
		"not who objected":      {[]model.Fact{told(model.FactObjected, "orders")}, Verification{}, []string{"contact/quality"}},
		"not who is gone":       {[]model.Fact{told(model.FactLeft, "orders")}, Verification{Selection: outreach.Selection{Names: []string{"acme/orders"}}}, nil},
		"for emergencies":       {nil, Verification{Selection: outreach.Selection{Names: []string{"acme/duty"}, Escalation: true}}, []string{"contact/dutyyes"}},
		"for emergencies, mute": {nil, Verification{Selection: outreach.Selection{Names: []string{"acme/duty"}}}, nil},
	} {
		t.Run(name, func(t *testing.T) {
			config, known := byHand(t, c.known...)
			c.v.Config, c.v.Now, c.v.Actor = config, now, "jane@buyer.example"
			if _, err := VerificationPlan(t.Context(), c.v); err != nil {
				t.Fatal(err)
			}
			if got := released(known()); len(got) != 0 {
				t.Fatalf("planning released %v", got)
			}
			doc, err := ReleaseVerification(t.Context(), c.v)
			if err != nil {
				t.Fatal(err)
			}
			if got := released(known()); !slices.Equal(got, c.want) || doc.Released != len(c.want) {
				t.Errorf("released %v and says %d, want %v", got, doc.Released, c.want)
			}
			if len(doc.Asks) != len(c.want) {
				t.Errorf("%d mails follow, want %d", len(doc.Asks), len(c.want))
			}
		})
	}
}
