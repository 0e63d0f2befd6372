package lenient

import (
	"bufio"
	"errors"
	"fmt"
	"io"
	"regexp"
	"strings"
	"testing"
	"testing/iotest"
	"time"
	"unicode"

	"github.com/google/go-cmp/cmp"
)

func read(t *testing.T, wire string) string {
	t.Helper()
	for _, in := range []io.Reader{strings.NewReader(wire), iotest.OneByteReader(strings.NewReader(wire))} {
		got, err := readAll(in)
		if err != nil {
			t.Fatal(err)
		}
		if in, ok := in.(*strings.Reader); ok {
			if in.Len() > 0 {
				t.Errorf("%d bytes were not read", in.Len())
			}
			continue
		}
		return got
	}
	return ""
}

// readAll returns what is passed on, and before it the messages that were told, each as the standard writes it.
func readAll(in io.Reader) (string, error) {
	var messages strings.Builder
	r := NewReader(in, nil)
	r.Collect(1<<20, func(m Message) { messages.WriteString(fetched(m)) })
	got, err := io.ReadAll(r)
	if broken := r.EndCollecting(); broken != nil && !errors.Is(err, broken) {
		return "", fmt.Errorf("%w is not the error of reading: %w", broken, err)
	}
	return messages.String() + string(got), err
}

// fetched writes a message as a server does.
func fetched(m Message) string {
	var items []string
	if m.UID != 0 {
		items = append(items, fmt.Sprint("UID ", m.UID))
	}
	if m.Seen {
		items = append(items, `FLAGS (\Seen)`)
	}
	if !m.Arrived.IsZero() {
		items = append(items, `INTERNALDATE "`+m.Arrived.Format(dateLayout)+`"`)
	}
	if m.Size != 0 {
		items = append(items, fmt.Sprint("RFC822.SIZE ", m.Size))
	}
	if m.Text != nil {
		items = append(items, fmt.Sprintf("BODY[] {%d}\r\n%s", len(m.Text), m.Text))
	}
	return fmt.Sprintf("* %d FETCH (%s)\r\n", m.Number, strings.Join(items, " "))
}

// crlf writes a response as servers do.
func crlf(lines string) string { return strings.ReplaceAll(lines, "\n", "\r\n") }

