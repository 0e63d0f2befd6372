package cli_test

import (
	"bytes"
	"context"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"supplierwatch/config"
	"supplierwatch/internal/civil"
	"supplierwatch/internal/cli"
)

// TestStarterIsGreenOnItsFirstDay holds that the first check of a starter finds nothing critical, on whatever day it is written, and for half a year after.
func TestStarterIsGreenOnItsFirstDay(t *testing.T) {
	t.Parallel()
	for day := (civil.Date{Year: 2027, Month: 8, Day: 1}); day.Before(civil.Date{Year: 2028, Month: 8, Day: 3}); day = day.AddDays(3) {
		folder := filepath.Join(t.TempDir(), day.String())
		if code, out := runMain(t, "init", folder, "--now", day.String()); code != cli.ExitOK {
			t.Fatalf("init on %s ended with %d:\n%s", day, code, out)
		}
		if code, out := runMain(t, "check", filepath.Join(folder, "registry"), "--now", day.String()); code != cli.ExitOK || strings.Contains(out, "later than today") {
			t.Errorf("the check on %s ended with %d:\n%s", day, code, out)
		}
	}
}

// runMain runs a command and returns its exit code and all that it printed.
func runMain(t *testing.T, args ...string) (int, string) {
	t.Helper()
	var out bytes.Buffer
	code := cli.Main(context.Background(), args, cli.Streams{In: strings.NewReader(""), Out: &out, Err: &out})
	return code, out.String()
}

// TestStarterAsShippedIsThatOfItsDay holds that the dates of the embedded starter are replaced, each by what follows from the day.
func TestStarterAsShippedIsThatOfItsDay(t *testing.T) {
	t.Parallel()
	folder := t.TempDir()
	if code, out := runMain(t, "init", folder, "--now", "2026-11-02"); code != cli.ExitOK {
		t.Fatalf("init ended with %d:\n%s", code, out)
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
