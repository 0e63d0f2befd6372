package probe

import (
	"context"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"supplierwatch/internal/model"
	"supplierwatch/internal/probe/probetest"
)

// choir is a Crowd that answers by what it is given, and remembers what it was
// asked.
type choir struct {
	asked  []string
	answer func(ctx context.Context, p Probe) model.Fact
}

func (c *choir) Ask(ctx context.Context, probes []Probe, answered func(int, model.Fact)) {
	for i, p := range probes {
		c.asked = append(c.asked, p.Address)
		if f := c.answer(ctx, p); f.Kind != "" {
			answered(i, f)
		}
	}
}

func TestACrowdIsAskedAtOnce(t *testing.T) {
	t.Parallel()
	c := &choir{answer: func(ctx context.Context, p Probe) model.Fact {
		if p.Address == "later@acme.test" {
			return model.Fact{}
		}
		return fixed(model.FactProbeOK, ReasonDeliverable)(ctx)
	}}
	r := &Runner{Concurrency: 2, Timeout: time.Second}
	facts := r.Run(t.Context(), []Probe{
		{Supplier: "acme", Subject: model.KindContact.Subject("orders"), Key: "a", Address: "orders@acme.test", Batch: c},
		{Supplier: "acme", Subject: model.KindDomain.Subject("acme.test"), Key: "d", Run: fixed(model.FactProbeOK, ReasonMX)},
		{Supplier: "acme", Subject: model.KindContact.Subject("later"), Key: "l", Address: "later@acme.test", Batch: c},
		{Supplier: "bolt", Subject: model.KindContact.Subject("orders"), Key: "a", Address: "orders@acme.test", Batch: c},
	}, at(probetest.Noon))
	want := "acme/contact/orders probe-ok deliverable; acme/domain/acme.test probe-ok mx; bolt/contact/orders probe-ok deliverable"
	if told(facts) != want {
		t.Errorf("got %s, want %s", told(facts), want)
	}
	if got := strings.Join(c.asked, " "); got != "orders@acme.test later@acme.test" {
		t.Errorf("asked about %s", got)
	}
}

func TestACrowdThatPanicsLeavesUnknowns(t *testing.T) {
	t.Parallel()
	c := &choir{answer: func(context.Context, Probe) model.Fact { panic("out of tune") }}
	facts := (&Runner{}).Run(t.Context(), []Probe{{Subject: model.KindContact.Subject("a"), Kind: "smtp", Batch: c}, {Subject: model.KindContact.Subject("b"), Kind: "smtp", Batch: c}}, at(probetest.Noon))
	if want := "/contact/a probe-unknown panic; /contact/b probe-unknown panic"; told(facts) != want || !strings.Contains(facts[1].Evidence, "out of tune") {
		t.Errorf("got %s, want %s", told(facts), want)
	}
}

// A crowd has the budget of the batch, not the time of one probe; a probe may
// have a time of its own.
func TestTimeOfACrowdAndOfAProbe(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		left := func(ctx context.Context) model.Fact {
			end, _ := ctx.Deadline()
			return model.Fact{Kind: model.FactProbeOK, Data: map[string]string{"reason": time.Until(end).String()}}
		}
		c := &choir{answer: func(ctx context.Context, _ Probe) model.Fact { return left(ctx) }}
		r := &Runner{Timeout: time.Second, Budget: time.Minute, Concurrency: 9}
		facts := r.Run(t.Context(), []Probe{{Subject: model.ParseSubject("a"), Batch: c}, {Subject: model.ParseSubject("b"), Run: left}, {Subject: model.ParseSubject("c"), Run: left, Timeout: time.Hour}}, time.Now)
		if want := "/a probe-ok 1m0s; /b probe-ok 1s; /c probe-ok 1h0m0s"; told(facts) != want {
			t.Errorf("got %s, want %s", told(facts), want)
		}
	})
}