// Each pair is what a server sends and what is passed on.
func TestReader(t *testing.T) {
	t.Parallel()
	for name, tt := range map[string]struct{ wire, want string }{
		"as the standard has it":      {"* OK [UIDVALIDITY 7] x\nA1 OK [READ-ONLY] done\n", "* OK [UIDVALIDITY 7] x\nA1 OK [READ-ONLY] done\n"},
		"a forbidden keyword":         {"* FLAGS (\\Seen OIB-Seen-[Gmail]/Important)\n* 3 EXISTS\n", "* 3 EXISTS\n"},
		"a quoted keyword":            {"* FLAGS (\"\\\\Deleted\" a)\n* 3 EXISTS\n", "* 3 EXISTS\n"},
		"control characters":          {"* FLAGS (a\x01b \x00)\n* OK \x07ring\n", "* OK ring\n"},
		"an empty atom":               {"* FLAGS (  \\ )\n* OK [PERMANENTFLAGS ( \\* )]\n", "* OK\n"},
		"bytes above 0x7F":            {"* FLAGS (Gel\xf6scht)\n* OK [PERMANENTFLAGS (\xe4)] x\n", "* OK\n"},
		"a keyword as literal":        {"* FLAGS (\\Seen {3}\na]b c)\n* 3 EXISTS\n", "* 3 EXISTS\n"},
		"permanent forbidden":         {"* OK [PERMANENTFLAGS (\\Seen OIB-[Gmail]/All \\*)] Flags permitted.\n", "* OK\n"},
		"permanent without an end":    {"* OK [PERMANENTFLAGS (\\Seen\n* 1 EXISTS\n", "* OK PERMANENTFLAGS (\\Seen\n* 1 EXISTS\n"},
		"small letters":               {"* ok [uidvalidity 4] x\n* 2 exists\n* search 1\n", "* OK [UIDVALIDITY 4] x\n* 2 EXISTS\n* SEARCH 1\n"},
		"more than one space":         {"*  2   EXISTS \n* OK  [UIDVALIDITY   9]  x\n", "* 2 EXISTS\n* OK [UIDVALIDITY 9] x\n"},
		"line feeds and empty lines":  {"\n\n* 2 EXISTS\n\nA1 OK\n", "* 2 EXISTS\nA1 OK\n"},
		"validity in quotes":          {"* OK [UIDVALIDITY \"12\"]\n", "* OK [UIDVALIDITY 12]\n"},
		"validity too large":          {"* OK [UIDVALIDITY 4294967296]\n", "* OK [UIDVALIDITY 3267533297]\n"},
		"validity that is a word":     {"* OK [UIDVALIDITY x]\n", "* OK [UIDVALIDITY 2363233923]\n"},
		"numbers that are not needed": {"* OK [UIDNEXT -1] x\n* OK [HIGHESTMODSEQ none] x\n* OK [HIGHESTMODSEQ 18446744073709551615]\n* 5 RECENT\n", "* OK x\n* OK x\n* OK\n"},
		"codes of other extensions":   {"* OK [XFOO (a \"]\") b] text\n* OK [CL{OSED] x\nA2 NO [AUTHENTICATIONFAILED] no\n", "* OK [XFOO] \") b] text\n* OK x\nA2 NO [AUTHENTICATIONFAILED] no\n"},
		"a code that does not end":    {"A1 NO \x1b[31mred\nA1 NO [31m\n", "A1 NO  [31mred\nA1 NO 31m\n"},
		"capabilities":                {"* CAPABILITY IMAP4rev1 a(b) \"x\" \xe4 IDLE\n* OK [CAPABILITY IMAP4rev1 {] x\n* OK [CAPABILITY ]\n", "* CAPABILITY IMAP4rev1 IDLE\n* OK [CAPABILITY IMAP4rev1] x\n* OK\n"},
		"of other extensions":         {"* XLIST (\\Inbox a[) \"/\" {7}\nA1 OK\n b\n* 3 VANISHED\n* ID (\"name\" NIL x)\n* LIST (a] \x01\nA1 OK\n", "A1 OK\n"},
		"a search":                    {"* SEARCH  1 0 3 (MODSEQ 917162500)\n* SEARCH\n* SEARCH \n", "* SEARCH 1 3\n* SEARCH\n* SEARCH\n"},
		"a search that makes none":    {"* SEARCH 1 x 2\n", "* SEARCH 1 x 2\n"},
		"an extended search":          {"* ESEARCH (tag {2}\nA5) uid COUNT 3 MODSEQ 99 PARTIAL (1:10 2) ALL 1:3,5\n", "* ESEARCH (TAG \"A5\") UID ALL 1:3,5\n"},
		"found nothing":               {"* ESEARCH (TAG \"A5\") UID\n* ESEARCH\n", "* ESEARCH (TAG \"A5\") UID\n* ESEARCH\n"},
		"an extended search, unknown": {"* ESEARCH (TAG \"A5\") UID ALL 1:*\n", "* ESEARCH (TAG \"A5\") UID ALL 1:*\n"},
		"quotas": {
			"* QUOTAROOT INBOX User\\x \"a \\\" b\" {2}\nüb\n* QUOTA \"\" (MESSAGE 1 -1 storage 10 512 X a b)\n* QUOTA a (STORAGE -1 5)\n",
			"* QUOTAROOT \"INBOX\" \"User\\\\x\" \"a \\\" b\" \"ü\" \"b\"\n* QUOTA \"\" (STORAGE 10 512)\n* QUOTA \"a\" ()\n",
		},
		"a quota too large":   {"* QUOTA a (STORAGE 1 9223372036854775808)\n", "* QUOTA \"a\" ()\n"},
		"two literals":        {"* XLIST ({2}\nab {3}\nabc)\n* 3 EXISTS\n", "* 3 EXISTS\n"},
		"literals in a row":   {"* XLIST ({2}\nab{3}\nabc)\n* 3 EXISTS\n", "* 3 EXISTS\n"},
		"no literal":          {"* XLIST a{3}\n* 3 EXISTS\n", "* 3 EXISTS\n"},
		"half an atom":        {"* CAPABILITY IDLE a(b (c\n", "* CAPABILITY IDLE\n"},
		"another correlator":  {"* ESEARCH (FOO \"A5\") UID ALL 1\n", "* ESEARCH (FOO \"A5\") UID ALL 1\n"},
		"a tag that is none":  {"* ESEARCH (TAG \"A 5\") UID ALL 1\n", "* ESEARCH (TAG \"A 5\") UID ALL 1\n"},
		"a search of nothing": {"* ESEARCH (TAG \"A5\") UID ALL\n", "* ESEARCH (TAG \"A5\") UID ALL\n"},
		"going on":            {"+ \n+\n+ idling\x01\n", "+ \n+ \n+ idling\n"},
		"other protocols":     {"220 mail ESMTP\n", "220 mail ESMTP\n"},
		"too large to mean":   {"* 99999999999999999999 EXISTS\n", "* 99999999999999999999 EXISTS\n"},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			if diff := cmp.Diff(crlf(tt.want), read(t, crlf(tt.wire))); diff != "" {
				t.Error(diff)
			}
		})
	}
}

