package wiring

import (
	"path/filepath"
	"strconv"
	"testing"

	"supplierwatch/internal/model"
	"supplierwatch/internal/settings"
)

func TestRoomOfTheState(t *testing.T) {
	s := settings.Default(t.TempDir(), nil)
	s.State.URL = "sqlite:" + filepath.Join(t.TempDir(), "state.db")
	f := stateDisk(s)
	used, _ := strconv.ParseUint(f.Data["used"], 10, 64)
	limit, _ := strconv.ParseUint(f.Data["limit"], 10, 64)
	if f.Kind != model.FactProbeOK || used == 0 || limit <= used {
		t.Errorf("the disk here is %+v", f)
	}
}

func TestFreeSpaceThatIsUnknown(t *testing.T) {
	s := settings.Default(t.TempDir(), nil)
	s.State.URL = "sqlite:" + filepath.Join(t.TempDir(), "nowhere", "state.db")
	if f := stateDisk(s); f.Kind != model.FactProbeUnknown || f.Evidence == "" {
		t.Errorf("without a folder the fact is %+v", f)
	}
}
