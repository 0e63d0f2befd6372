package mailparse_test

import (
	"strings"
	"testing"

	"supplierwatch/internal/mailparse"
)

// headersOfTwoAuthors lists headers of which a reader that stops early, or that leaves out what is too long, sees only the colleague's
// address. Mail servers read on, and vouch for the other one.
func headersOfTwoAuthors() map[string]string {
	const first, second = "From: oncall@buyer.example", "From: eve@evil.example\n"
	blanks := strings.Repeat(" ", 33_000)
	return map[string]string{
		"behind many blanks":                first + blanks + "<eve@evil.example>\n",
		"behind a fold and many blanks":     first + "\n" + blanks + "<eve@evil.example>\n",
		"behind many folds":                 first + "\n" + strings.Repeat(" "+strings.Repeat(" ", 900)+"\n", 40) + " <eve@evil.example>\n",
		"behind long comments":              first + "\n" + strings.Repeat(" ("+strings.Repeat("c", 900)+")\n", 40) + " , eve@evil.example\n",
		"behind a fold of blanks":           first + "\n \n <eve@evil.example>\n",
		"behind a fold of tabs":             first + "\n\t\t\n\t<eve@evil.example>\n",
		"a second field behind blanks":      first + "\nX: y\n \n" + second,
		"a second field behind a form feed": first + "\n\x0c\n" + second,
		"a second field behind a tab down":  first + "\n\x0b\n" + second,
		"a second field behind NBSP":        first + "\n\u00a0\n" + second,
		"a second field behind NEL":         first + "\n\u0085\n" + second,
		"a second field behind a word":      first + "\nthis is not a field\n" + second,
		"behind 1,100 fields":               first + "\n" + strings.Repeat("X-F: y\n", 1100) + second,
		"behind 300 KB":                     first + "\n" + strings.Repeat("X-F: "+strings.Repeat("y", 900)+"\n", 300) + second,
		"with a NUL in the name":            first + "\nFrom\x00: eve@evil.example\n",
		"with a zero width space":           first + "\nFrom\u200b: eve@evil.example\n",
		"an empty field above":              "From:\n" + first + "\n",
		"a blank field above":               "From: \t\n" + first + "\n",
		"an empty field below":              first + "\nFrom:\n",
	}
}

func TestAHeaderIsReadWholeOrItsAuthorIsNobody(t *testing.T) {
	const above = "Received: from mx.evil.example (x [192.0.2.1]) by mx.buyer.example\nAuthentication-Results: mx.buyer.example; dmarc=pass\n"
	for name, fields := range headersOfTwoAuthors() {
		for end, raw := range map[string]string{"LF": above + fields + "Subject: x\n\nack\n", "CRLF": strings.ReplaceAll(above+fields+"Subject: x\n\nack\n", "\n", "\r\n")} {
			if m := mailparse.Read([]byte(raw)); m.From != "" && m.From != "eve@evil.example" {
				t.Errorf("%s, %s: from %q", name, end, m.From)
			}
			if m := mailparse.Head([]byte(raw)); m.From != "" && m.From != "eve@evil.example" {
				t.Errorf("%s, %s: by its head it is from %q", name, end, m.From)
			}
		}
	}
}

// TestOrdinaryHeadersHaveAnAuthor holds headers of which nothing is in doubt, although they are long, folded or badly written.
func TestOrdinaryHeadersHaveAnAuthor(t *testing.T) {
	const from = "From: oncall@buyer.example\n"
	for name, raw := range map[string]string{
		"another field is too long":     from + "X-Report: " + strings.Repeat("x", 40_000) + "\n\nack\n",
		"many fields":                   from + strings.Repeat("X-F: y\n", 1100) + "\nack\n",
		"a folded address":              "From: On-call\n\t<oncall@buyer.example>\n\nack\n",
		"a line that is not a field":    from + "this is not a field\n\nack\n",
		"a From line of another mail":   from + "Subject: x\n\nack\n\nFrom: eve@evil.example\n",
		"an mbox line within":           from + ">From eve@evil.example Mon Sep 21 10:00:00 2026\nSubject: x\n\nack\n",
		"blanks behind the last field":  from + "Subject: x\n \n\nack\n",
		"carriage returns at line ends": "From: oncall@buyer.example\r\r\nSubject: x\r\r\n\r\nack\r\n",
	} {
		if m := mailparse.Read([]byte(raw)); m.From != "oncall@buyer.example" {
			t.Errorf("%s: from %q", name, m.From)
		}
	}
}

// TestAHeaderThatWasCutHasNoAuthor cuts headers where a mail is fetched from the server only as far as a bound.
func TestAHeaderThatWasCutHasNoAuthor(t *testing.T) {
	const from = "From: oncall@buyer.example\n"
	long := from + strings.Repeat("X-F: "+strings.Repeat("y", 900)+"\n", 700)
	if m := mailparse.Read([]byte(long[:512<<10])); m.From != "" {
		t.Errorf("a mail of which the header is cut is from %q", m.From)
	}
	if m := mailparse.Head([]byte(long[:64<<10])); m.From != "" {
		t.Errorf("a header that is cut is from %q", m.From)
	}
	if m := mailparse.Head([]byte(long + "\n")); m.From != "oncall@buyer.example" {
		t.Errorf("a long header is from %q", m.From)
	}
	if m := mailparse.Head([]byte(from)); m.From != "oncall@buyer.example" {
		t.Errorf("a header without an empty line is from %q", m.From)
	}
}
