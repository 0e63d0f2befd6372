package bench

import (
	"fmt"
	"path/filepath"
	"time"
)

// grown is what a registry costs: read and evaluated once, and watched by a daemon.
type grown struct {
	check       Cost
	cold, again time.Duration // from the start of the daemon until it was ready
	idle        idleCost
}

// measureGrowth measures registries of a thousand suppliers, ten times and a hundred times as many.
func measureGrowth(b *Bench) ([]Figure, error) {
	var figures []Figure
	var smaller *grown
	for _, suppliers := range []int{1000, 10_000, 100_000} {
		if b.Small && suppliers > 10_000 {
			continue
		}
		g, err := grow(b, suppliers)
		if err != nil {
			return nil, err
		}
		figures = append(figures, g.figures(suppliers, smaller)...)
		smaller = &g
	}
	return figures, nil
}

// grow checks a registry and starts a daemon for it twice.
func grow(b *Bench, suppliers int) (grown, error) {
	var g grown
	folder, err := b.folder("growth")
	if err != nil {
		return g, err
	}
	registry := filepath.Join(folder, "registry")
	if err := (companyFiles{Suppliers: suppliers, Teams: 10, PerFile: 100}).write(registry); err != nil {
		return g, err
	}
	if g.check, err = several(b.Rounds, func() (Cost, error) { return b.check(filepath.Join(b.Dir, "cold-cache"), true, registry) }); err != nil {
		return g, err
	}
	address, err := configuration{Folder: folder, Extra: mailsToFolder}.write()
	if err != nil {
		return g, err
	}
	if g.cold, err = b.untilReady(folder, address, func(*daemon) error { return nil }); err != nil {
		return g, err
	}
	g.again, err = b.untilReady(folder, address, func(d *daemon) error {
		g.idle, err = d.rest(70 * time.Second) // at least one evaluation
		return err
	})
	return g, err
}

// figures returns the lines of one size. The ratio is to a tenth of the suppliers.
func (g grown) figures(suppliers int, smaller *grown) []Figure {
	lines := []Figure{
		{Work: fmt.Sprintf("growth: check of %d suppliers", suppliers), Ours: costText(g.check)},
		{Work: fmt.Sprintf("growth: daemon of %d suppliers until ready, first start / again", suppliers), Ours: seconds(g.cold) + " / " + seconds(g.again)},
		{Work: fmt.Sprintf("growth: memory of the daemon, %d suppliers", suppliers), Ours: megabytes(g.idle.memory)},
		{Work: fmt.Sprintf("growth: evaluation with nothing due, %d suppliers", suppliers), Ours: seconds(g.idle.evaluation)},
	}
	if suppliers == 100_000 {
		lines[3].Target, lines[3].Met = "≤ 50 ms", g.idle.evaluation <= 50*time.Millisecond
	}
	if smaller != nil {
		for i, ratio := range []float64{
			g.check.CPU.Seconds() / smaller.check.CPU.Seconds(), g.cold.Seconds() / smaller.cold.Seconds(),
			float64(g.idle.memory) / float64(smaller.idle.memory), g.idle.evaluation.Seconds() / smaller.idle.evaluation.Seconds(),
		} {
			lines[i].Yardstick, lines[i].Ratio = "a tenth of the suppliers", ratio
		}
		lines[0].Yardstick += ", CPU"
		lines[1].Yardstick += ", first start"
	}
	return lines
}
