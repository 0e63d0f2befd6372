package mailparse_test

import (
	"encoding/base64"
	"fmt"
	"slices"
	"strings"
	"testing"

	"supplierwatch/internal/mailparse"
	"supplierwatch/internal/mailparse/bank"
)

const account = "DE89370400440532013000"

// disguises are ways of writing one IBAN. Those that end in false cannot be compared any more.
var disguises = []struct {
	name, text string
	comparable bool
}{
	{"in one piece", account, true},
	{"in groups", "DE89 3704 0044 0532 0130 00", true},
	{"lower case", "de89 3704 0044 0532 0130 00", true},
	{"dots", "DE89.3704.0044.0532.0130.00", true},
	{"dashes", "DE89-3704-0044-0532-0130-00", true},
	{"slashes", "DE89/3704/0044/0532/0130/00", true},
	{"each apart", "D E 8 9 3 7 0 4 0 0 4 4 0 5 3 2 0 1 3 0 0 0", true},
	{"odd groups", "DE8 937 0400 44053 20 13000", true},
	{"long dashes", "DE89 \u2013 3704 \u2013 0044 \u2013 0532 \u2013 0130 \u2013 00", true},
	{"fixed blanks", "DE89\u00a03704\u20090044\u20070532\u202f0130\u300000", true},
	{"full width", "\uff24\uff25\uff18\uff19 \uff13\uff17\uff10\uff14 0044 0532 0130 00", true},
	{"mathematical", "\U0001d403\U0001d404\U0001d7d6\U0001d7d7 3704 0044 0532 0130 00", true},
	{"Cyrillic", "D\u041589 3704 0044 0532 0130 00", true},
	{"Greek", "D\u039589 3704 0044 0532 0130 00", true},
	{"Arabic digits", "DE\u0668\u0669 \u0663\u0667\u0660\u0664 0044 0532 0130 00", true},
	{"invisible blanks", "DE89\u200b3704\u200c0044\u200d0532\u20600130\ufeff00", true},
	{"soft hyphens", "DE89\u00ad3704\u00ad0044\u00ad0532\u00ad0130\u00ad00", true},
	{"written backwards marks", "\u202aDE89\u202c 3704 0044 0532 0130 00", true},
	{"filler letters", "DE\u316489\u31643704\u11600044 0532 0130 00", true},
	{"letters for digits", "DE89 37O4 OO44 O532 O13O OO", true},
	{"l and I for one", "DE89 3704 0044 0532 0l30 00", true},
	{"turned round", "\u202e00 0310 2350 4400 4073 98ED", true},
	{"in brackets", "[DE89] [3704] [0044] [0532] [0130] [00]", true},
	{"a digit wrong", "DE89 3704 0044 0532 0130 01", false},
	{"a digit missing", "DE89 3704 0044 0532 0130 0", false},
	{"a digit too many", "DE89 3704 0044 0532 0130 000", false},
	{"a digit wrong, in one piece", "DE89370400440532013009", false},
	{"labelled and broken", "IBAN: DE8 93704 0044x0532 0130 7", false},
}

