package daemon

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"
	"testing"

	gocmp "github.com/google/go-cmp/cmp"

	"supplierwatch/internal/engine"
	"supplierwatch/internal/model"
)

// killed is a store whose commits write nothing, as of a daemon that is killed before them.
type killed struct{ engine.Store }

var errKilled = errors.New("killed")

func (killed) Commit(context.Context, model.Change) error { return errKilled }

// TestGuarantee1AKillDuringTheFirstMailsLosesAndRepeatsNothing starts on an empty state and composes a few mails at a time. The daemon is killed before
// and after each commit; everybody gets the same mails as from one that composes all of them at once.
func TestGuarantee1AKillDuringTheFirstMailsLosesAndRepeatsNothing(t *testing.T) {
	want, evaluations := firstMails(t, 0)
	if evaluations != 1 || len(want) < 10 {
		t.Fatalf("%d evaluations compose mails to %d recipients, want one, and ten recipients at least", evaluations, len(want))
	}
	got, evaluations := firstMails(t, 2)
	if evaluations < 3 {
		t.Fatalf("%d evaluations, want several", evaluations)
	}
	if diff := gocmp.Diff(want, got); diff != "" {
		t.Errorf("a daemon that is killed between commits mails otherwise (-at once +killed):\n%s", diff)
	}
}

// firstMails returns what everybody is sent at a first start that composes so many mails at once, and how many evaluations that takes. Of those that
// compose a part the daemon remembers what is stored and nothing else.
func firstMails(t *testing.T, atOnce int) (told map[string][]string, evaluations int) {
	t.Helper()
	k := newKeeper(t)
	company, suppliers := manyExpired(30)
	k.company = company
	k.load(suppliers)
	for more := true; more; evaluations++ {
		k.engine.MailsAtOnce = atOnce
		if atOnce > 0 {
			k.engine.Store = killed{k.store}
			if _, err := k.engine.Evaluate(k.ctx); !errors.Is(err, errKilled) && evaluations == 0 {
				t.Fatal(err) // the last one of several may have nothing to write
			}
			k.stop()
			k.start()
			k.engine.MailsAtOnce = atOnce
		}
		evaluation, err := k.engine.Evaluate(k.ctx)
		if err != nil {
			t.Fatal(err)
		}
		if more = evaluation.NextWake.Equal(k.now); more {
			k.stop()
			k.start()
		}
	}
	if _, err := k.engine.Deliver(k.ctx, k.ctx, engine.RelayClasses...); err != nil {
		t.Fatal(err)
	}
	told = map[string][]string{}
	for _, m := range k.book {
		var alerts []string
		for _, x := range m.Alerts {
			alerts = append(alerts, fmt.Sprintf("%s step %d %s", x.Alert, x.Step, x.Reason))
		}
		slices.Sort(alerts)
		told[m.To.String()] = append(told[m.To.String()], string(m.Kind)+": "+strings.Join(alerts, ", "))
	}
	return told, evaluations
}
