package testkit

import (
	"errors"
	"slices"
	"strings"
	"testing"
)

var _ Host = testing.TB(nil)

func TestAlone(t *testing.T) {
	var order []string
	var log strings.Builder
	err := Alone(&log, func(h Host) {
		h.Cleanup(func() { order = append(order, "first"); h.Logf("the end") })
		h.Cleanup(func() { order = append(order, "second"); h.Fatalf("undoing failed") })
		h.Cleanup(func() { order = append(order, "third") })
		h.Errorf("that went wrong: %d", 1)
		h.Fatalf("that too")
		order = append(order, "never")
	})
	if err == nil || err.Error() != "that went wrong: 1" {
		t.Errorf("got %v, want the first failure", err)
	}
	if want := []string{"third", "second", "first"}; !slices.Equal(order, want) {
		t.Errorf("undone were %v, want %v", order, want)
	}
	if want := "that too\nundoing failed\nthe end\n"; log.String() != want {
		t.Errorf("the log says %q, want %q", log.String(), want)
	}
}

func TestAloneSkips(t *testing.T) {
	err := Alone(&strings.Builder{}, func(h Host) { h.Skipf("no %s here", "server") })
	if !errors.Is(err, ErrSkipped) || !strings.Contains(err.Error(), "no server here") {
		t.Errorf("got %v", err)
	}
	if err := Alone(&strings.Builder{}, func(Host) {}); err != nil {
		t.Errorf("got %v where nothing failed", err)
	}
}