// places are where bank details stand in a mail that else says yes.
var places = map[string]func(text string) string{
	"the text":        func(s string) string { return plainMail("", "Yes, all correct.\n\n"+s+"\n") },
	"the signature":   func(s string) string { return plainMail("", "Yes.\n\n-- \nJohn Smith\nACME GmbH\n"+s+"\n") },
	"a business card": func(s string) string { return plainMail("", "Yes.\n\nKind regards,\nJohn Smith\nACME GmbH\n"+s+"\n") },
	"a legal notice": func(s string) string {
		return plainMail("", "Yes.\n\nThis email is confidential and intended for the recipient.\n"+s+"\n")
	},
	"the subject": func(s string) string { return plainMail("Subject: =?utf-8?B?"+b64("Re: contact "+s)+"?=\n", "Yes.\n") },
	"the sender's name": func(s string) string {
		return plainMail("X-From: x\nReply-To: =?utf-8?B?"+b64(s)+"?= <a@acme.example>\n", "Yes.\n")
	},
	"quoted by them": func(s string) string {
		return plainMail("", "Yes.\n\nOn 1 Sep 2026, Jane wrote:\n> Is it right?\n> "+s+"\n")
	},
	"below a quotation": func(s string) string {
		return plainMail("", "Yes.\n\n-----Original Message-----\nFrom: a@b.example\nTo: c@d.example\nSubject: x\n\n"+s+"\n")
	},
	"far below": func(s string) string {
		return plainMail("", "Yes.\n\n> "+strings.Repeat("quoted words go on and on\n> ", 2000)+"\n"+s+"\n")
	},
	"the other part": func(s string) string { return alternatives("Yes.", "<p>Yes.</p><p>"+s+"</p>") },
	"the plain part": func(s string) string { return alternatives("Yes.\n\n"+s, "<p>Yes.</p>") },
	"HTML alone":     func(s string) string { return htmlMail("<p>Yes.</p><p>" + s + "</p>") },
	"hidden HTML":    func(s string) string { return htmlMail(`<p>Yes.</p><div style="display:none">` + s + "</div>") },
	"HTML in pieces": func(s string) string { return htmlMail("<p>Yes.</p><p>" + pieces(s) + "</p>") },
	"hidden between": func(s string) string { return htmlMail("<p>Yes.</p><p>" + between(s) + "</p>") },
	"a copy's name":  func(s string) string { return plainMail("Cc: =?utf-8?B?"+b64(s)+"?= <c@acme.example>\n", "Yes.\n") },
	"a prepared mail": func(s string) string {
		return htmlMail(`<p>Yes.</p><a href="mailto:x@acme.example?body=` + percent(s) + `">yes</a>`)
	},
	"far below in HTML": func(s string) string {
		return alternatives("Yes.", "<p>Yes.</p><blockquote>"+strings.Repeat("quoted words go on and on<br>", 2000)+s+"</blockquote>")
	},
	"a table": func(s string) string {
		return htmlMail("<p>Yes.</p><table><tr><td>" + strings.ReplaceAll(s, " ", "</td><td>") + "</td></tr></table>")
	},
	"a picture's text":   func(s string) string { return htmlMail(`<p>Yes.</p><img src="cid:1" alt="` + s + `">`) },
	"a quotation's HTML": func(s string) string { return htmlMail("<p>Yes.</p><blockquote>" + s + "</blockquote>") },
	"a file's name": func(s string) string {
		return attachedMail("application/pdf", strings.ReplaceAll(s, "/", "-")+".pdf", "%PDF")
	},
	"a text file":     func(s string) string { return attachedMail("text/plain", "details.txt", s) },
	"a file of bytes": func(s string) string { return attachedMail("application/octet-stream", "details.txt", s) },
	"an HTML file":    func(s string) string { return attachedMail("text/html", "details.html", "<p>"+s+"</p>") },
	"a table file":    func(s string) string { return attachedMail("text/csv", "details.csv", "name;number\nx;"+s+"\n") },
	"a forwarded mail": func(s string) string {
		return attachedMail("message/rfc822", "mail.eml", "From: a@b.example\nSubject: x\nContent-Type: text/plain; charset=utf-8\n\n"+s+"\n")
	},
	"a third part": func(s string) string { return attachedMail("text/x-amp-html", "", "<p>"+s+"</p>") },
}

func b64(s string) string { return base64.StdEncoding.EncodeToString([]byte(s)) }

// between hides a word between all characters.
func between(s string) string {
	var out strings.Builder
	for _, r := range s {
		fmt.Fprintf(&out, `%c<span style="font-size:0">noise</span>`, r)
	}
	return out.String()
}

// pieces puts every character into an element of its own.
func pieces(s string) string {
	var out strings.Builder
	for _, r := range s {
		fmt.Fprintf(&out, "<span>%c</span>", r)
	}
	return out.String()
}

const replyHead = "From: John Smith <orders@acme.example>\nTo: us@buyer.example\nIn-Reply-To: <1@buyer.example>\nMIME-Version: 1.0\n"

func plainMail(fields, text string) string {
	if !strings.Contains(fields, "Subject:") {
		fields += "Subject: Re: are you still our contact?\n"
	}
	return replyHead + fields + "Content-Type: text/plain; charset=utf-8\n\n" + text
}

func htmlMail(body string) string {
	return replyHead + "Subject: Re: contact\nContent-Type: text/html; charset=utf-8\n\n<html><body>" + body + "</body></html>\n"
}

func alternatives(plain, html string) string {
	return replyHead + "Subject: Re: contact\nContent-Type: multipart/alternative; boundary=q\n\n--q\nContent-Type: text/plain; charset=utf-8\n\n" + plain +
		"\n--q\nContent-Type: text/html; charset=utf-8\n\n<html><body>" + html + "</body></html>\n--q--\n"
}

