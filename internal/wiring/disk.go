package wiring

import (
	"context"
	"fmt"
	"time"

	"supplierwatch/internal/model"
	"supplierwatch/internal/probe"
	"supplierwatch/internal/settings"
	"supplierwatch/internal/store/sqlite"
)

// stateDiskEvery is how often the disk of the state is checked: a log that grows without limit fills a disk within an hour.
const stateDiskEvery = 5 * time.Minute

// stateDiskProbe checks how full the disk is that holds the state.
func stateDiskProbe(s *settings.Settings) probe.Probe {
	return probe.Probe{Subject: model.SubjectState, Kind: "state", Every: stateDiskEvery, Run: func(context.Context) model.Fact { return stateDisk(s) }}
}

// stateDisk returns how full the disk of the state is; unknown where the system does not report it.
func stateDisk(s *settings.Settings) model.Fact {
	used, limit, err := sqlite.DiskUsage(s.State.URL)
	if err != nil {
		return model.Fact{Kind: model.FactProbeUnknown, Source: "state", Evidence: err.Error()}
	}
	const mega = 1 << 20
	return model.NewDiskUsage(model.Fact{
		Kind: model.FactProbeOK, Source: "state", Evidence: fmt.Sprintf("%d of %d MiB of its disk are used.", used/mega, limit/mega),
	}, used, limit)
}
