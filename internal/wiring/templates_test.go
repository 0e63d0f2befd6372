package wiring

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// TestTemplatesOutsideTheFolderAreNotRead has links among the templates that would mail other files of this machine to suppliers.
func TestTemplatesOutsideTheFolderAreNotRead(t *testing.T) {
	shipped, err := os.ReadFile("../../config/templates/verification/en.txt.tmpl")
	if err != nil {
		t.Fatal(err)
	}
	for name, c := range map[string]struct {
		target string
		taken  bool
	}{
		"outside":            {"../secret.txt", false},
		"outside, absolute":  {"/etc/passwd", false},
		"nothing":            {"none", false},
		"a device":           {"/dev/zero", false},
		"a folder":           {".", false},
		"inside, and hidden": {"..data/en.txt.tmpl", true},
	} {
		folder := filepath.Join(t.TempDir(), "templates")
		for path, text := range map[string]string{"..data/en.txt.tmpl": string(shipped), "../secret.txt": string(shipped)} {
			path = filepath.Join(folder, filepath.FromSlash(path))
			if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
				t.Fatal(err)
			}
			if err := os.WriteFile(path, []byte(text), 0o644); err != nil {
				t.Fatal(err)
			}
		}
		if err := os.Symlink(c.target, filepath.Join(folder, "en.txt.tmpl")); err != nil {
			t.Fatal(err)
		}
		_, problems := LoadTemplates(folder)
		if taken := len(problems) == 0; taken != c.taken {
			t.Errorf("%s: taken is %v, want %v: %v", name, taken, c.taken, problems)
		}
		for _, p := range problems {
			if !strings.HasSuffix(p.File, "/en.txt.tmpl") {
				t.Errorf("%s: the problem names %s", name, p.File)
			}
		}
	}
}

func TestAFolderOfTemplatesThatDoesNotExist(t *testing.T) {
	if _, problems := LoadTemplates(filepath.Join(t.TempDir(), "none")); len(problems) != 1 {
		t.Errorf("a folder that does not exist: %v", problems)
	}
}