func attachedMail(mediaType, name, data string) string {
	disposition := ""
	if name != "" {
		disposition = "Content-Disposition: attachment; filename*=utf-8''" + percent(name) + "\n"
	}
	transfer, body := "Content-Transfer-Encoding: base64\n", b64(data)
	if mediaType == "message/rfc822" {
		transfer, body = "", data
	}
	return replyHead + "Subject: Re: contact\nContent-Type: multipart/mixed; boundary=q\n\n--q\nContent-Type: text/plain\n\nYes.\n--q\n" +
		"Content-Type: " + mediaType + "; charset=utf-8\n" + transfer + disposition + "\n" + body + "\n--q--\n"
}

func percent(s string) string {
	var out strings.Builder
	for _, c := range []byte(s) {
		fmt.Fprintf(&out, "%%%02X", c)
	}
	return out.String()
}

// Bank details keep a reply from being confirmed wherever they stand and however they are written.
func TestBankDetailsAreFoundInEachPlaceAndDisguise(t *testing.T) {
	if testing.Short() {
		t.Skip("SKIPPED, short: takes long under the race detector, and nothing here runs at the same time")
	}
	for place, compose := range places {
		if m := mailparse.Read([]byte(compose("thank you"))); m.Verdict != mailparse.Confirmed && place != "hidden between" {
			t.Errorf("%s: without bank details it is %s %q", place, m.Verdict, m.Evidence)
		}
		for _, d := range disguises {
			m := mailparse.Read([]byte(compose(d.text)))
			b := m.BankDetails("")
			if m.Verdict == mailparse.Confirmed || !b.Any() {
				t.Errorf("%s, %s: %s %q, %+v", place, d.name, m.Verdict, m.Evidence, b)
			}
			if d.comparable && !slices.Equal(b.Accounts, []string{"iban:" + account}) {
				t.Errorf("%s, %s: accounts %q", place, d.name, b.Accounts)
			}
			if !d.comparable && !b.Obscured {
				t.Errorf("%s, %s: it can be compared: %q", place, d.name, b.Accounts)
			}
			if strings.Contains(strings.Join(m.Evidence, " "), "3704") {
				t.Errorf("%s, %s: the evidence shows the number: %q", place, d.name, m.Evidence)
			}
		}
	}
}

// Numbers of other kinds, payment links and words keep it from being confirmed too.
func TestOtherBankDetailsAreFound(t *testing.T) {
	for _, text := range []string{
		"Sort code 20-00-00, account number 55779911.", "Sort code: 200000", "BLZ 370 400 44, Kto. 532013000", "Bankleitzahl: 37040044",
		"ABA 021000021, account 1234567890", "Routing number: 021000021", "CLABE: 032180000118359719", "IFSC: SBIN0001234, A/C 30123456789",
		"BSB 062-000 Acct 12345678", "SWIFT: COBADEFFXXX", "BIC COBADEFF370", "SWIFT/BIC: BARCGB22", "RIB 30004 00003 12345678901 43",
		"Numéro de compte : 12345678901", "Rekeningnummer: 123456789", "Número de cuenta: 00012345678", "Bankgiro 5050-1055",
		"Pay here: https://paypal.me/acme", "www.paypal.com/invoice/p/#1", "Pay at paypal.me/acme-gmbh", "https://buy.stripe.com/abc123",
		"https://pay.acme-billing.example/inv/4711", "https://acme.example/checkout/4711", "https://www.p\u0430yp\u0430l.me/acme",
		"https://eur02.safelinks.protection.outlook.com/?url=https%3A%2F%2Fpaypal.me%2Facme&data=05", "payto://iban/DE75512108001245126199?amount=EUR:200",
		"bitcoin:1BvBMSEYstWetqTFn5Au4m4GFg7xJaNVN2", "Wallet 1BvBMSEYstWetqTFn5Au4m4GFg7xJaNVN2", "USDT to TJCnKsPa7y5okkXvQAidZBzqx3QyQ6sxMW",
		"bc1qar0srrr7xfkvy5l643lydnw9re59gtzzwf5mdq", "0x52908400098527886E0F7030069857D2E4169EE7",
		"Our bank details have changed.", "Unsere Bankverbindung ist neu.", "We have a new bank.", "Nos coordonnées bancaires ont changé.",
		"Le nostre coordinate bancarie sono cambiate.", "Nuestros datos bancarios han cambiado.", "Ons rekeningnummer is gewijzigd.",
		"Our B a n k d e t a i l s follow.", "Our bank-details follow.", "Our bank_account follows.", "Our bank\ndetails follow.", "Our b\u0430nk det\u0430ils follow.", "Our ba\u200bnk acc\u00adount follows.",
		"GB29 NWBK 6016 1331 9268 19", "FR14 2004 1010 0505 0001 3M02 606", "NL91 ABNA 0417 1643 00", "IT60 X054 2811 1010 0000 0123 456",
		"CH93 0076 2011 6238 5295 7", "NO93 8601 1117 947", "MT84 MALT 0110 0001 2345 MTLC AST0 01S", "BE68 5390 0754 7034", "ES91 2100 0418 4502 0005 1332",
	} {
		m := mailparse.Read([]byte(plainMail("", "Yes, that is right.\n\n"+text+"\n")))
		if m.Verdict == mailparse.Confirmed || !m.BankDetails("").Any() {
			t.Errorf("%q: %s %q", text, m.Verdict, m.Evidence)
		}
	}
}

