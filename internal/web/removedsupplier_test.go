package web

import (
	"context"
	"fmt"
	"net/http"
	"strings"
	"testing"
	"time"

	"supplierwatch/internal/apidoc"
	"supplierwatch/internal/civil"
	"supplierwatch/internal/model"
	"supplierwatch/internal/web/content"
)

// remembered is a supplier with a long history; removed tells whether the registry still has it.
type remembered struct {
	fakeReadModel
	removed bool
	at      time.Time
}

func (r remembered) SupplierDetail(context.Context, string) (detail content.SupplierDetail, known bool, err error) {
	detail.Supplier, detail.Removed, detail.RemovedAt = apidoc.SupplierStatus{ID: "gone", Name: "gone"}, r.removed, r.at
	ended := instant
	detail.Alerts = []apidoc.StatusAlert{{ID: "c00001", Supplier: "gone", State: model.StateWithdrawn, Since: instant.Add(-time.Hour), EndedAt: &ended, Message: "It was late."}}
	for i := range 300 {
		detail.History = append(detail.History, content.HistoryEntry{
			Kind: model.FactChanged, At: instant, Subject: model.KindContact.Subject("desk"), By: "desk@gone.example", Details: []string{strings.Repeat(`"x" `, 900)},
			Text: fmt.Sprint("no. ", i, " ", strings.Repeat("<&> ", 9000)), Reply: strings.Repeat(`"\u2028'ab `, 9000),
		})
		detail.Probes = append(detail.Probes, content.ProbeTrail{Subject: model.KindDomain.Subject("gone.example"), Failures: 1, Lines: strings.Repeat("<550 'no'>\n", 9000)})
	}
	detail.History = append(detail.History, content.HistoryEntry{Kind: model.FactKeep, Day: civil.NewDate(2026, 10, 1), InRegistry: true, Subject: model.KindContract.Subject("msa"), By: "jane", Details: []string{"after 2026-12-31"}},
		content.HistoryEntry{Kind: model.FactSnooze, At: instant, Subject: model.KindAlert.Subject("c00001"), By: "joe", Until: instant.Add(time.Hour)},
		content.HistoryEntry{Kind: model.FactWaived, InRegistry: true, Subject: model.KindOrderWindow.Subject("yearly")})
	return detail, true, nil
}

// TestARemovedSupplierHasAPage checks that it says when it was removed, and that it shows its alerts and its history.
func TestARemovedSupplierHasAPage(t *testing.T) {
	for at, want := range map[time.Time]string{instant: "It was removed on Sun 22 Nov, 10:00 UTC at the latest.", {}: "This supplier is no longer in the registry. Nothing is watched"} {
		server := serve(t, func(o *Options) { o.ReadModel = remembered{removed: true, at: at} })
		status, body, _ := ask(t, http.MethodGet, server.URL+"/suppliers/gone?history=31", "")
		for _, want := range []string{
			want, `<a href="/alerts/c00001">`, "Removed.", "Thu 1 Oct 2026: <strong>contract kept</strong>, contract msa (after Thu 31 Dec), by jane, in the registry",
			"<strong>snoozed</strong>, alert c00001 (until Sun 22 Nov, 11:00 UTC), by joe", "Day unknown: <strong>not needed</strong>", "301 to 303 of 303",
		} {
			if status != http.StatusOK || !strings.Contains(body, want) {
				t.Errorf("%d, no %q in\n%.6000s", status, want, body)
			}
		}
		if strings.Contains(body, "Whom to call") {
			t.Error("a supplier that is not in the registry has a call card")
		}
	}
}

// TestLongRepliesAreFolded holds that no reply and no answer of a server makes a page longer than 100 KB.
func TestLongRepliesAreFolded(t *testing.T) {
	for _, removed := range []bool{false, true} {
		server := serve(t, func(o *Options) { o.ReadModel = remembered{removed: removed} })
		_, body, _ := ask(t, http.MethodGet, server.URL+"/suppliers/gone", "")
		if n := strings.Count(body, `<details class="long">`); len(body) > 100_000 || n != 20 || !strings.Contains(body, "1 to 10 of 303") || !strings.Contains(body, "<summary>no. 0 &lt;&amp;&gt;") {
			t.Errorf("removed %v: %d bytes, %d folded texts", removed, len(body), n)
		}
	}
}
