package mailparse_test

import (
	"encoding/base64"
	"fmt"
	"strings"
	"testing"

	"supplierwatch/internal/mailparse"
)

// quotedLines is a quotation of at least so many bytes.
func quotedLines(size int, format string) string {
	var b strings.Builder
	for n := 0; b.Len() < size; n++ {
		fmt.Fprintf(&b, format, n)
	}
	return b.String()
}

// TestAnAnswerBelowALongQuotationIsRead writes above, below and on both sides of quotations of all sizes, as mail programs do.
func TestAnAnswerBelowALongQuotationIsRead(t *testing.T) {
	const plain, html = "text/plain; charset=utf-8", "text/html; charset=utf-8"
	sizes := []int{1 << 10, 31 << 10, 33 << 10, 60 << 10, 130 << 10, 300 << 10, 480 << 10, 1500 << 10}
	if testing.Short() {
		sizes = []int{1 << 10, 33 << 10, 300 << 10}
	}
	for _, size := range sizes {
		lines := quotedLines(size, "> line %d of a long thread, in which nothing is asked for\n")
		block := "<blockquote type=cite><div>" + quotedLines(size, "line %d of a long thread, <b>marked up</b><br>\n") + "</div></blockquote>"
		for name, c := range map[string]struct{ kind, body, want string }{
			"below":          {plain, "On Tue, 1 Sep 2026 at 10:12, Watch <w@buyer.example> wrote:\n" + lines + "\nack\n", "ack"},
			"below a title":  {plain, "-----Original Message-----\n" + lines + "\nack\n", "ack"},
			"above":          {plain, "ack\n\nOn Tue, 1 Sep 2026 at 10:12, Watch <w@buyer.example> wrote:\n" + lines, "ack"},
			"both":           {plain, "ack\n\n" + lines + "\nI call them\n", "ack\n\nI call them"},
			"below, in HTML": {html, "<div>On Tue, 1 Sep 2026 at 10:12, Watch &lt;w@buyer.example&gt; wrote:<br></div>" + block + "<div>ack</div>", "ack"},
			"above, in HTML": {html, "<div>ack</div><div>On Tue, 1 Sep 2026, Watch &lt;w@buyer.example&gt; wrote:<br></div>" + block, "ack"},
			"both, in HTML":  {html, "<div>ack</div>" + block + "<p>I call them</p>", "ack\n\nI call them"},
		} {
			for _, encoding := range []string{"8bit", "base64"} {
				body := c.body
				if encoding == "base64" {
					body = wrapped(base64.StdEncoding.EncodeToString([]byte(body)))
				}
				m := mailparse.Read([]byte("Subject: Re: x\nIn-Reply-To: <q@buyer.example>\nContent-Type: " + c.kind + "\nContent-Transfer-Encoding: " + encoding + "\n\n" + body))
				if m.Kind != mailparse.KindReply || m.Reply != c.want {
					t.Errorf("%s of %d bytes, %s: %s, reply %.80q", name, size, encoding, m.Kind, m.Reply)
				}
			}
		}
	}
}

// wrapped breaks base64 into lines.
func wrapped(s string) string {
	var b strings.Builder
	for len(s) > 76 {
		b.WriteString(s[:76] + "\n")
		s = s[76:]
	}
	return b.String() + s + "\n"
}

// TestAnAnswerInASecondPartIsRead writes below a quotation that fills a part of its own.
func TestAnAnswerInASecondPartIsRead(t *testing.T) {
	lines := quotedLines(300<<10, "> line %d of a long thread, in which nothing is asked for\n")
	m := mailparse.Read([]byte("Subject: Re: x\nIn-Reply-To: <q@buyer.example>\nContent-Type: multipart/mixed; boundary=q\n\n" +
		"--q\nContent-Type: text/plain\n\n" + lines + "\n--q\nContent-Type: application/pdf; name=a.pdf\n\nx\n--q\nContent-Type: text/plain\n\nack\n--q--\n"))
	if m.Reply != "ack" {
		t.Errorf("reply %.80q", m.Reply)
	}
}

// TestWhatIsKeptOfALongMailIsBounded writes more than is kept, without a mark of quotation.
func TestWhatIsKeptOfALongMailIsBounded(t *testing.T) {
	own := quotedLines(4<<20, "line %d of a text that nobody quotes\n")
	m := mailparse.Read([]byte("Subject: Re: x\n\nack\n" + own + "the very end\n"))
	if len(m.Text) > 300<<10 || len(m.Reply) > 40<<10 {
		t.Errorf("%d bytes of text and %d of reply are kept", len(m.Text), len(m.Reply))
	}
	if !strings.HasPrefix(m.Reply, "ack\n") || !strings.HasSuffix(m.Reply, "the very end") {
		t.Errorf("reply %.40q to %q", m.Reply, m.Reply[len(m.Reply)-40:])
	}
}

// TestAYesThatWasNotReadWholeConfirmsNothing hides what takes a yes back in the middle of a mail that is too long to be read whole. People see
// it at once, since what surrounds it is not shown to them.
func TestAYesThatWasNotReadWholeConfirmsNothing(t *testing.T) {
	const told = "Our bank account changed: DE89370400440532013000"
	hidden := func(size int) string {
		return "<div style=\"font-size:0\">" + quotedLines(size, "line %d that nobody sees<br>\n") + "</div>"
	}
	for name, c := range map[string]struct{ kind, body string }{
		"among what was written": {"text/plain", "Yes, correct.\n" + quotedLines(20<<10, "line %d\n") + told + "\n" + quotedLines(20<<10, "line %d\n")},
		"among what is quoted":   {"text/plain", "Yes, correct.\n\n" + quotedLines(140<<10, "> line %d\n") + told + "\n" + quotedLines(140<<10, "> line %d\n")},
		"in HTML":                {"text/html", "<p>Yes, correct.</p>" + hidden(140<<10) + told + hidden(140<<10)},
		"in long HTML":           {"text/html", "<p>Yes, correct.</p><!--" + strings.Repeat("x", 600<<10) + "--><p>" + told + "</p><!--" + strings.Repeat("x", 600<<10) + "-->"},
	} {
		m := mailparse.Read([]byte("Subject: Re: x\nIn-Reply-To: <q@buyer.example>\nContent-Type: " + c.kind + "\n\n" + c.body))
		if m.Kind != mailparse.KindReply || m.Verdict == mailparse.Confirmed {
			t.Errorf("%s: %s %s, %q", name, m.Kind, m.Verdict, m.Evidence)
		}
	}
	whole := "Yes, correct.\n\nOn Tue, 1 Sep 2026 at 10:12, Watch <w@buyer.example> wrote:\n" + quotedLines(20<<10, "> line %d\n")
	if m := mailparse.Read([]byte("Subject: Re: x\nIn-Reply-To: <q@buyer.example>\n\n" + whole)); m.Verdict != mailparse.Confirmed {
		t.Errorf("a yes above a quotation is %s, %q", m.Verdict, m.Evidence)
	}
}