// What only looks like bank details must not keep an honest answer from counting.
func TestWhatIsNotBankDetails(t *testing.T) {
	for _, text := range []string{
		"Order 4500012345 is on its way.", "PO no 4500012345, pos. 10", "Your customer number is 88231.", "Your account number with us is 88231.",
		"Customer account number: 4711223344", "Our VAT id is DE123456789.", "USt-IdNr. DE 123 456 789", "BTW NL123456789B01", "TVA FR12345678901",
		"EORI DE1234567890", "IVA IT12345678901", "P.IVA 12345678901", "Part AT91SAM7S256-AU-001", "Part number SI7021-A20-GM1R",
		"We also sell BIC pens.", "20 BIC Cristal pens", "Thank you for the swift reply.", "SWIFT DELIVERY is what we aim for.", "Rib 10045 in steel",
		"Tracking: 1Z999AA10123456784", "JJD000390007879500211", "https://www.dhl.de/de/privatkunden/pakete-empfangen/verfolgen.html?piececode=00340434161094042557",
		"SSCC 003404341610940425", "Container MSCU1234567", "HRB 12345, Amtsgericht München", "Steuernummer 143/123/45678", "GLN 4012345000009",
		"https://acme.example/payment-terms", "https://click.mail.acme.example/?u=https%3A%2F%2Facme.example%2Fnews", "Serial 0x1F4B",
		"Meeting on 12.10.2026 at 10:00", "LOT 20261012-0044-AB", "ISO 9001:2015, 14001:2015", "D-U-N-S 31-234-5678", "Batch DE-2026-000123",
		"de 12 articles et 10 pièces", "it 10 units", "no 4500 0012 345", "Incoterms DAP 80331", "Ticket INC0012345678", "EAN 4006381333931",
		"WEEE-Reg.-Nr. DE 12345678",
	} {
		m := mailparse.Read([]byte(plainMail("", "Yes, that is right.\n\n-- \nJohn Smith\n"+text+"\n")))
		if b := m.BankDetails(""); m.Verdict != mailparse.Confirmed || b.Any() {
			t.Errorf("%q: %s %q, %+v", text, m.Verdict, m.Evidence, b)
		}
	}
}

// What repeats the mail that we sent is not theirs.
func TestOurOwnMailQuotedHoldsNoBankDetailsOfTheirs(t *testing.T) {
	sent := "Are you still our contact?\nHello,\nis this still right? Our bank details never change by mail.\nBuyer AG, IBAN GB29 NWBK 6016 1331 9268 19, BIC NWBKGB2L"
	raw := plainMail("", "Yes.\n\nOn 1 Sep 2026, Jane wrote:\n> is this still right? Our bank details never\n> change by mail.\n> Buyer AG, IBAN GB29 NWBK 6016 1331\n> 9268 19, BIC NWBKGB2L\n")
	m := mailparse.Read([]byte(raw))
	if b := m.BankDetails(sent); b.Any() || m.Aside != mailparse.Confirmed {
		t.Errorf("%+v, aside %v", b, m.Aside)
	}
	theirs := strings.Replace(raw, "> 9268 19", "> "+account+"\n> 9268 19", 1)
	if b := bank.NotFromUs(theirs, sent); !slices.Equal(b.Accounts, []string{"iban:" + account}) {
		t.Errorf("added to the quotation: %+v", b)
	}
}

