package edit

import (
	"errors"
	"flag"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"golang.org/x/tools/txtar"

	"supplierwatch/internal/civil"
	"supplierwatch/internal/model"
	"supplierwatch/internal/registry"
	"supplierwatch/internal/registry/recordtarget"
	"supplierwatch/internal/registry/scalar"
)

// TestSplice edits the file `before` of each archive in testdata by the change in its comment, and holds the result, byte by byte,
// against the file `after`, or the refusal against `refused`. In the archives, ␍ stands for a carriage return, ⁄ at the end of a file for
// one whose last line is not ended, and ␊ at its beginning for a byte order mark.
func TestSplice(t *testing.T) {
	files, err := filepath.Glob("testdata/*.txtar")
	if err != nil || len(files) < 30 {
		t.Fatalf("%d files, %v", len(files), err)
	}
	for _, file := range files {
		t.Run(strings.TrimSuffix(filepath.Base(file), ".txtar"), func(t *testing.T) {
			archive, err := txtar.ParseFile(file)
			if err != nil {
				t.Fatal(err)
			}
			before := unveil(archive.Files[0].Data)
			after, err := splice(t, before, readChange(t, archive.Comment))
			got := txtar.File{Name: "after", Data: veil(after)}
			if err != nil {
				got = txtar.File{Name: "refused", Data: []byte(err.Error() + "\n")}
				if string(after) != string(before) {
					t.Errorf("refused, but changed:\n%s", after)
				}
			}
			archive.Files = append(archive.Files[:1], got)
			compare(t, file, string(txtar.Format(archive)))
		})
	}
}

var veils = strings.NewReplacer("␍", "\r", "␊", bom)

func unveil(data []byte) []byte {
	return []byte(strings.TrimSuffix(veils.Replace(string(data)), "⁄\n"))
}

func veil(data []byte) []byte {
	text := strings.NewReplacer("\r", "␍", bom, "␊").Replace(string(data))
	if !strings.HasSuffix(text, "\n") {
		text += "⁄\n"
	}
	return []byte(text)
}

// splice edits the content of a file that stands nowhere. What is refused is returned as it was.
func splice(tb testing.TB, content []byte, c Change) ([]byte, error) {
	tb.Helper()
	only, problems := new(registry.Loaded).With("r.yaml", content)
	if len(problems) > 0 {
		return content, errNoRegistry
	}
	before := string(content)
	e := &Editor{Registry: only.Registry, loaded: only}
	after, _, err := e.draft(c, only.Registry.Supplier(c.Supplier), content)
	if before != string(content) {
		tb.Error("what was read was changed in memory")
	}
	if err != nil {
		return content, err
	}
	return after, nil
}

var errNoRegistry = errors.New("the content is no registry")

// readChange reads KIND SUBJECT and one key=value a line.
func readChange(t *testing.T, text []byte) Change {
	t.Helper()
	all := strings.Split(strings.TrimSpace(string(text)), "\n")
	kind, subject, _ := strings.Cut(all[0], " ")
	target, err := recordtarget.Parse(subject)
	if err != nil {
		t.Fatal(err)
	}
	c := Change{Kind: model.FactKind(kind), Supplier: target.Supplier, Subject: target.Subject, Window: target.Opens}
	day := func(s string) civil.Date {
		d, err := civil.ParseDate(s)
		if err != nil {
			t.Fatal(err)
		}
		return d
	}
	for _, line := range all[1:] {
		key, value, _ := strings.Cut(line, "=")
		switch key {
		case "on":
			var m scalar.Moment
			if err := m.UnmarshalText([]byte(value)); err != nil {
				t.Fatal(err)
			}
			c.On = m.Moment
		case "until":
			c.Until = day(value)
		case "for":
			c.For = day(value)
		case "how":
			c.How = model.How(value)
		default:
			*map[string]*string{
				"by": &c.By, "reference": &c.Reference, "mailbox": &c.Mailbox, "because": &c.Because,
				"email": &c.Email, "phone": &c.Phone, "name": &c.Name,
			}[key] = value
		}
	}
	return c
}

func TestSpliceHasNoPlaceForWhatWasTried(t *testing.T) {
	for _, kind := range []model.FactKind{model.FactNoAnswer, model.FactWrongNumber, model.FactAck} {
		before := []byte(small)
		after, err := splice(t, before, Change{Kind: kind, Supplier: "acme", Subject: model.KindContact.Subject("orders")})
		if !errors.Is(err, ErrNoPlace) || string(after) != small {
			t.Errorf("%s: %v", kind, err)
		}
	}
}

const bom = "\ufeff"

const small = "version: 1\nsuppliers: [{id: acme, name: ACME, contacts: {role: orders, email: o@acme.example}}]\n"

var update = flag.Bool("update", false, "rewrite the expected output")

// compare holds got against a file or, with -update, writes it.
func compare(t *testing.T, file, got string) {
	t.Helper()
	if *update {
		if err := os.WriteFile(file, []byte(got), 0o644); err != nil {
			t.Fatal(err)
		}
		return
	}
	want, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(string(want), got); diff != "" {
		t.Errorf("%s (-want +got):\n%s", file, diff)
	}
}
