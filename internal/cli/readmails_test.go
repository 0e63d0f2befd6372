package cli

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// mailsUnder reads an argument and returns the names of its mails with the lengths of their texts, and the error.
func mailsUnder(t *testing.T, arg, stdin string) (names []string, texts []string, failed error) {
	t.Helper()
	for mail, err := range (mailsOf{stdin: strings.NewReader(stdin)}).all(arg) {
		if err != nil {
			failed = err
			continue
		}
		names, texts = append(names, strings.TrimPrefix(mail.name, filepath.Dir(arg)+string(filepath.Separator))), append(texts, string(mail.raw))
	}
	return names, texts, failed
}

func TestMailsOfArguments(t *testing.T) {
	t.Parallel()
	folder := filepath.Join(t.TempDir(), "mails")
	const one, two = "Subject: a\n\n>From here on\nFrom me to you\n\nFrom now on\n\n", "Subject: b\n\nyes\n"
	const separator = "From orders@acme.test Mon Nov 30 10:00:00 2026\n"
	files := map[string]string{
		"a.eml":              two,
		"box.mbox":           separator + one + separator + two,
		"single":             separator + two,
		"crlf.mbox":          strings.ReplaceAll(separator+one+separator+two, "\n", "\r\n"),
		"new/c":              two,
		".hidden/d.eml":      two,
		".dovecot":           two,
		"late-separator.eml": "Subject: c\n\n" + separator + two,
	}
	for name, text := range files {
		path := filepath.Join(folder, name)
		if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(path, []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	names, texts, err := mailsUnder(t, folder, "")
	want := "mails/a.eml mails/box.mbox#1 mails/box.mbox#2 mails/crlf.mbox#1 mails/crlf.mbox#2 mails/late-separator.eml mails/new/c mails/single"
	if got := strings.Join(names, " "); err != nil || got != want {
		t.Fatalf("got %s %v, want %s", got, err, want)
	}
	if texts[1] != strings.Replace(one, ">From", "From", 1) || texts[2] != two || texts[7] != two {
		t.Errorf("got %q", texts)
	}
	if names, texts, err := mailsUnder(t, "-", separator+two); err != nil || len(names) != 1 || names[0] != "-" || texts[0] != two {
		t.Errorf("standard input: got %q %q %v", names, texts, err)
	}
}

func TestMailsThatCannotBeRead(t *testing.T) {
	t.Parallel()
	empty := filepath.Join(t.TempDir(), "empty")
	if err := os.Mkdir(empty, 0o755); err != nil {
		t.Fatal(err)
	}
	for arg, want := range map[string]string{
		empty:                         empty + ": the folder has no files",
		filepath.Join(empty, "x.eml"): filepath.Join(empty, "x.eml") + " cannot be read: no such file or directory",
	} {
		if _, _, err := mailsUnder(t, arg, ""); err == nil || err.Error() != want {
			t.Errorf("got %v, want %s", err, want)
		}
	}
}
