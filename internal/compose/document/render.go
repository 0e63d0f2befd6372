package document

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
			"fold": Fold, "pad": pad, "rule": rule, "badged": badged, "hang": hang, "who": whoText, "way": wayText, "say": sayText, "answer": answerText, "inline": inlineText,
		}).ParseFS(config.Templates, "templates/mail.txt.tmpl"))
	})
	htmlForm = sync.OnceValue(func() *html.Template {
		return html.Must(html.New("mail.html.tmpl").Funcs(html.FuncMap{
			"tone": tone, "heading": heading, "warns": warns, "phones": linkPhones,
		}).ParseFS(config.Templates, "templates/mail.html.tmpl"))
	})
)

// Render returns the two forms of a document, text and HTML.
func Render(doc Document, subject string) (plainText, page string, err error) {
	var t, h strings.Builder
	if err := textForm().Execute(&t, doc); err != nil {
		return "", "", fmt.Errorf("write text: %w", err)
	}
	data := struct {
		Document
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
func inlineText(l GroupLine) string {
	text := l.Title
	if l.Facts != "" {
		text += ", " + l.Facts
	}
	return text + " (" + l.Alert + ")"
}

// rule is a line across the text.
func rule() string { return strings.Repeat("=", TextWidth) }

// badged puts a badge before a title.
func badged(badge, title string) string {
	if badge == "" {
		return title
	}
	return "[" + badge + "] " + title
}

// hang folds numbered text so that its lines begin below the first one.
func hang(number int, s string) string {
	first := fmt.Sprintf("%3d. ", number)
	return Fold(first, strings.Repeat(" ", len(first)), s)
}

// Where the text puts a contact: its name after indent, its number from column
// numberAt on.
const (
	indent   = "     "
	numberAt = 21
)

// wayText writes one contact: name, telephone, who answers; the address below.
// A name that is too long for its column has lines of its own.
func wayText(w Way) string {
	under := strings.Repeat(" ", numberAt)
	head := pad(indent+w.Name, numberAt-1) + " "
	var lines []string
	if Columns(head) > numberAt {
		lines, head = []string{Fold(indent, indent, w.Name)}, under
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
		if beside[0] == "" || Columns(start+beside[0]) > TextWidth {
			continue
		}
		if beside[1] == "" {
			return start + beside[0]
		}
		return start + beside[0] + "\n" + Fold(under, under, beside[1])
	}
	return Fold(head, under, number) + "\n" + Fold(under, under, joined(there, known))
}

func joined(there, known string) string {
	if there == "" {
		return known
	}
	return there + "; " + known
}

// whoText returns the table of who was notified, as wide as it needs.
func whoText(rows []Known) string {
	when, who := 0, 0
	for _, k := range rows {
		when = max(when, Columns(k.When))
		who = max(who, min(Columns(k.Who), 26))
	}
	var lines []string
	for _, k := range rows {
		head := "  " + pad(k.When, when) + "  "
		under := strings.Repeat(" ", Columns(head))
		if Columns(k.Who) <= who {
			lines = append(lines, Fold(head+pad(k.Who, who)+"  ", under, k.What))
			continue
		}
		lines = append(lines, Fold(head, under, k.Who), Fold(under, under, k.What))
	}
	return strings.Join(lines, "\n")
}

// ConfigOption begins what a shell's line needs to reach this daemon.
const ConfigOption = "--config "

// ShellIndent precedes what continues a shell command.
const ShellIndent = "      "

// sayText writes the shell's lines with what they do beside or under them. One
// that is too long goes on behind a backslash, as a shell reads it.
func sayText(lines []ShellLine) string {
	wide := 0
	for _, c := range lines {
		wide = max(wide, Columns(c.Line))
	}
	var out []string
	for _, c := range lines {
		one := "  " + pad(c.Line, wide) + "   " + c.Does
		if Columns(one) <= TextWidth {
			out = append(out, one)
			continue
		}
		line := "  " + c.Line
		if at := strings.Index(line, " "+ConfigOption); at >= 0 && Columns(line) > TextWidth {
			line = line[:at] + " \\\n" + ShellIndent + line[at+1:]
		}
		out = append(out, line, Fold(ShellIndent, ShellIndent, c.Does))
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

// answerText writes commands with what they do beside or under them.
func answerText(all []Answer) string {
	lines := make([]ShellLine, len(all))
	for i, a := range all {
		lines[i] = ShellLine{Line: a.Line, Does: a.Does}
	}
	return sayText(lines)
}
