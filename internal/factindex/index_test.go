package factindex_test

import (
	"fmt"
	"sync"
	"testing"
	"time"

	"supplierwatch/internal/factindex"
	"supplierwatch/internal/model"
)

// TestFactsAreReadWhileOthersAreAdded holds that what an index returned stays as it was while it grows. With the race detector it holds as well
// that nothing is read while it is written.
func TestFactsAreReadWhileOthersAreAdded(t *testing.T) {
	const many = 500
	kinds := []model.FactKind{model.FactReplied, model.FactProbeFailed, model.FactProbeOK, model.FactUnanswered, model.FactDrillAsked, model.FactDrillOver, model.FactAsked, model.FactDelivery}
	x := factindex.New()
	var working sync.WaitGroup
	working.Go(func() {
		for i := range many * len(kinds) {
			x.Add(model.Fact{
				ID: fmt.Sprint(i), Seq: int64(i + 1), Supplier: "acme", Subject: model.KindContact.Subject("orders"), Kind: kinds[i%len(kinds)],
				RecordedAt: time.Unix(int64(i), 0), Data: map[string]string{"address": "orders@acme.example", "result": string(model.MailBounced)},
			})
		}
	})
	for range 4 {
		working.Go(func() {
			for x.Seq() < many*int64(len(kinds)) {
				told := x.Of("acme", model.KindContact.Subject("orders"))
				before := len(told)
				told = append(told, model.Fact{ID: "mine"}) // changes no slice but our own
				if told[before].ID != "mine" {
					t.Error("what was returned has changed")
				}
				x.Kind("acme", model.KindContact.Subject("orders"), model.FactReplied)
				x.Correspondence("orders@acme.example")
				x.VerificationsSince(time.Unix(0, 0))
				x.Streak("acme", model.KindContact.Subject("orders"))
				x.Probed("acme", model.KindContact.Subject("orders"))
				x.DeliveryStatus("orders@acme.example")
				for range x.Unacknowledged() {
					break
				}
				x.IsUnacknowledged(model.KindAlert.Subject("a1b2c3"))
				for range x.Drills() {
					break
				}
			}
		})
	}
	working.Wait()
	for i, f := range x.Of("acme", model.KindContact.Subject("orders")) {
		if f.ID == "mine" {
			t.Fatalf("fact %d is somebody else's", i)
		}
	}
}
