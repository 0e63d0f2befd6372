package settings

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"supplierwatch/internal/model"
)

func loadText(t *testing.T, text string) (file string) {
	t.Helper()
	file = filepath.Join(t.TempDir(), "c.yaml")
	if err := os.WriteFile(file, []byte(text), 0o600); err != nil {
		t.Fatal(err)
	}
	return file
}

// TestNewlyRefusedValuesOfAConfigurationAreReadLikeBefore has each kind of value that the version before read and this one refuses.
func TestNewlyRefusedValuesOfAConfigurationAreReadLikeBefore(t *testing.T) {
	file := loadText(t, "registry: [./r]\nheartbeat:\nschedule: {verify: , timezone: Europe/Berlin}\nidentity: {organization: “Buyer AG”, from: \"w@buyer.example\", domains: [buyer\uff0eexample]}\noauth:\n  m: {token_url: \"https://login.ex\u0430mple/t\", client_id: x, client_secret: {file: c.yaml}, expires: 0026-05-01}\n")
	if s, problems, _ := Load(file); s != nil || len(problems) != 6 {
		t.Fatalf("settings %v, %d problems: %v", s, len(problems), problems)
	}
	s, problems, _ := LoadLikeBefore(file)
	if s == nil || len(problems) != 6 || !model.OnlyNewlyRefused(problems) {
		t.Fatalf("settings %v, problems: %v", s, problems)
	}
	if s.Heartbeat != nil || s.Identity.Organization != "“Buyer AG”" || s.Identity.Domains[0] != "buyer.example" || s.Schedule.Timezone.String() != "Europe/Berlin" {
		t.Errorf("read as %+v, %+v", s.Identity, s.Schedule)
	}
	file = loadText(t, "registry: [./r]\nheartbeat:\nregistery: x\n")
	if s, problems, _ := LoadLikeBefore(file); s != nil || len(problems) != 2 {
		t.Errorf("settings %v, problems: %v", s, problems)
	}
}

// TestFilesOfAConfigurationAreLimitedInAll refers to more files than may be read together.
func TestFilesOfAConfigurationAreLimitedInAll(t *testing.T) {
	dir := t.TempDir()
	if err := os.WriteFile(filepath.Join(dir, "large"), []byte("x"+strings.Repeat(" ", maxSize-1)), 0o600); err != nil {
		t.Fatal(err)
	}
	file := filepath.Join(dir, "c.yaml")
	text := "registry: [" + strings.TrimSuffix(strings.Repeat("{file: large}, ", 17), ", ") + "]\n"
	if err := os.WriteFile(file, []byte(text), 0o600); err != nil {
		t.Fatal(err)
	}
	_, problems, _ := Load(file)
	if len(problems) != 1 || !strings.Contains(problems[0].String(), ":1:252: `registry`: the files that the configuration refers to up to here have 17 MB in all, and at most 16 MB are allowed: is large the right file?") {
		t.Errorf("problems: %v", problems)
	}
}
