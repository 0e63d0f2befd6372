package bench

import (
	"fmt"
	"time"

	"supplierwatch/internal/civil"
)

// measureSimulate simulates a year of registries of several sizes.
func measureSimulate(b *Bench) ([]Figure, error) {
	var figures []Figure
	var smaller Cost
	for _, suppliers := range []int{100, 1000, 10_000} {
		if b.Small && suppliers > 1000 {
			continue
		}
		folder, err := b.folder("simulate")
		if err != nil {
			return nil, err
		}
		if err := (companyFiles{Suppliers: suppliers, Teams: 10, PerFile: 100}).write(folder); err != nil {
			return nil, err
		}
		from := civil.DateOf(time.Now().UTC())
		cost, err := several(b.Rounds, func() (Cost, error) {
			return run(0, "", b.Program, "simulate", folder, "--from", from.String(), "--until", from.AddDays(364).String(), "--format", "json")
		})
		if err != nil {
			return nil, err
		}
		f := Figure{Work: fmt.Sprintf("simulate a year of %d suppliers", suppliers), Ours: costText(cost)}
		if suppliers == 1000 {
			f.Target, f.Met = "≤ 2 s", cost.Wall <= 2*time.Second
		}
		if smaller.Wall > 0 {
			f.Yardstick, f.Ratio = "a tenth of the suppliers", cost.Wall.Seconds()/smaller.Wall.Seconds()
		}
		smaller = cost
		figures = append(figures, f)
	}
	return figures, nil
}
