package mailer

import (
	"fmt"
	html "html/template"
	"strings"
	"sync"
	text "text/template"

	"supplierwatch/config"
)

// The two forms of a document. They ship with the program, so a fault in them is
// a fault in the program.
var (
	textForm = sync.OnceValue(func() *text.Template {
		return text.Must(text.New("mail.txt.tmpl").Funcs(text.FuncMap{
			"fold": fold, "pad": pad, "rule": rule, "badged": badged, "hang": hang, "who": whoText, "way": wayText, "say": sayText, "answer": answerText, "inline": inlineText,
		}).ParseFS(config.Templates, "templates/mail.txt.tmpl"))
	})
	htmlForm = sync.OnceValue(func() *html.Template {
		return html.Must(html.New("mail.html.tmpl").Funcs(html.FuncMap{
			"tone": tone, "heading": heading, "warns": warns,
		}).ParseFS(config.Templates, "templates/mail.html.tmpl"))
	})
)

// render gives a document its two forms.
func render(doc document, subject string) (plainText, page string, err error) {
	var t, h strings.Builder
	if err := textForm().Execute(&t, doc); err != nil {
		return "", "", fmt.Errorf("write text: %w", err)
	}
	data := struct {
		document
		Subject string
	}{doc, subject}
	if err := htmlForm().Execute(&h, data); err != nil {
		return "", "", fmt.Errorf("write HTML: %w", err)
	}
	return tidy(t.String()), squeeze(h.String()), nil
}

// tidy cuts spaces at line ends and joins empty lines, so that the templates may
// be written to be read.
func tidy(s string) string {
	var lines []string
	for l := range strings.Lines(s) {
		l = strings.TrimRight(l, " \n")
		if l == "" && (len(lines) == 0 || lines[len(lines)-1] == "") {
			continue
		}
		lines = append(lines, l)
	}
	return strings.TrimRight(strings.Join(lines, "\n"), "\n") + "\n"
}

// squeeze drops the empty lines and the indentation of the HTML.
func squeeze(s string) string {
	var b strings.Builder
	for l := range strings.Lines(s) {
		if l = strings.TrimSpace(l); l != "" {
			b.WriteString(l + "\n")
		}
	}
	return b.String()
}

// inlineText writes an alert in one line.
func inlineText(l groupLine) string {
	text := l.Title
	if l.Facts != "" {
		text += ", " + l.Facts
	}
	return text + " (" + l.Alert + ")"
}

// rule is a line across the text.
func rule() string { return strings.Repeat("=", textWidth) }

// badged puts a badge before a title.
func badged(badge, title string) string {
	if badge == "" {
		return title
	}
	return "[" + badge + "] " + title
}

// hang folds numbered text so that its lines stand under the first one.
func hang(number int, s string) string {
	first := fmt.Sprintf("%3d. ", number)
	return fold(first, strings.Repeat(" ", len(first)), s)
}

// Where the text puts a contact: its name after indent, its number from column
// numberAt on.
const (
	indent   = "     "
	numberAt = 21
)

// wayText writes one contact: name, telephone, who answers; the address below.
// A name that is too long for its column stands on lines of its own.
func wayText(w way) string {
	under := strings.Repeat(" ", numberAt)
	head := pad(indent+w.Name, numberAt-1) + " "
	var lines []string
	if columns(head) > numberAt {
		lines, head = []string{fold(indent, indent, w.Name)}, under
	}
	if w.Phone != "" {
		lines = append(lines, wayLines(head, w.Phone, w.There, w.Asked))
		head = under
	}
	if w.Email != "" {
		lines = append(lines, wayLines(head, w.Email, "", w.Wrote))
	}
	return strings.Join(lines, "\n")
}

// wayLines writes a number or address with what is known of it beside or under
// it, as there is room.
func wayLines(head, number, there, known string) string {
	under := strings.Repeat(" ", numberAt)
	start := head + pad(number, 17) + "  "
	for _, beside := range [][2]string{{joined(there, known), ""}, {there, known}} {
		if beside[0] == "" || columns(start+beside[0]) > textWidth {
			continue
		}
		if beside[1] == "" {
			return start + beside[0]
		}
		return start + beside[0] + "\n" + fold(under, under, beside[1])
	}
	return fold(head, under, number) + "\n" + fold(under, under, joined(there, known))
}

func joined(there, known string) string {
	if there == "" {
		return known
	}
	return there + "; " + known
}

// whoText writes the table of who knows, as wide as it needs.
func whoText(rows []known) string {
	when, who := 0, 0
	for _, k := range rows {
		when = max(when, columns(k.When))
		who = max(who, min(columns(k.Who), 26))
	}
	var lines []string
	for _, k := range rows {
		head := "  " + pad(k.When, when) + "  "
		under := strings.Repeat(" ", columns(head))
		if columns(k.Who) <= who {
			lines = append(lines, fold(head+pad(k.Who, who)+"  ", under, k.What))
			continue
		}
		lines = append(lines, fold(head, under, k.Who), fold(under, under, k.What))
	}
	return strings.Join(lines, "\n")
}

// shellIndent stands before what goes on with a shell's line.
const shellIndent = "      "

// sayText writes the shell's lines with what they do beside or under them. One
// that is too long goes on behind a backslash, as a shell reads it.
func sayText(lines []shellLine) string {
	wide := 0
	for _, c := range lines {
		wide = max(wide, columns(c.Line))
	}
	var out []string
	for _, c := range lines {
		one := "  " + pad(c.Line, wide) + "   " + c.Does
		if columns(one) <= textWidth {
			out = append(out, one)
			continue
		}
		line := "  " + c.Line
		if at := strings.Index(line, " "+configOption); at >= 0 && columns(line) > textWidth {
			line = line[:at] + " \\\n" + shellIndent + line[at+1:]
		}
		out = append(out, line, fold(shellIndent, shellIndent, c.Does))
	}
	return strings.Join(out, "\n")
}

// tone is the colour class of a badge.
func tone(badge string) string {
	switch badge {
	case "CRITICAL":
		return "critical"
	case "WARNING":
		return "warning"
	case "RESOLVED":
		return "good"
	}
	return "calm"
}

// heading writes the heading of a part: one level below the mail's, or below a
// numbered alert's.
func heading(number int, title string) html.HTML {
	level := 2
	if number > 0 {
		level = 3
	}
	return html.HTML(fmt.Sprintf(`<h%d style="font-size:15px;letter-spacing:.06em;text-transform:uppercase;margin:22px 0 8px">%s</h%d>`,
		level, html.HTMLEscapeString(title), level))
}