// Of a mail that is too long or too deep to be read as a whole nobody knows what it holds.
func TestAMailThatIsNotReadAsAWholeConfirmsNothing(t *testing.T) {
	filler := strings.Repeat("<i></i>", 200_000)
	for name, raw := range map[string]string{
		"long HTML":    htmlMail("<p>Yes.</p>" + filler + account),
		"long text":    plainMail("", "Yes.\n"+strings.Repeat("> quoted words\n", 20_000)+account+"\n"),
		"long subject": plainMail("Subject: Re: "+strings.Repeat("words ", 2000)+account+"\n", "Yes.\n"),
		"a large file": attachedMail("text/csv", "a.csv", strings.Repeat("1;2;3;4\n", 100_000)+account),
		"many parts":   replyHead + "Subject: Re: x\nContent-Type: multipart/mixed; boundary=q\n\n--q\n\nYes.\n" + strings.Repeat("--q\nContent-Type: image/png\n\nx\n", 1100) + "--q--\n",
	} {
		if m := mailparse.Read([]byte(raw)); m.Verdict == mailparse.Confirmed || !m.BankDetails("").Partial && !m.BankDetails("").Any() {
			t.Errorf("%s: %s %q", name, m.Verdict, m.Evidence)
		}
	}
}

func TestWhatIsSaidOfAnAccount(t *testing.T) {
	for text, want := range map[string]bank.Details{
		"Yes.\n\n-- \nACME\nNeue Straße 5\nIBAN " + account:          {},
		"Yes.\n\nOur bank details have not changed: IBAN " + account: {},
		"Yes.\n\nPlease use our new account: " + account:             {Announced: true, Changing: true},
		"Yes.\n\nAb sofort gilt:\nIBAN " + account:                   {Announced: true, Changing: true},
		"Yes.\n\nPlease ask our bank.":                               {Mentioned: true},
		"Yes.\n\nBankverbindung:\nIBAN " + account:                   {},
		"Yes, but we have new rooms. They are in the house over there. We all moved in May and like it very much there, all three of us.\n\n\nX.\nY.\n-- \nIBAN " + account: {},
		"Yes. We have new rooms.\nThey are nice.\nWe like them.\nIBAN " + account + ", as ever.":                                                                            {Changing: true},
	} {
		b := mailparse.Read([]byte(plainMail("", text+"\n"))).BankDetails("")
		b.Accounts = nil
		if b.Announced != want.Announced || b.Mentioned != want.Mentioned || b.Changing != want.Changing {
			t.Errorf("%q: %+v, want %+v", text, b, want)
		}
	}
}

func TestAlternativesThatDisagreeConfirmNothing(t *testing.T) {
	for name, c := range map[string]struct {
		plain, html string
		confirmed   bool
	}{
		"the same":              {"Yes, all correct.", "<p>Yes, all correct.</p>", true},
		"HTML without a text":   {"Yes.", "<img src=cid:logo>", true},
		"plain without a text":  {" ", "<p>Yes.</p>", true},
		"HTML says no":          {"Yes.", "<p>No, please write to Jane Doe.</p>", false},
		"plain says no":         {"No, please write to Jane Doe.", "<p>Yes.</p>", false},
		"HTML objects":          {"Yes.", "<p>Stop writing to us.</p>", false},
		"HTML names an address": {"Yes.", "<p>Yes. Write to new@acme-sales.example from now on.</p>", false},
		"HTML names a number":   {"Yes.", "<p>Yes. <br>+49 89 7654321</p>", false},
		"HTML has an account":   {"Yes.", "<p>Yes.</p><p>" + account + "</p>", false},
		"one quotes in HTML":    {"Yes.", "<p>Yes.</p><blockquote>Is this still right? Please reply yes.</blockquote>", true},
		"a signature in both":   {"Yes.\n\n-- \nJohn\n+49 89 7654321", `<p>Yes.</p><p>John<br>+49 89 7654321</p>`, true},
	} {
		m := mailparse.Read([]byte(alternatives(c.plain, c.html)))
		if (m.Verdict == mailparse.Confirmed) != c.confirmed || (m.Aside == mailparse.Confirmed) != c.confirmed {
			t.Errorf("%s: %s %q, aside %v", name, m.Verdict, m.Evidence, m.Aside)
		}
	}
}
