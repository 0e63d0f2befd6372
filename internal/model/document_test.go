package model_test

import (
	"encoding/json"
	"reflect"
	"testing"
	"time"

	"supplierwatch/internal/civil"
	"supplierwatch/internal/model"
)

// TestDocumentsSayTheSubjectAsText checks the JSON of what is stored and printed, byte for byte: states of earlier versions and programs of other
// people read it.
func TestDocumentsSayTheSubjectAsText(t *testing.T) {
	at := time.Date(2026, 11, 30, 9, 0, 0, 0, time.UTC)
	due := civil.NewDate(2026, 12, 9)
	contract := model.KindContract.Subject("msa")
	for _, c := range []struct {
		value any
		want  string
	}{
		{
			model.Fact{ID: "f1", Supplier: "acme", Subject: model.KindContact.Subject("orders"), Kind: model.FactVerified, ObservedAt: at, RecordedAt: at, Actor: "jane", Source: "shell"},
			`{"id":"f1","supplier":"acme","subject":"contact/orders","kind":"verified","observed_at":"2026-11-30T09:00:00Z","recorded_at":"2026-11-30T09:00:00Z","actor":"jane","source":"shell","evidence":""}`,
		},
		{
			model.Finding{
				Rule: "contract-notice-due", Severity: model.Critical, Route: model.RoutePage, Supplier: "acme", Subject: contract, Occurrence: "2027", Due: due,
				Fingerprint: model.Fingerprint("contract-notice-due", "acme", contract, "2027"),
			},
			`{"rule":"contract-notice-due","severity":"critical","route":"page","supplier":"acme","subject":"contract/msa","occurrence":"2027","message":"","due":"2026-12-09","exposure":null,"margin_days":null,"file":"","line":0,"column":0,"fingerprint":"ec23923ab21a5f56a590fdf30bfff07b"}`,
		},
		{
			model.Finding{Rule: "mail-relay-down", Subject: model.SubjectWatchdog},
			`{"rule":"mail-relay-down","severity":"","route":"","supplier":"","subject":"watchdog","occurrence":"","message":"","due":null,"exposure":null,"margin_days":null,"file":"","line":0,"column":0,"fingerprint":""}`,
		},
		{
			model.Alert{ID: "a3f09c", Key: model.AlertKey("acme", contract, "notice", "2027"), Supplier: "acme", Subject: contract, Group: "notice", Since: at, StepAt: at},
			`{"id":"a3f09c","key":"acme/contract/msa/notice/2027","supplier":"acme","subject":"contract/msa","line":"notice","severity":"","route":"","since":"2026-11-30T09:00:00Z","step":0,"step_at":"2026-11-30T09:00:00Z"}`,
		},
		{
			model.Deadline{Supplier: "acme", Subject: model.KindOrderWindow.Subject("annual"), Kind: model.DeadlineOrderWindow, State: "open", Due: due},
			`{"supplier":"acme","subject":"order-window/annual","kind":"order-window","state":"open","due":"2026-12-09","days_left":null}`,
		},
		{model.SubjectRef{Supplier: "acme", Subject: model.KindContact.Subject("sales")}, `{"supplier":"acme","subject":"contact/sales"}`},
	} {
		got, err := json.Marshal(c.value)
		if err != nil || string(got) != c.want {
			t.Errorf("%T is written as\n%s, want\n%s (%v)", c.value, got, c.want, err)
		}
	}
}

// TestAlertsOfEarlierVersionsAreRead checks that a document in which everything that is empty is spelt out reads as one without it.
func TestAlertsOfEarlierVersionsAreRead(t *testing.T) {
	const before = `{"id":"a3f09c","key":"acme/contract/msa/notice/2027","supplier":"acme","subject":"contract/msa","line":"notice","occurrence":"","rule":"","severity":"","route":"","stage":0,"message":"","due":null,"exposure":null,"ends":null,"state":"","since":"2026-11-30T09:00:00Z","reason":"","step":0,"step_at":"2026-11-30T09:00:00Z","repeats":0,"next_at":"0001-01-01T00:00:00Z","not_before":"0001-01-01T00:00:00Z","worse_at":"0001-01-01T00:00:00Z","letter_at":"0001-01-01T00:00:00Z","acknowledged_by":"","acknowledged_at":"0001-01-01T00:00:00Z","ack_severity":"","held_since":"0001-01-01T00:00:00Z","snoozed_until":"0001-01-01T00:00:00Z","holds_until":"0001-01-01T00:00:00Z","named_day":null,"ended_at":"0001-01-01T00:00:00Z","notified":null}`
	var got model.Alert
	if err := json.Unmarshal([]byte(before), &got); err != nil {
		t.Fatal(err)
	}
	at := time.Date(2026, 11, 30, 9, 0, 0, 0, time.UTC)
	contract := model.KindContract.Subject("msa")
	want := model.Alert{ID: "a3f09c", Key: model.AlertKey("acme", contract, "notice", "2027"), Supplier: "acme", Subject: contract, Group: "notice", Since: at, StepAt: at}
	if !reflect.DeepEqual(got, want) {
		t.Errorf("read %+v, want %+v", got, want)
	}
}
