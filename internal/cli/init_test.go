package cli_test

import (
	"bytes"
	"io/fs"
	"os"
	"path/filepath"
	"testing"

	"supplierwatch/config"
	"supplierwatch/internal/civil"
	"supplierwatch/internal/cli"
)

// TestStarterIsGreenOnItsFirstDay holds that a starter has nothing critical on its first day, whichever that is, and half a year later.
func TestStarterIsGreenOnItsFirstDay(t *testing.T) {
	t.Parallel()
	for day := civil.NewDate(2027, 8, 1); day.Before(civil.NewDate(2028, 8, 3)); day = day.AddDays(3) {
		folder := filepath.Join(t.TempDir(), day.String())
		if code, out, errs := run(t.Context(), "init", folder, "--now", day.String()); code != cli.ExitOK {
			t.Fatalf("init on %s ended with %d:\n%s%s", day, code, out, errs)
		}
		for _, later := range []int{0, 180} {
			now := day.AddDays(later)
			if code, out, errs := run(t.Context(), "check", filepath.Join(folder, "registry"), "--now", now.String()); code != cli.ExitOK {
				t.Errorf("the check of the starter of %s on %s ended with %d:\n%s%s", day, now, code, out, errs)
			}
		}
	}
}

// TestStarterAsShippedIsThatOfItsDay holds that the dates of the embedded starter are replaced, each by what follows from the day.
func TestStarterAsShippedIsThatOfItsDay(t *testing.T) {
	t.Parallel()
	folder := t.TempDir()
	if code, out, errs := run(t.Context(), "init", folder, "--now", "2026-11-02"); code != cli.ExitOK {
		t.Fatalf("init ended with %d:\n%s%s", code, out, errs)
	}
	for _, name := range []string{"company.yaml", "suppliers.yaml"} {
		written, err := os.ReadFile(filepath.Join(folder, "registry", name))
		if err != nil {
			t.Fatal(err)
		}
		shipped, err := fs.ReadFile(config.Starter, "starter/registry/"+name)
		if err != nil {
			t.Fatal(err)
		}
		if !bytes.Equal(written, shipped) {
			t.Errorf("%s differs from the shipped one:\n%s", name, written)
		}
	}
}
