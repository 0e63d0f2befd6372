package mailparse_test

import (
	"fmt"
	"html"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"supplierwatch/internal/mailparse"
)

// ownMails returns the mails to suppliers that ship, each as it is sent: in all languages, of one contact and of several, a question, a reminder
// and a notice. Those whose words have changed are in it as the version before sent them, too.
func ownMails(t testing.TB) map[string]string {
	t.Helper()
	files, err := filepath.Glob("../compose/verificationmail/testdata/verification/*.txt")
	if err != nil || len(files) < 24 {
		t.Fatalf("%d of our own mails, want at least four in each of six languages: %v", len(files), err)
	}
	mails := map[string]string{}
	for _, file := range files {
		text, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		_, body, found := strings.Cut(string(text), "\n\n")
		if !found {
			t.Fatalf("%s has no body", file)
		}
		name := strings.TrimSuffix(filepath.Base(file), ".txt")
		mails[name] = body
		if before := strings.ReplaceAll(body, "has you on file as its contact", "holds you as its contact"); before != body {
			mails["former "+name] = before
		}
	}
	if mails["former en-question"] == "" || mails["former en-several"] == "" {
		t.Fatal("no mail of the version before is read")
	}
	return mails
}

// brokenAt breaks a text at a width, as mail programs do that know nothing of its lines.
func brokenAt(text string, width int) []string {
	var lines []string
	for line := range strings.SplitSeq(text, "\n") {
		var out strings.Builder
		for word := range strings.FieldsSeq(line) {
			if out.Len() > 0 && out.Len()+1+len(word) > width {
				lines = append(lines, out.String())
				out.Reset()
			}
			if out.Len() > 0 {
				out.WriteByte(' ')
			}
			out.WriteString(word)
		}
		lines = append(lines, out.String())
	}
	return lines
}

// quotations are ways in which a text comes back.
var quotations = map[string]func(lines []string) string{
	"unmarked":      func(lines []string) string { return strings.Join(lines, "\n") },
	"marked":        func(lines []string) string { return "> " + strings.Join(lines, "\n> ") },
	"without blank": func(lines []string) string { return ">" + strings.Join(lines, "\n>") },
	"barred":        func(lines []string) string { return "| " + strings.Join(lines, "\n| ") },
	"indented":      func(lines []string) string { return "\t" + strings.Join(lines, "\n\t") },
	"every second line marked": func(lines []string) string {
		var out strings.Builder
		for i, line := range lines {
			out.WriteString(strings.Repeat("> ", (i+1)%2) + line + "\n")
		}
		return out.String()
	},
	"hyphenated": func(lines []string) string {
		for i, line := range lines {
			if blank := strings.LastIndexByte(line, ' '); i%3 == 1 && len(line)-blank > 8 && !strings.ContainsAny(line[blank+1:], "@+0123456789") && line[len(line)-4] < 0x80 && line[len(line)-5] < 0x80 {
				lines[i] = line[:len(line)-4] + "-\n" + line[len(line)-4:]
			}
		}
		return strings.Join(lines, "\n")
	},
	"behind initials":  func(lines []string) string { return "JD> " + strings.Join(lines, "\nJD> ") },
	"behind two marks": func(lines []string) string { return ">> " + strings.Join(lines, "\n>> ") },
	"without line ends, and no blanks in their place": func(lines []string) string { return strings.Join(lines, "") },
	"one line": func(lines []string) string { return strings.Join(lines, " ") },
}

// htmlForms are ways in which it comes back as HTML.
var htmlForms = map[string]func(lines []string) string{
	"paragraph": func(lines []string) string { return "<p>" + html.EscapeString(strings.Join(lines, " ")) + "</p>" },
	"breaks":    func(lines []string) string { return "<div>" + strings.Join(escaped(lines), "<br>") + "</div>" },
	"divisions": func(lines []string) string { return "<div>" + strings.Join(escaped(lines), "</div><div>") + "</div>" },
	"table": func(lines []string) string {
		return "<table><tr><td>" + strings.Join(escaped(lines), "</td></tr><tr><td>") + "</td></tr></table>"
	},
	"quote": func(lines []string) string {
		return "<blockquote>" + strings.Join(escaped(lines), "<br>") + "</blockquote>"
	},
}

func escaped(lines []string) []string {
	out := make([]string, len(lines))
	for i, line := range lines {
		out[i] = html.EscapeString(line)
	}
	return out
}

// never are the verdicts that our own words must not be taken for.
var never = map[mailparse.Verdict]bool{mailparse.Confirmed: true, mailparse.Left: true, mailparse.Changed: true, mailparse.Objected: true}

// TestOurOwnWordsAreNoAnswer holds that our own mail means nothing, however it comes back: with a greeting above or below, or alone.
func TestOurOwnWordsAreNoAnswer(t *testing.T) {
	head := "From: Tom <orders@acme-photoresist.example>\nTo: us@buyer.example\nSubject: Re: contact\nIn-Reply-To: <1@buyer.example>\nMIME-Version: 1.0\n"
	tried, wrong := 0, 0
	check := func(place, mediaType, body string) {
		tried++
		m := mailparse.Read([]byte(head + "Content-Type: " + mediaType + "; charset=utf-8\n\n" + body + "\n"))
		if never[m.Verdict] {
			if wrong++; wrong <= 25 {
				t.Errorf("%s: %s %q, reply %q", place, m.Verdict, m.Evidence, m.Reply)
			}
		}
	}
	step := 7
	if testing.Short() {
		step = 35
	}
	for name, body := range ownMails(t) {
		for width := 30; width <= 100; width += step {
			for form, quote := range quotations {
				if form == "every second line marked" && (strings.HasSuffix(name, "-notice") || strings.HasSuffix(name, "-several") && width < 60) {
					continue // one of our addresses is alone on a line between quoted ones, as an answer would be
				}
				quoted := quote(brokenAt(body, width))
				place := fmt.Sprintf("%s, %s, width %d", name, form, width)
				check(place+", below", "text/plain", "Hello\n\n"+quoted)
				check(place+", above", "text/plain", quoted+"\n\nHello")
				check(place+", alone", "text/plain", quoted)
			}
		}
		for form, quote := range htmlForms {
			quoted := quote(brokenAt(body, 72))
			check(name+", HTML "+form+", below", "text/html", "<html><body><p>Hello</p>"+quoted+"</body></html>")
			check(name+", HTML "+form+", above", "text/html", "<html><body>"+quoted+"<p>Hello</p></body></html>")
			check(name+", HTML "+form+", alone", "text/html", "<html><body>"+quoted+"</body></html>")
		}
	}
	t.Logf("%d of %d returned mails are read as something else", wrong, tried)
}
