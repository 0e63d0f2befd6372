package readmodel

import (
	"errors"
	"fmt"
	"slices"
	"testing"
	"time"

	"supplierwatch/internal/civil"
	"supplierwatch/internal/factindex"
	"supplierwatch/internal/model"
)

func TestTheStateOfARelayIsWhatItAnsweredLast(t *testing.T) {
	at := func(minute int) time.Time { return time.Date(2026, 11, 30, 10, minute, 0, 0, time.UTC) }
	s := NewServiceState([]string{"mx1:587", "mx2:587"})
	if all := s.relaysNow(); len(all) != 2 || all[0].Down || !all[0].Accepted.IsZero() || !all[0].Failed.IsZero() {
		t.Errorf("at the start: %+v", all)
	}
	s.RelayAccepted("mx2:587", false, at(1))
	s.RelayFailed("mx1:587", "refused", true, at(2))
	s.RelayFailed("mx1:587", "421 later", false, at(3)) // it is still down
	s.RelayAccepted("unknown:25", false, at(4))
	all := s.relaysNow()
	if first := all[0]; first.Name != "mx1:587" || !first.Down || first.Failed != at(3) || first.Error != "421 later" || !first.Accepted.IsZero() {
		t.Errorf("the relay that is down: %+v", first)
	}
	if second := all[1]; second.Down || second.Accepted != at(1) || second.Error != "" {
		t.Errorf("the relay that works: %+v", second)
	}
	s.RelayWorks("mx1:587")
	if first := s.relaysNow()[0]; first.Down || first.Error != "421 later" {
		t.Errorf("the relay that works again: %+v", first)
	}
	s.RelayFailed("mx1:587", "refused", true, at(5))
	s.RelayAccepted("mx1:587", false, at(6))
	if s.relaysNow()[0].Down {
		t.Error("a relay that takes mail is down")
	}
}

func TestTheStateOfAFolderIsThatOfItsLastReading(t *testing.T) {
	at := func(minute int) time.Time { return time.Date(2026, 11, 30, 10, minute, 0, 0, time.UTC) }
	s := NewServiceState(nil)
	if f := s.folder("corp", "INBOX"); f.Account != "corp" || f.Name != "INBOX" || f.Works() || !f.Failed.IsZero() {
		t.Errorf("at the start: %+v", f)
	}
	s.FolderRead("corp", "INBOX", at(1), nil)
	s.FolderRead("corp", "INBOX", at(2), errors.New("login failed"))
	if f := s.folder("corp", "INBOX"); f.Works() || f.Read != at(1) || f.Failed != at(2) || f.Error != "login failed" {
		t.Errorf("after a failure: %+v", f)
	}
	s.FolderRead("corp", "INBOX", at(3), nil)
	if f := s.folder("corp", "INBOX"); !f.Works() || f.Error != "login failed" {
		t.Errorf("after a success: %+v", f)
	}
}

func TestWhatWasSkippedIsCountedWithItsReason(t *testing.T) {
	at := func(minute int) time.Time { return time.Date(2026, 11, 30, 10, minute, 0, 0, time.UTC) }
	probed := func(kind model.FactKind, subject model.Subject, minute int) model.Fact {
		return model.Fact{Supplier: "acme", Subject: subject, Kind: kind, ObservedAt: at(minute)}
	}
	domain := func(name string) model.Subject { return model.KindDomain.Subject(name) }
	facts := factindex.New(
		probed(model.FactProbeOK, domain("good.example"), 1),
		probed(model.FactProbeFailed, domain("bad.example"), 1),
		probed(model.FactProbeOK, domain("stale.example"), 1), probed(model.FactProbeUnknown, domain("stale.example"), 2),
		probed(model.FactProbeUnknown, domain("unknown.example"), 1),
	)
	acme := &model.Supplier{ID: "acme", Endpoints: []*model.Endpoint{{ID: "portal", Kind: model.EndpointHTTP}, {ID: "edi", Kind: model.EndpointHTTP}}, Ignores: []model.Ignore{
		{Rule: "fallback-missing", Until: civil.NewDate(2026, 11, 30)}, {Rule: "owner-missing", Until: civil.NewDate(2026, 11, 29)},
	}}
	for _, name := range []string{"good.example", "bad.example", "stale.example", "Unknown.example", "unknown.example", "never.example"} {
		acme.Contacts = append(acme.Contacts, &model.Contact{Domain: name})
	}
	acme.Contacts = append(acme.Contacts, &model.Contact{})
	r := &model.Registry{Suppliers: []*model.Supplier{acme}}
	var got []string
	for _, online := range []bool{true, false} {
		for _, x := range slices.Concat(skippedProbes(r, facts, online), ignoredRules(r, civil.NewDate(2026, 11, 30))) {
			got = append(got, fmt.Sprintf("%s %d %s", x.What, x.Count, x.Why))
		}
	}
	want := []string{
		"Probes of kind dns 1 never run yet", "Probes of kind http 2 never run yet", "Probes of kind dns 2 the last run had no result", "Rule fallback-missing 1 the registry ignores it for this many suppliers",
		"Probes of kind dns 1 never run yet: this host has no network access", "Probes of kind http 2 never run yet: this host has no network access",
		"Probes of kind dns 2 no result: this host has no network access", "Rule fallback-missing 1 the registry ignores it for this many suppliers",
	}
	if !slices.Equal(got, want) {
		t.Errorf("skipped is\n%q, want\n%q", got, want)
	}
	if all := skippedRules(facts); len(all) != 0 {
		t.Errorf("rules are skipped although there are facts: %v", all)
	}
	if all := skippedRules(nil); len(all) == 0 || all[0].Why == "" {
		t.Errorf("without facts, rules are skipped: %v", all)
	}
}
