package mime

import (
	"regexp"
	"strings"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"
)

// Two lines that no sender can write by chance mark in the text of an HTML part
// what only its elements tell.
const (
	QuotedBelow    = "\ue000" // all below is the mail that is answered
	SignatureBelow = "\ue001" // what follows is a signature
)

// HTMLText returns the text of an HTML part as a plain-text mail would write it:
// a line for a block, "> " before quoted lines. It reads tokens and builds no
// tree, so no nesting can exhaust it.
func HTMLText(source string) string {
	w := htmlWriter{out: Excerpt{Limit: MaxText}}
	w.read(source, 0)
	return w.out.String()
}

// maxInner limits how often HTML is read inside of what programs take for something else.
const maxInner = 3

func (w *htmlWriter) read(source string, depth int) {
	tokens := html.NewTokenizer(strings.NewReader(source))
	raw := "" // the element whose content the tokenizer gives as one text
	for {
		switch tokens.Next() {
		case html.ErrorToken:
			return
		case html.TextToken:
			w.readText(string(tokens.Text()), raw, depth)
			raw = ""
		case html.CommentToken:
			w.readComment(string(tokens.Text()), depth)
		case html.StartTagToken:
			t := tokens.Token()
			raw = t.Data
			w.open(t)
		case html.SelfClosingTagToken:
			w.void(tokens.Token().DataAtom)
		case html.EndTagToken:
			t := tokens.Token()
			if isUnseen(t) {
				w.hidden = max(0, w.hidden-1)
			}
			w.close(t.DataAtom)
		}
	}
}

// tag is the beginning of an element. Style sheets and titles hold none.
var tag = regexp.MustCompile(`<[A-Za-z]`)

// readText writes a text. What is in some elements is text to the tokenizer and HTML to some mail programs: a style inside of a drawing, or
// what is meant for programs without scripts.
func (w *htmlWriter) readText(text, element string, depth int) {
	inner := element == "noscript" || element == "noembed" || element == "noframes" || element == "style" || element == "title"
	switch {
	case inner && depth < maxInner && tag.MatchString(text):
		hidden := w.hidden
		w.hidden = 0
		w.read(text, depth+1)
		w.hidden = hidden
	case w.hidden == 0:
		w.text(text)
	}
}

// readComment writes what Outlook alone shows: <!--[if mso]> … <![endif]-->.
func (w *htmlWriter) readComment(comment string, depth int) {
	if condition, shown, found := strings.Cut(comment, "]>"); found && depth < maxInner && w.hidden == 0 && strings.HasPrefix(strings.TrimSpace(condition), "[if") {
		w.read(strings.TrimSuffix(shown, "<![endif]"), depth+1)
	}
}

// isUnseen reports whether nobody sees the text of an element. A head is not among them: anything but titles and styles ends it, and is shown.
func isUnseen(t html.Token) bool {
	return t.DataAtom == atom.Script || t.DataAtom == atom.Style || t.DataAtom == atom.Title || t.Data == "xml"
}

// htmlWriter writes text with collapsed blanks.
type htmlWriter struct {
	out    Excerpt
	quotes int  // open blockquotes
	hidden int  // open elements whose text nobody sees
	pre    int  // open elements whose line ends count
	begun  bool // the line has text
	blank  bool // a blank stands before the next word
}

func (w *htmlWriter) text(text string) {
	if w.pre == 0 {
		w.words(text)
		return
	}
	for line := range strings.Lines(text) {
		w.words(strings.TrimRight(line, "\r\n"))
		if strings.HasSuffix(line, "\n") {
			w.endLine(true)
		}
	}
}

func (w *htmlWriter) words(text string) {
	text = strings.ReplaceAll(printable(text), "\u00a0", " ")
	for i, word := range strings.Fields(text) {
		if !w.begun {
			w.out.WriteString(strings.Repeat("> ", min(w.quotes, maxDepth)))
		} else if i > 0 || w.blank || text[0] <= ' ' {
			w.out.WriteString(" ")
		}
		w.out.WriteString(word)
		w.begun, w.blank = true, false
	}
	w.blank = w.blank || text != "" && text[len(text)-1] <= ' '
}

// endLine begins a new line; an empty one only where asked for.
func (w *htmlWriter) endLine(always bool) {
	if w.begun || always {
		if !w.begun {
			w.out.WriteString(strings.TrimRight(strings.Repeat("> ", min(w.quotes, maxDepth)), " "))
		}
		w.out.WriteString("\n")
	}
	w.begun, w.blank = false, false
}

// mark writes a line of its own; inside a quotation nothing needs one.
func (w *htmlWriter) mark(line string) {
	if w.quotes > 0 {
		return
	}
	w.endLine(false)
	w.out.WriteString(line + "\n")
}

func (w *htmlWriter) open(t html.Token) {
	if isUnseen(t) {
		w.hidden++
	}
	switch t.DataAtom {
	case atom.Body:
		w.hidden = 0
	case atom.Br, atom.Hr:
		w.void(t.DataAtom)
	case atom.Pre:
		w.endLine(false)
		w.pre++
	case atom.Blockquote:
		w.endLine(false)
		w.quotes++
	case atom.P, atom.Ul, atom.Ol, atom.Table, atom.H1, atom.H2, atom.H3, atom.H4:
		w.endLine(false)
		w.endLine(true)
	default:
		if isBlock(t.DataAtom) {
			w.endLine(false)
		}
	}
	w.role(t)
}

func (w *htmlWriter) void(a atom.Atom) {
	switch a {
	case atom.Br:
		w.endLine(true)
	case atom.Hr:
		w.mark("________________________________")
	}
}

func (w *htmlWriter) close(a atom.Atom) {
	switch a {
	case atom.Blockquote:
		w.endLine(false)
		w.quotes = max(0, w.quotes-1)
	case atom.Pre:
		w.endLine(false)
		w.pre = max(0, w.pre-1)
	case atom.Td, atom.Th:
		w.blank = true
	default:
		if isBlock(a) {
			w.endLine(false)
		}
	}
}

func isBlock(a atom.Atom) bool {
	switch a {
	case atom.P, atom.Div, atom.Li, atom.Ul, atom.Ol, atom.Tr, atom.Table, atom.H1, atom.H2, atom.H3, atom.H4, atom.H5, atom.H6,
		atom.Section, atom.Article, atom.Header, atom.Footer, atom.Dl, atom.Dt, atom.Dd, atom.Center, atom.Address:
		return true
	}
	return false
}

// role marks where mail programs say by an element what follows it.
func (w *htmlWriter) role(t html.Token) {
	var name string
	for _, a := range t.Attr {
		if a.Key == "id" || a.Key == "class" || a.Key == "data-smartmail" {
			name += " " + strings.ToLower(a.Val)
		}
	}
	switch {
	case name == "":
	case containsAny(name, quotingNames):
		w.mark(QuotedBelow)
	case containsAny(name, signatureNames):
		w.mark(SignatureBelow)
	}
}

// quotingNames are identifiers and classes behind which mail programs put the
// mail that is answered.
var quotingNames = []string{
	"divrplyfwdmsg", "appendonsend", "olk_src_body_section", "outlookmessageheader", "mail-editor-reference-message-container",
	"yahoo_quoted", "tutanota_quote", "zmail_extra", "reply-intro",
}

var signatureNames = []string{
	"gmail_signature", "moz-signature", "applemailsignature", "apple-mail-signature", "protonmail_signature", "ms-outlook-mobile-signature",
}

func containsAny(s string, words []string) bool {
	for _, word := range words {
		if strings.Contains(s, word) {
			return true
		}
	}
	return false
}