// Of a message no more is passed on than its UID, \Seen, size, date and text.
func TestMessage(t *testing.T) {
	t.Parallel()
	const date = `INTERNALDATE "17-Jul-1996 02:44:25 -0700"`
	for name, tt := range map[string]struct{ wire, want string }{
		"as the standard has it": {"(UID 5 FLAGS (\\Seen) " + date + " RFC822.SIZE 44827 BODY[]<0> {6}\nab\ncd)", "(UID 5 FLAGS (\\Seen) " + date + " RFC822.SIZE 44827 BODY[] {6}\nab\ncd)"},
		"odd flags":              {"(FLAGS (a(b) \"\\\\Seen\" OIB-[Gmail]/x \x01 \xff) UID 5)", "(UID 5 FLAGS (\\Seen))"},
		"flags that only look":   {"(UID 5 FLAGS (Seen \\Seenish $\\Seen))", "(UID 5)"},
		"small letters, spaces":  {"( uid  5  flags ( \\SEEN ) rfc822.size 7 )", "(UID 5 FLAGS (\\Seen) RFC822.SIZE 7)"},
		"flags as literals":      {"(FLAGS ({3}\na)b \\Seen) UID 5)", "(UID 5 FLAGS (\\Seen))"},
		"what nobody asked for": {
			"(UID 5 MODSEQ (9) X-GM-LABELS (\\Inbox \"a ) b\" {4}\n) b( c) ENVELOPE (NIL \"\\\"\" ((NIL))) X-A x X-B \"y z\" X-C {2}\nzz RFC822.SIZE 7)",
			"(UID 5 RFC822.SIZE 7)",
		},
		"another date":            {`(UID 5 INTERNALDATE " 1-jan-2026 10:00:00 GMT")`, `(UID 5 INTERNALDATE " 1-Jan-2026 10:00:00 +0000")`},
		"a date without a zone":   {`(UID 5 INTERNALDATE "1-Jan-2026 10:00:00")`, `(UID 5 INTERNALDATE " 1-Jan-2026 10:00:00 +0000")`},
		"a date that is none":     {`(UID 5 INTERNALDATE "yesterday" INTERNALDATE NIL INTERNALDATE "00-Jan-0000 00:00:00 +0000")`, "(UID 5)"},
		"a date as literal":       {"(UID 5 INTERNALDATE {26}\n17-Jul-1996 02:44:25 -0700 FLAGS ())", "(UID 5 " + date + ")"},
		"a size that is none":     {"(UID 5 RFC822.SIZE -1)", "(UID 5)"},
		"the UID last":            {"(BODY[HEADER]<0> {4}\na: b FLAGS () UID 5)", "(UID 5 BODY[] {4}\na: b)"},
		"a short text":            {"(UID 5 BODY[] \"a\\\"b\")", "(UID 5 BODY[] {3}\na\"b)"},
		"no text":                 {"(UID 5 BODY[]<0> NIL)", "(UID 5)"},
		"the text of a part":      {"(UID 5 BODY[HEADER.FIELDS (DATE)] {4}\na: b BODY[1] {1}\nx BODY[] {1}\ny)", "(UID 5 BODY[] {1}\ny)"},
		"no UID":                  {"(UID 0 FLAGS ())", "()"},
		"two texts":               {"(UID 5 BODY[HEADER] {4}\na: b BODY[] {2}\ncd)", "(UID 5 BODY[] {2}\ncd)"},
		"seen before a literal":   {"(UID 5 FLAGS (\\Seen {3}\na)b x))", "(UID 5 FLAGS (\\Seen))"},
		"seen, then two literals": {"(UID 5 FLAGS (\\Seen {1}\na {1}\nb))", "(UID 5 FLAGS (\\Seen))"},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			got := read(t, crlf("* 2 FETCH "+tt.wire+"\nA1 OK\n"))
			if diff := cmp.Diff(crlf("* 2 FETCH "+tt.want+"\nA1 OK\n"), got); diff != "" {
				t.Error(diff)
			}
		})
	}
	for _, nonsense := range []string{"[UID 2)", "UID 2", "(UID 2", "(\"UID\" 2)", "(BODY[ {2}\nab)", "(FLAGS (\\Seen", "(X-A (a \"b)"} {
		if got := read(t, crlf("* 2 FETCH "+nonsense+"\nA1 OK\n")); got != "A1 OK\r\n" {
			t.Errorf("%q is passed on as %q", nonsense, got)
		}
	}
}

