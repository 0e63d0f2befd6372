package rules_test

import (
	"math"
	"strings"
	"testing"

	"supplierwatch/internal/exposure"
	"supplierwatch/internal/model"
)

// said is what a callout leaves behind about an address.
func said(verdict, address string) map[string]string {
	return map[string]string{"reason": verdict, "verdict": verdict, "address": address}
}

const ordersAt = "orders@acme.example"

func TestContactRejected(t *testing.T) {
	gone := func(w *world, minutes ...int) {
		for _, m := range minutes {
			w.probe("acme", "contact/orders", m, model.FactProbeFailed, said("gone", ordersAt))
		}
	}
	cases := []struct {
		name string
		edit func(*world)
		want string
	}{
		{"never asked", func(*world) {}, "none"},
		{"refused once", func(w *world) { gone(w, 0) }, "pending"},
		{"three times at once", func(w *world) { gone(w, 0, 1, 2) }, "pending"},
		{"three times over an hour", func(w *world) { gone(w, 0, 30, 60) }, "raised"},
		{"greylisted in between", func(w *world) {
			gone(w, 0, 30)
			w.probe("acme", "contact/orders", 40, model.FactProbeUnknown, said("temporary", ordersAt))
			gone(w, 60)
		}, "raised"},
		{"accepted since", func(w *world) {
			gone(w, 0, 30, 60)
			w.probe("acme", "contact/orders", 90, model.FactProbeOK, said("deliverable", ordersAt))
		}, "none"},
		{"another address now", func(w *world) { gone(w, 0, 30, 60); w.acme.Contacts[0].Email = "desk@acme.example" }, "none"},
		{"another spelling of it", func(w *world) { gone(w, 0, 30, 60); w.acme.Contacts[0].Email = "Orders@ACME.example" }, "raised"},
		{"no address any more", func(w *world) { gone(w, 0, 30, 60); w.acme.Contacts[0].Email, w.acme.Contacts[0].Domain = "", "" }, "none"},
		{"an answer on the day", func(w *world) {
			gone(w, 0, 30, 60)
			w.record(model.FactVerified, "contact/orders", quiet, map[string]string{"how": "reply"})
		}, "none"},
		{"a call says nothing of the address", func(w *world) {
			gone(w, 0, 30, 60)
			w.record(model.FactVerified, "contact/orders", quiet, map[string]string{"how": "call"})
		}, "raised"},
		{"the whole domain is gone", func(w *world) {
			gone(w, 0, 30, 60)
			for i := range 3 {
				w.probe("acme", "domain/acme.example", 20*i, model.FactProbeFailed, why("nxdomain"))
			}
		}, "pending"},
		{"a mail came back, which says more", func(w *world) {
			gone(w, 0, 30, 60)
			w.record(model.FactBounced, "contact/orders", quiet, said("gone", ordersAt))
		}, "pending"},
		{"a mail was refused", func(w *world) { w.record(model.FactRejected, "contact/orders", quiet, said("gone", ordersAt)) }, "raised"},
		{"a mail was refused for another reason", func(w *world) { w.record(model.FactRejected, "contact/orders", quiet, said("blocked", ordersAt)) }, "none"},
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			w := newWorld(t)
			c.edit(w)
			same(t, "it", w.standing(t, "contact-rejected"), c.want)
			checkWording(t, w.finding(t, "contact-rejected", quiet))
		})
	}
}

// It pages only where no way is left, and never for a standard supplier.
func TestContactRejectedRoute(t *testing.T) {
	for id, want := range map[string]model.Route{"critical": model.RoutePage, "important": model.RoutePage, "standard": model.RouteWork} {
		w := newWorld(t)
		w.acme.Tier = w.Registry.Tiers[id]
		for i := range 3 {
			w.probe("acme", "contact/orders", 30*i, model.FactProbeFailed, said("gone", ordersAt))
		}
		f := w.finding(t, "contact-rejected", quiet)
		same(t, "route with others left in "+id, f.Route, model.RouteWork)
		if !strings.Contains(f.Message, "orders@acme.example") || !f.Advice.Call {
			t.Errorf("finding is %+v", f)
		}
		w.acme.Contacts = w.acme.Contacts[:1]
		same(t, "route with its phone left in "+id, w.finding(t, "contact-rejected", quiet).Route, model.RouteWork)
		w.acme.Contacts[0].Phone, w.acme.Contacts[0].Number, w.acme.Contacts[0].PhoneKind = "", "", model.PhoneNone
		same(t, "route with none left in "+id, w.finding(t, "contact-rejected", quiet).Route, want)
	}
}

// An address that was accepted counts half; one at a server that accepts
// everything does not, and one that is refused is no way any more.
func TestReachabilityByCallouts(t *testing.T) {
	cases := []struct {
		name       string
		edit       func(*world)
		ways       int
		likelihood float64
	}{
		{"accepted", func(w *world) {
			w.probe("acme", "contact/orders", 0, model.FactProbeOK, said("deliverable", ordersAt))
		}, 2, 0.5},
		{"accepted like everything", func(w *world) {
			w.probe("acme", "contact/orders", 0, model.FactProbeOK, said("accepts-all", ordersAt))
		}, 2, 0},
		{"accepted, another address now", func(w *world) {
			w.probe("acme", "contact/orders", 0, model.FactProbeOK, said("deliverable", "old@acme.example"))
		}, 2, 0},
		{"accepted, and answered today", func(w *world) {
			w.probe("acme", "contact/orders", 0, model.FactProbeOK, said("deliverable", ordersAt))
			w.record(model.FactVerified, "contact/orders", quiet, map[string]string{"how": "reply"})
		}, 2, 1},
		{"refused", func(w *world) {
			w.acme.Contacts[0].Phone, w.acme.Contacts[0].Number, w.acme.Contacts[0].PhoneKind = "", "", model.PhoneNone
			for i := range 3 {
				w.probe("acme", "contact/orders", 30*i, model.FactProbeFailed, said("gone", ordersAt))
			}
		}, 1, 0},
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			w := newWorld(t)
			w.acme.Contacts[0].Verified, w.acme.Contacts[1].Verified = nil, nil
			c.edit(w)
			got := exposure.Reachability(w.Registry, w.facts, noon(quiet))["acme"]
			if got.Ways != c.ways || math.Abs(got.Likelihood-c.likelihood) > 0.0006 {
				t.Errorf("%d ways, likelihood %f; want %d and %f", got.Ways, got.Likelihood, c.ways, c.likelihood)
			}
		})
	}
}
