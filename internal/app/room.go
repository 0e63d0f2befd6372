package app

import (
	"context"
	"fmt"
	"strconv"
	"time"

	"supplierwatch/internal/model"
	"supplierwatch/internal/probe"
	"supplierwatch/internal/settings"
	"supplierwatch/internal/store"
)

// roomEvery is how often it is looked how much room the state has left: a log
// that runs wild fills a disk within an hour.
const roomEvery = 5 * time.Minute

// roomProbe looks how full the disk is that the state stands on.
func roomProbe(s *settings.Settings) probe.Probe {
	return probe.Probe{Subject: model.SubjectState, Kind: "state", Every: roomEvery, Run: func(context.Context) model.Fact { return room(s) }}
}

// room tells how full it is. Where nobody can say, it is unknown.
func room(s *settings.Settings) model.Fact {
	used, limit, err := store.Room(s.State.URL)
	if err != nil {
		return model.Fact{Kind: model.FactProbeUnknown, Source: "state", Evidence: err.Error()}
	}
	const mega = 1 << 20
	return model.Fact{
		Kind: model.FactProbeOK, Source: "state", Evidence: fmt.Sprintf("%d of %d MiB of its disk are used.", used/mega, limit/mega),
		Data: map[string]string{model.DataUsed: strconv.FormatUint(used, 10), model.DataLimit: strconv.FormatUint(limit, 10)},
	}
}
