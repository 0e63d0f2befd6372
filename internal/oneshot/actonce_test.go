package oneshot

import (
	"context"
	"errors"
	"testing"
	"time"

	"supplierwatch/internal/action"
	"supplierwatch/internal/civil"
	"supplierwatch/internal/drill"
	"supplierwatch/internal/model"
	"supplierwatch/internal/replycmd"
	"supplierwatch/internal/store"
	"supplierwatch/internal/wiring"
)

// killed is a store of a process that is killed before one of its transactions.
type killed struct {
	store.Store
	after, commits int
}

var errKilled = errors.New("killed")

func (k *killed) Commit(ctx context.Context, change model.Change) error {
	if k.commits == k.after {
		return errKilled
	}
	k.commits++
	return k.Store.Commit(ctx, change)
}

// TestADrillAndAnAlertAreAcknowledgedInOneTransaction kills the command before each of its transactions: either both are acknowledged or neither.
func TestADrillAndAnAlertAreAcknowledgedInOneTransaction(t *testing.T) {
	at := time.Date(2026, 3, 2, 9, 0, 0, 0, time.UTC)
	call := drill.Call{Number: 1, To: model.Recipient{Team: "buying", Address: "buying@buyer.example"}, Policies: []string{"critical"}, OpensAt: at, AnswerBy: at.Add(time.Hour)}
	for killedAfter, want := range map[int]int{0: 0, 1: 2, 9: 2} {
		facts := append([]model.Fact{drill.Asked("3f9a21", nil, civil.Period{Days: 1}, "jane@buyer.example", at)},
			drill.Begun("3f9a21", []drill.Call{call}, func(drill.Call) string { return "mail-1" }, at)...)
		config, known := byHand(t, facts...)
		conf, db, err := wiring.OpenState(t.Context(), config)
		if err != nil {
			t.Fatal(err)
		}
		defer db.Close()
		alert := model.Alert{ID: "a3f09c", Key: "a3f09c", Supplier: "acme", Subject: model.KindContact.Subject("orders"), State: model.StateFiring, Since: at}
		if err := db.Commit(t.Context(), model.Change{Alerts: []model.Alert{alert}}); err != nil {
			t.Fatal(err)
		}
		request := action.Request{Verb: replycmd.Ack, By: "jane@buyer.example", Source: "shell", Proof: action.ProofShell, At: at.Add(time.Minute)}
		acted, err := actBeside(t.Context(), conf, &killed{Store: db, after: killedAfter}, []string{"drill-3f9a21-1", "a3f09c"}, request)
		if (err == nil) != (want == 2) || err == nil && len(acted) != 2 {
			t.Errorf("killed after %d: %v, %v", killedAfter, acted, err)
		}
		got := 0
		for _, f := range known() {
			if f.Kind == model.FactAck || f.Kind == model.FactDrillAnswered {
				got++
			}
		}
		if got != want {
			t.Errorf("killed after %d transactions, %d of them are acknowledged, want %d", killedAfter, got, want)
		}
	}
}