// What is cut is not passed on as if it were whole, and the error is that of the connection.
func TestCut(t *testing.T) {
	t.Parallel()
	broken := errors.New("broken")
	for _, wire := range []string{"* 3 EXI", "* 2 FETCH (UID 5 FLAGS (", "* LIST () {10}\r\nab", "* 2 FETCH (BODY[] {10}\r\nab", "* 2 FETCH (X ({9}\r\nab", "* QUOTA {9}\r\nab"} {
		got, err := readAll(io.MultiReader(strings.NewReader(wire), iotest.ErrReader(broken)))
		if len(got) > 0 || !errors.Is(err, broken) {
			t.Errorf("%q: passed on %q, %v", wire, got, err)
		}
	}
	for wire, why := range map[string]string{
		"* 2 FETCH (UID 5 BODY[] {10}\r\nab":                    "read message 5: its text is cut",
		"* 2 FETCH (UID 5 BODY[] {2}\r\nabcd)\r\nA1 OK\r\n":     "the text of message 5 does not end where the server announced",
		"* 2 FETCH (UID 5 BODY[] {2}\r\nab\r\n UID 6)\r\n":      "the text of message 5 does not end where the server announced",
		"* 2 FETCH (UID 5 BODY[] {1048577}\r\nab)\r\nA1 OK\r\n": "the server announces 1048577 bytes, asked for were 1048576",
	} {
		got, err := readAll(strings.NewReader(wire))
		if got != "" || err == nil || !strings.Contains(err.Error(), why) {
			t.Errorf("%q: passed on %q, %v", wire, got, err)
		}
	}
}

