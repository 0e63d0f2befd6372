package main

import (
	"fmt"
	"html"
	"mime/quotedprintable"
	"strings"
	"time"

	"supplierwatch/internal/testkit"
)

// written is a mail as a program of theirs writes it.
type written struct {
	from, to string
	subject  string
	headers  []string // additional headers, written unchanged
	kind     string   // the Content-Type; empty: plain text in UTF-8
	body     string
}

// bytes is the mail on the wire.
func (w written) bytes() []byte {
	kind := w.kind
	if kind == "" {
		kind = "text/plain; charset=utf-8"
	}
	lines := append([]string{
		"From: " + w.from, "To: " + w.to, "Subject: " + w.subject, "Date: " + time.Now().Format(time.RFC1123Z),
		fmt.Sprintf("Message-ID: <%d.%s>", time.Now().UnixNano(), strings.Trim(w.from[strings.LastIndex(w.from, " ")+1:], "<>")),
		"MIME-Version: 1.0", "Content-Type: " + kind,
	}, w.headers...)
	return []byte(strings.ReplaceAll(strings.Join(lines, "\n")+"\n\n"+w.body+"\n", "\n", "\r\n"))
}

// answerTo begins the answer that a mail program makes of a question.
func answerTo(q *testkit.Message, from, prefix string) written {
	id := q.Header.Get("Message-Id")
	return written{
		from: from, to: strings.Trim(q.Header.Get("Reply-To"), "<>"), subject: prefix + " " + q.Subject(),
		headers: []string{"In-Reply-To: " + id, "References: " + id},
	}
}

// outlook answers in HTML alone, above the original under a line (Outlook for Windows, in German).
func outlook(q *testkit.Message, from, text string) written {
	w := answerTo(q, from, "AW:")
	w.kind = "text/html; charset=utf-8\nContent-Transfer-Encoding: quoted-printable"
	original := strings.ReplaceAll(html.EscapeString(q.Text), "\n", "<br>\n")
	w.body = quotedPrintable(`<html xmlns:o="urn:schemas-microsoft-com:office:office"><head><style><!-- p.MsoNormal {margin:0cm;} --></style></head>
<body lang="DE"><div class="WordSection1"><p class="MsoNormal">` + html.EscapeString(text) + `<o:p></o:p></p>
<p class="MsoNormal"><o:p>&nbsp;</o:p></p>
<div><div style="border:none;border-top:solid #E1E1E1 1.0pt;padding:3.0pt 0cm 0cm 0cm"><p class="MsoNormal"><b>Von:</b> watchdog@buyer.test<br>
<b>Gesendet:</b> Montag, 2. November 2026 09:12<br><b>An:</b> ` + html.EscapeString(from) + `<br><b>Betreff:</b> ` + html.EscapeString(q.Subject()) + `</p></div></div>
<p class="MsoNormal">` + original + `</p></div></body></html>`)
	return w
}

// gmail answers above the original, in plain text and in HTML.
func gmail(q *testkit.Message, from, said, text string) written {
	w := answerTo(q, from, "Re:")
	w.kind = `multipart/alternative; boundary="000000000000b5a2"`
	w.body = "--000000000000b5a2\nContent-Type: text/plain; charset=\"UTF-8\"\nContent-Transfer-Encoding: quoted-printable\n\n" +
		quotedPrintable(text+"\n\n"+said+"\n\n"+quoted(q.Text)) +
		"\n--000000000000b5a2\nContent-Type: text/html; charset=\"UTF-8\"\nContent-Transfer-Encoding: quoted-printable\n\n" +
		quotedPrintable(`<div dir="ltr">`+html.EscapeString(text)+`</div><br><div class="gmail_quote gmail_quote_container"><div dir="ltr" class="gmail_attr">`+
			html.EscapeString(said)+`<br></div><blockquote class="gmail_quote" style="margin:0px 0px 0px 0.8ex;border-left:1px solid rgb(204,204,204)">`+
			strings.ReplaceAll(html.EscapeString(q.Text), "\n", "<br>\n")+`</blockquote></div>`) +
		"\n--000000000000b5a2--"
	return w
}

// appleMail answers below the original, as plain text.
func appleMail(q *testkit.Message, from, text string) written {
	w := answerTo(q, from, "Re:")
	w.kind = "text/plain; charset=utf-8; format=flowed; delsp=yes"
	w.body = "\n> On 2 Nov 2026, at 09:12, Supplier Watch <watchdog@buyer.test> wrote:\n>\n" + quoted(q.Text) + "\n\n" + text
	return w
}

// plainly answers with a text and no quote.
func plainly(q *testkit.Message, from, text string) written {
	w := answerTo(q, from, "Re:")
	w.body = text
	return w
}

func quoted(text string) string {
	return "> " + strings.ReplaceAll(strings.TrimRight(text, "\n"), "\n", "\n> ")
}

func quotedPrintable(text string) string {
	var out strings.Builder
	w := quotedprintable.NewWriter(&out)
	_, _ = w.Write([]byte(text))
	_ = w.Close() // a Builder takes everything
	return strings.ReplaceAll(out.String(), "\r\n", "\n")
}
