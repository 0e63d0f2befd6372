package chaos

import (
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"time"
)

// TestShortCampaign leads a campaign of a few lives; `make faults` leads a long one.
func TestShortCampaign(t *testing.T) {
	if testing.Short() {
		t.Skip("runs the built program as a process: not with -short")
	}
	t.Parallel()
	program := filepath.Join(t.TempDir(), "supplierwatch")
	if out, err := exec.Command("go", "build", "-o", program, "../../../cmd/supplierwatch").CombinedOutput(); err != nil {
		t.Fatalf("build the program: %v\n%s", err, out)
	}
	report := Campaign{Program: program, Seed: uint64(time.Now().UnixNano()), Kills: 14, Hurry: true}.Run(t)
	var table strings.Builder
	if err := report.Write(&table); err != nil {
		t.Fatal(err)
	}
	t.Log("\n" + table.String())
	if !report.Kept() {
		t.Errorf("%d guarantees were broken", len(report.Broken))
	}
	if report.Stood == 0 || report.Mails == 0 || report.Faults[killed] < 14 {
		t.Errorf("the campaign tried nothing: %+v", report)
	}
}
