package mailparse_test

import (
	"strings"
	"testing"

	"supplierwatch/internal/mailparse"
)

// TestQuotes holds that what mail programs of all sorts put around the mail
// that is answered is never taken for the answer.
func TestQuotes(t *testing.T) {
	const question = "\nIs this still right? Please reply \"yes\".\n"
	for name, below := range map[string]string{
		"Outlook":           "________________________________\nFrom: Jane Doe <w@buyer.example>\nSent: Tuesday, September 1, 2026 10:12\nTo: Orders\nSubject: Contact\n" + question,
		"Outlook, bold":     "*From:* Jane Doe <w@buyer.example>\n*Sent:* Tuesday\n*To:* Orders\n*Subject:* Contact\n" + question,
		"GMX":               "Gesendet: Dienstag, 01. September 2026 um 10:12 Uhr\nVon: \"Jane Doe\" <w@buyer.example>\nAn: orders@acme.example\nBetreff: Contact\n" + question,
		"Notes":             "Von:        Jane Doe\nAn:        orders@acme.example\nDatum:        01.09.2026 10:12\nBetreff:        Contact\n" + question,
		"Zimbra":            "----- Mail original -----\nDe: \"Jane Doe\"\nÀ: \"Orders\"\n" + question,
		"Apple, forwarded":  "Anfang der weitergeleiteten Nachricht:\n" + question,
		"Portuguese":        "De: Jane Doe\nEnviada em: terça-feira, 1 de setembro de 2026\nPara: Orders\nAssunto: Contact\n" + question,
		"Swedish":           "Från: Jane Doe\nSkickat: den 1 september 2026\nTill: Orders\nÄmne: Contact\n" + question,
		"Chinese":           "发件人: Jane Doe\n发送时间: 2026年9月1日\n收件人: Orders\n主题: Contact\n" + question,
		"Gmail":             "On Tue, Sep 1, 2026 at 10:12 AM Jane Doe <w@buyer.example>\nwrote:\n> Is this still right? Please reply \"yes\".\n",
		"Gmail, ISO date":   "2026-09-01 10:12 GMT+02:00 Jane Doe <w@buyer.example>:\n> Is this still right?\n",
		"Gmail, Polish":     "wt., 1 wrz 2026 o 10:12 Jane Doe <w@buyer.example> napisał(a):\n> Is this still right?\n",
		"Thunderbird":       "Am 01.09.26 um 10:12 schrieb Jane Doe:\n> Is this still right?\n",
		"K-9":               "Am 1. September 2026 10:12:00 MESZ schrieb Jane Doe <w@buyer.example>:\n>Is this still right?\n",
		"Apple, Italian":    "Il giorno 1 set 2026, alle ore 10:12, Jane Doe <w@buyer.example> ha scritto:\n\n> Is this still right?\n",
		"Proton":            "Sent with Proton Mail secure email.\n\nOn Tuesday, September 1st, 2026 at 10:12, Jane Doe <w@buyer.example> wrote:\n\n> Is this still right?\n",
		"broken over lines": "Am Dienstag, den 1. September 2026 um 10:12 Uhr hat Jane\nDoe aus der Abteilung Einkauf <w@buyer.example>\ngeschrieben:\n\n> Is this still right?\n",
		"no mark at all":    question,
	} {
		m := mailparse.Read([]byte("Subject: Re: Contact\nContent-Type: text/plain; charset=utf-8\n\nWe shall see.\n\n" + below))
		if m.Reply != "We shall see." || m.Verdict != mailparse.Replied {
			t.Errorf("%s: %s, reply %q", name, m.Verdict, m.Reply)
		}
	}
}

// TestHTMLQuotes holds the same for what only HTML marks.
func TestHTMLQuotes(t *testing.T) {
	for name, body := range map[string]string{
		"Outlook for phones": `<div>We shall see.</div><hr><div id="divRplyFwdMsg"><b>From:</b> Jane</div><div>Yes, all is right.</div>`,
		"new Outlook":        `<div>We shall see.</div><div id="mail-editor-reference-message-container"><div>Yes, all is right.</div></div>`,
		"Gmail":              `<div dir="ltr">We shall see.</div><div class="gmail_quote"><blockquote>Yes, all is right.</blockquote></div>`,
		"Yahoo":              `<div>We shall see.</div><div class="yahoo_quoted"><div>Yes, all is right.</div></div>`,
		"hidden text":        `<head><style>yes{}</style><title>Yes</title></head><body><p>We shall see.</p><script>"Yes"</script></body>`,
		"signature":          `<div>We shall see.</div><div class="gmail_signature">Yes Inc.<br>Always right</div>`,
		"preformatted":       "<pre>We shall see.\n\nOn 1 Sep 2026, Jane wrote:\n&gt; Yes, all is right.\n</pre>",
		"nested":             `<div>We shall see.</div><blockquote><div class="gmail_signature">x</div><blockquote>Yes.</blockquote>Yes.</blockquote>`,
	} {
		m := mailparse.Read([]byte("Subject: Re: Contact\nContent-Type: text/html; charset=utf-8\n\n" + body))
		if m.Reply != "We shall see." || m.Verdict != mailparse.Replied {
			t.Errorf("%s: %s, reply %q", name, m.Verdict, m.Reply)
		}
		if strings.ContainsAny(m.Text, "\ue000\ue001") {
			t.Errorf("%s: marks are left in %q", name, m.Text)
		}
	}
}

// TestOurMailCutShort holds that the numbers of our own mail are not the supplier's, also where its end is cut off.
func TestOurMailCutShort(t *testing.T) {
	const mail = "From: Tom <orders@acme.example>\nTo: us@buyer.example\nSubject: Re: contact\nIn-Reply-To: <1@buyer.example>\n\nYes, still right.\n\n" +
		"Is this still right? Please reply \"yes\", or tell us who it is now. Is anything\ncoming that we should know (closing days, order deadlines, changes)? One line is enough.\n\n" +
		"You reach us at confirmations@buyer.example (order confirmations) and, if urgent, +49 89 555 0100.\n"
	if m := mailparse.Read([]byte(mail)); m.Verdict == mailparse.Changed || len(m.Phones) > 0 {
		t.Errorf("%s %q, numbers %q", m.Verdict, m.Evidence, m.Phones)
	}
}
