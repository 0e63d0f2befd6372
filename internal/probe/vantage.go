package probe

import (
	"context"
	"errors"
	"fmt"

	"supplierwatch/internal/model"
)

// Vantage returns a check whether this machine reaches anything: one of the
// names resolves to an address, or one of the host:port targets accepts a
// connection. It fails, as cut-off, only if every one of them does. Both lists
// are the operators' own, so the Guard does not apply to them. Without any
// there is no check: the result is nil.
func Vantage(names, connect []string, o Options) func(context.Context) model.Fact {
	if len(names)+len(connect) == 0 {
		return nil
	}
	var tries []try
	for _, name := range names {
		tries = append(tries, resolves(name, o))
	}
	for _, target := range connect {
		tries = append(tries, accepts(target, o))
	}
	return func(ctx context.Context) model.Fact {
		return anyOf(ctx, tries)
	}
}

// try is one way of finding out that something is reached.
type try func(ctx context.Context, t *Run) error

func resolves(name string, o Options) try {
	return func(ctx context.Context, t *Run) error {
		ascii, err := ASCIIName(name)
		if err != nil {
			return WithReason(ReasonTarget, err)
		}
		found, _, err := o.resolver().address(ctx, t, ascii)
		if err == nil && !found {
			err = WithReason(ReasonNXDomain, errors.New("look up "+name+": no address"))
		}
		return err
	}
}

func accepts(target string, o Options) try {
	d := Dialer{resolver: o.resolver().netResolver(), guard: everywhere}
	return func(ctx context.Context, t *Run) error {
		conn, err := d.dial(ctx, t, target)
		if err == nil {
			conn.Close()
		}
		return err
	}
}

// everywhere allows all addresses.
var everywhere = NewGuard(prefixes("0.0.0.0/0", "::/0")...)

// result is what came of a try.
type result struct {
	t   *Run
	err error
}

// anyOf makes all tries at once, each with evidence of its own, and stops the
// others when one succeeds. It returns after all have ended.
func anyOf(ctx context.Context, tries []try) model.Fact {
	inner, stop := context.WithCancel(ctx)
	defer stop()
	results := make(chan result)
	for _, attempt := range tries {
		go func() { results <- attempt.make(inner) }()
	}
	all, reached := NewRun("vantage"), false
	for range tries {
		r := <-results
		if reached {
			continue
		}
		all.Lines = append(all.Lines, r.t.Lines...)
		if reached = r.err == nil; reached {
			stop()
		} else {
			all.AddEvidence("%v", r.err)
		}
	}
	switch {
	case reached:
		return all.OK("")
	case errors.Is(ctx.Err(), context.Canceled):
		return all.Unknown(ctx, ctx.Err())
	}
	return all.fact(model.FactProbeFailed, ReasonCutOff)
}

// make makes the try and survives it.
func (attempt try) make(ctx context.Context) (r result) {
	r.t = NewRun("vantage")
	defer func() {
		if v := recover(); v != nil {
			r.err = WithReason(ReasonPanic, fmt.Errorf("the check broke: %v", v))
		}
	}()
	r.err = attempt(ctx, r.t)
	return r
}