// TestNobodyCollects: where no command waits for messages, what is told of them is left out, whatever its length.
func TestNobodyCollects(t *testing.T) {
	t.Parallel()
	got, err := io.ReadAll(NewReader(strings.NewReader("* 2 FETCH (UID 5 BODY[] {2097152}\r\n"+strings.Repeat("x", 2<<20)+")\r\nA1 OK\r\n"), nil))
	if string(got) != "A1 OK\r\n" || err != nil {
		t.Errorf("passed on %q, %v", got, err)
	}
}

// A response is passed on as soon as it has ended, before the server says more.
func TestNothingWaits(t *testing.T) {
	t.Parallel()
	server, client := io.Pipe()
	defer server.Close()
	in := bufio.NewReader(NewReader(server, nil))
	for _, line := range []string{"* OK ready\r\n", "* 3 EXISTS\r\n", "+ idling\r\n"} {
		go io.WriteString(client, line)
		if got, err := in.ReadString('\n'); got != line || err != nil {
			t.Errorf("got %q, %v", got, err)
		}
	}
}

// Hostile responses of a megabyte cost no more time than others: with a cost that is quadratic each would take many minutes.
func TestLongResponses(t *testing.T) {
	t.Parallel()
	const size = 1 << 20
	for _, begin := range []string{"* FLAGS (", "* 1 FETCH (FLAGS (", "* 1 FETCH (X (", "* ESEARCH ", "* QUOTAROOT ", "* QUOTA a (", "* OK [", "* SEARCH ", "* 1 FETCH ("} {
		for _, unit := range []string{")", `"`, `"\"`, "(", "(\" ", ") ", "a[", "{1} ", "x ", "] "} {
			wire := begin + strings.Repeat(unit, size/len(unit)) + "\r\nA1 OK\r\n"
			began := time.Now()
			got, err := io.ReadAll(NewReader(strings.NewReader(wire), nil))
			if took := time.Since(began); err != nil || !strings.HasSuffix(string(got), "A1 OK\r\n") || took > time.Minute {
				t.Errorf("%s%s…: %v, %q, %v", begin, unit, took, got[:min(len(got), 99)], err)
			}
		}
	}
}

var beginsCode = regexp.MustCompile(`^\S+ [A-Z]+ \[`)

// FuzzReader proves that no input hangs the reader or makes it panic, and that every line
// that it passes on outside of texts is one that the server sent, or has no control
// characters and no code without an end.
func FuzzReader(f *testing.F) {
	for _, seed := range []string{
		"* FLAGS (\\Seen OIB-[Gmail]/x)\r\n", "* OK [PERMANENTFLAGS (a])] x\r\n", "* 1 FETCH (UID 2 FLAGS (a(b) BODY[] {3}\r\nabc)\r\n",
		"* 1 FETCH (BODY[] {3}\r\nabc UID 2)\r\n", "* ESEARCH (TAG \"a\") UID ALL 1:2\r\n", "* QUOTA {1}\r\nx (STORAGE 1 2)\r\n", "A1 OK [CAPABILITY a] x\r\n",
	} {
		f.Add([]byte(seed))
	}
	f.Fuzz(func(t *testing.T, wire []byte) {
		r := NewReader(strings.NewReader(string(wire)), nil)
		r.Collect(1<<20, func(Message) {})
		got, err := io.ReadAll(r)
		if err != nil && !errors.Is(err, io.ErrUnexpectedEOF) && !errors.Is(err, r.EndCollecting()) {
			t.Fatal(err)
		}
		for line := range strings.SplitSeq(string(got), "\r\n") {
			if strings.Contains(string(wire), line) {
				continue
			}
			if strings.ContainsFunc(line, unicode.IsControl) || beginsCode.MatchString(line) && !strings.Contains(line, "]") {
				t.Fatalf("%q is passed on as %q", wire, line)
			}
		}
	})
}
