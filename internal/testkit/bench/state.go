package bench

import (
	"fmt"
	"os"
	"path/filepath"
)

// measureState measures the state of a daemon in which every supplier has several open alerts.
func measureState(b *Bench) ([]Figure, error) {
	const suppliers, size, limit = 10_000, 36_900, 40e6
	folder, err := b.folder("state")
	if err != nil {
		return nil, err
	}
	if err := (companyFiles{Suppliers: suppliers, Teams: 10, PerFile: 100, Neglected: true}).write(filepath.Join(folder, "registry")); err != nil {
		return nil, err
	}
	address, err := configuration{Folder: folder, Extra: mailsToFolder}.write()
	if err != nil {
		return nil, err
	}
	alerts := 0.0
	if _, err := b.untilReady(folder, address, func(d *daemon) error {
		alerts, err = d.metric("supplierwatch_alerts")
		return err
	}); err != nil {
		return nil, err
	}
	state, err := os.Stat(filepath.Join(folder, "state.db"))
	if err != nil {
		return nil, err
	}
	scaled := float64(state.Size()) / max(alerts, 1) * size
	return []Figure{{
		Work: fmt.Sprintf("state with %.0f open alerts", alerts), Ours: fmt.Sprintf("%s, which is %s for %d", megabytes(state.Size()), megabytes(int64(scaled)), size),
		Target: "≤ 40 MB for 36900", Met: scaled <= limit,
	}}, nil
}
