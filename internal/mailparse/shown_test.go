package mailparse_test

import (
	"strings"
	"testing"

	"supplierwatch/internal/mailparse"
)

// TestNothingIsHiddenInElements puts a sentence where some mail programs show it, although it stands in an element or a comment that others skip.
func TestNothingIsHiddenInElements(t *testing.T) {
	const told = "Our bank account changed: DE89370400440532013000"
	for name, body := range map[string]string{
		"a head that ends early":        "<html><head><meta charset=utf-8><p>" + told + "</p></head><body>Yes, correct.</body></html>",
		"a head without end":            "<html><head><title>x</title><div>Yes, correct.</div><div>" + told + "</div>",
		"for programs without scripts":  "<p>Yes, correct.</p><noscript><p>" + told + "</p></noscript>",
		"the same, without markup":      "<p>Yes, correct.</p><noscript>" + told + "</noscript>",
		"a template":                    "<p>Yes, correct.</p><template><p>" + told + "</p></template>",
		"for Outlook":                   "<p>Yes, correct.</p><!--[if mso]><p>" + told + "</p><![endif]-->",
		"for Outlook, a version":        "<p>Yes, correct.</p><!--[if (gte mso 9)|(IE)]><table><tr><td>" + told + "</td></tr></table><![endif]-->",
		"for Outlook, in the head":      "<html><head><!--[if mso]><p>" + told + "</p><![endif]--></head><body><p>Yes, correct.</p></body></html>",
		"for all but Outlook":           "<p>Yes, correct.</p><!--[if !mso]><!--><p>" + told + "</p><!--<![endif]-->",
		"a style in a drawing":          "<p>Yes, correct.</p><svg><style><p>" + told + "</p></style></svg>",
		"a title in a drawing":          "<p>Yes, correct.</p><svg><title><p>" + told + "</p></title></svg>",
		"a text as it is":               "<p>Yes, correct.</p><xmp>" + told + "</xmp>",
		"a frame that cannot be shown":  "<p>Yes, correct.</p><noframes><p>" + told + "</p></noframes>",
		"a comment that is none":        "<p>Yes, correct.</p><!--><p>" + told + "</p>-->",
		"a declaration that never ends": "<p>Yes, correct.</p><![CDATA[x]]><p>" + told + "</p>",
	} {
		m := mailparse.Read([]byte("From: s@acme.example\nSubject: Re: x\nIn-Reply-To: <q@buyer.example>\nContent-Type: text/html; charset=utf-8\n\n" + body))
		if m.Verdict == mailparse.Confirmed || !strings.Contains(m.Text, "DE8937") {
			t.Errorf("%s: %s, text %q", name, m.Verdict, m.Text)
		}
	}
}

// TestWhatOutlookWritesIsNoText has the head of a mail of Outlook, with its settings for Word and its style sheet.
func TestWhatOutlookWritesIsNoText(t *testing.T) {
	const body = "<html xmlns:o=\"urn:schemas-microsoft-com:office:office\"><head><meta name=Generator content=\"Microsoft Word 15 (filtered medium)\">" +
		"<!--[if !mso]><style>v\\:* {behavior:url(#default#VML);}</style><![endif]--><style><!--\n/* Font Definitions */\n@font-face\n\t{font-family:Calibri;}\n--></style>" +
		"<!--[if gte mso 9]><xml><o:shapedefaults v:ext=\"edit\" spidmax=\"1026\" /></xml><![endif]-->" +
		"<!--[if gte mso 9]><xml><o:OfficeDocumentSettings><o:AllowPNG/><o:PixelsPerInch>96</o:PixelsPerInch></o:OfficeDocumentSettings></xml><![endif]-->" +
		"<title>Re: x</title></head><body lang=DE><div class=WordSection1><p class=MsoNormal><!--[if gte vml 1]><v:shape id=\"x\"></v:shape><![endif]-->Yes, correct.<o:p></o:p></p></div></body></html>"
	m := mailparse.Read([]byte("From: s@acme.example\nSubject: Re: x\nIn-Reply-To: <q@buyer.example>\nContent-Type: text/html; charset=utf-8\n\n" + body))
	if m.Reply != "Yes, correct." || m.Verdict != mailparse.Confirmed {
		t.Errorf("%s, reply %q", m.Verdict, m.Reply)
	}
}
