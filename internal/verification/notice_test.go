package verification_test

import (
	"slices"
	"testing"
	"time"

	"supplierwatch/internal/mailparse"
	"supplierwatch/internal/model"
)

// told lists whom a change of quality at ACME is told to.
func (w *world) told(change model.Fact) []string {
	var all []string
	for _, q := range w.planner.Notices(change, nil, w.Registry, w.facts, w.now) {
		all = append(all, q.Address)
	}
	return all
}

func TestAChangeIsSentToTheOldAddressAndASecondContact(t *testing.T) {
	changed := model.Fact{Supplier: "acme", Subject: model.KindContact.Subject("quality"), Kind: model.FactChanged, Actor: "evil@acrne.example", Data: map[string]string{"email": "new@acrne.example"}}
	for name, c := range map[string]struct {
		arrange func(*world, *model.Fact)
		want    []string
	}{
		"both":                      {func(*world, *model.Fact) {}, []string{"quality@acme.example", "Orders@acme.example"}},
		"the second announced it":   {func(_ *world, f *model.Fact) { f.Actor = "orders@acme.example" }, []string{"quality@acme.example"}},
		"the second is the new one": {func(_ *world, f *model.Fact) { f.Data = address("x"); f.Data["email"] = "ORDERS@acme.example" }, []string{"quality@acme.example"}},
		"the backup is preferred": {func(w *world, _ *model.Fact) {
			w.acme.Contacts = append(w.acme.Contacts, contact("backup", "backup@acme.example", model.RoleGeneral))
			w.acme.Contacts[2].Backup = "backup"
		}, []string{"quality@acme.example", "backup@acme.example"}},
		"the old one is gone": {func(w *world, _ *model.Fact) {
			w.tell(model.FactBounced, "acme", "quality", map[string]string{"verdict": string(mailparse.Gone)})
		}, []string{"Orders@acme.example"}},
		"the second objected":        {func(w *world, _ *model.Fact) { w.tell(model.FactObjected, "gas", "desk", nil) }, []string{"quality@acme.example"}},
		"nobody is to be written to": {func(w *world, _ *model.Fact) { w.acme.DoNotContact = true }, nil},
		"only one for emergencies":   {func(w *world, _ *model.Fact) { w.acme.Contacts = w.acme.Contacts[1:] }, []string{"quality@acme.example"}},
		"a contact that is no more":  {func(_ *world, f *model.Fact) { f.Subject = model.KindContact.Subject("nobody") }, nil},
		"a supplier that is no more": {func(_ *world, f *model.Fact) { f.Supplier = "nobody" }, nil},
	} {
		t.Run(name, func(t *testing.T) {
			w, f := newWorld(t), changed
			c.arrange(w, &f)
			if got := w.told(f); !slices.Equal(got, c.want) {
				t.Errorf("told %v, want %v", got, c.want)
			}
		})
	}
}

func TestNobodyCanMakeUsRepeatTheSameMail(t *testing.T) {
	w := newWorld(t)
	changed := model.Fact{Supplier: "acme", Subject: model.KindContact.Subject("quality"), Kind: model.FactChanged, Actor: "evil@acrne.example"}
	first := w.planner.Notices(changed, nil, w.Registry, w.facts, w.now)
	changed.Data = map[string]string{"email": "other@acrne.example"}
	again := w.planner.Notices(changed, nil, w.Registry, w.facts, w.now.Add(time.Hour))
	tomorrow := w.planner.Notices(changed, nil, w.Registry, w.facts, w.now.AddDate(0, 0, 1))
	same := w.planner.Notices(model.Fact{Supplier: "acme", Subject: model.KindContact.Subject("quality"), Kind: model.FactChanged, Actor: "other@acrne.example"}, nil, w.Registry, w.facts, w.now.Add(time.Hour))
	if first[0].ID != same[0].ID || first[0].ID == again[0].ID || again[0].ID == tomorrow[0].ID || first[0].ID == first[1].ID {
		t.Errorf("ids %s and %s, then %s, then %s", first[0].ID, first[1].ID, again[0].ID, tomorrow[0].ID)
	}
	if w.now = instant("2026-03-07T09:00:00Z"); !w.planner.Notices(changed, nil, w.Registry, w.facts, w.now)[0].SendAt.Equal(instant("2026-03-09T07:00:00Z")) {
		t.Error("told on a Saturday")
	}
}
