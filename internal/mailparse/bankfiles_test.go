package mailparse_test

import (
	"encoding/base64"
	"strings"
	"testing"

	"supplierwatch/internal/mailparse"
)

// Whatever a file is called and however its format parts a number, bank details in it are found.
func TestBankDetailsAreFoundInFilesOfAnyName(t *testing.T) {
	const grouped = "DE89 3704 0044 0532 0130 00"
	svg := "<svg><text>DE89 3704</text><text>0044 0532</text><text>0130 00</text></svg>"
	utf16 := "x\x9f>\"\x00\x01" + strings.Join(strings.Split(account, ""), "\x00") + "\x00\x00"
	for name, raw := range map[string]string{
		"bytes without a name":    attachedMail("application/octet-stream", "details", grouped),
		"bytes of another name":   attachedMail("application/octet-stream", "details.dat", grouped),
		"called a PDF":            attachedMail("application/pdf", "details.pdf", grouped),
		"called a picture":        attachedMail("image/png", "logo.png", account),
		"Outlook's container":     attachedMail("application/ms-tnef", "winmail.dat", "\x78\x9f\x3e\x22\x01"+account+"\x00\x01"),
		"UTF-16 in the container": attachedMail("application/octet-stream", "winmail.dat", utf16),
		"a picture of text":       attachedMail("image/svg+xml", "a.svg", svg),
		"RTF in pieces":           attachedMail("application/rtf", "a.rtf", `{\rtf1 DE89{\b 3704} 0044{\b0 0532} 0130 00}`),
		"a business card":         attachedMail("text/vcard", "a.vcf", "BEGIN:VCARD\r\nNOTE;ENCODING=QUOTED-PRINTABLE:DE89=337=30400440532013000\r\nEND:VCARD"),
		"a folded meeting":        attachedMail("text/calendar", "a.ics", "BEGIN:VCALENDAR\r\nDESCRIPTION:x DE893704004405\r\n 32013000\r\nEND:VCALENDAR"),
		"a picture's address":     htmlMail(`<p>Yes.</p><img src="https://x.example/` + account + `.png">`),
		"a QR code's address":     htmlMail(`<p>Yes.</p><img src="https://qr.example/?data=SCT%0A%0AACME%0A` + account + `">`),
		"a picture in HTML":       htmlMail(`<p>Yes.</p><img src="data:image/svg+xml;base64,` + base64.StdEncoding.EncodeToString([]byte(svg)) + `">`),
		"a style sheet":           htmlMail(`<style>p:after{content:"` + account + `"}</style><p>Yes.</p>`),
		"a file's description":    replyHead + "Subject: Re: x\nContent-Type: multipart/mixed; boundary=q\n\n--q\n\nYes.\n--q\nContent-Type: image/png\nContent-Description: " + account + "\n\nx\n--q--\n",
		"the organization":        plainMail("Organization: "+account+"\n", "Yes.\n"),
		"the sender field":        plainMail("Sender: \""+account+"\" <orders@acme.example>\n", "Yes.\n"),
	} {
		m := mailparse.Read([]byte(raw))
		if b := m.BankDetails(""); m.Verdict == mailparse.Confirmed || !b.Any() {
			t.Errorf("%s: %s, %+v", name, m.Verdict, b)
		}
	}
}

// Files and pictures of an ordinary mail are none.
func TestOrdinaryFilesHoldNoBankDetails(t *testing.T) {
	for name, raw := range map[string]string{
		"a signature":        attachedMail("application/pgp-signature", "signature.asc", "-----BEGIN PGP SIGNATURE-----\n\niQIzBAEBCAAdFiEE0123456789abcdefABCDEF0123456789AAoJEE\n=abcd\n-----END PGP SIGNATURE-----\n"),
		"a card":             attachedMail("text/vcard", "a.vcf", "BEGIN:VCARD\nFN:Tom Baker\nTEL:+49 89 1234567\nEND:VCARD"),
		"a PDF":              attachedMail("application/pdf", "Order 4500000001.pdf", "%PDF-1.7 DE89370400440532013000"),
		"a logo of a bank":   htmlMail(`<p>Yes.</p><img src="https://www.paypal.com/logo.png">`),
		"a picture in HTML":  htmlMail(`<p>Yes.</p><img src="data:image/png;base64,iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==">`),
		"a style sheet":      htmlMail(`<style>p{color:#de8937;font-family:"Segoe UI"}</style><p>Yes.</p>`),
		"a picture's number": htmlMail(`<p>Yes.</p><img src="cid:image001.png@01DA89.37040044">`),
	} {
		m := mailparse.Read([]byte(raw))
		if b := m.BankDetails(""); m.Verdict != mailparse.Confirmed || b.Any() {
			t.Errorf("%s: %s %q, %+v", name, m.Verdict, m.Evidence, b)
		}
	}
}

// A yes is understood in a few languages, and an account is announced in any.
func TestAccountsAreAnnouncedInAnyLanguage(t *testing.T) {
	for _, text := range []string{
		"Zmieniliśmy numer konta.", "Nowy rachunek bankowy w załączniku.", "Změnili jsme číslo účtu.", "Mudámos de banco.", "Novos dados bancários em anexo.", "Vi har bytt bank.",
		"Vi har skiftet bank.", "Pankkitilimme on muuttunut.", "Megváltozott a bankszámlánk.", "Contul nostru bancar s-a schimbat.", "Banka hesabımız değişti.",
		"Мы сменили банковские реквизиты.", "我们的银行账户已变更。", "振込先口座が変更になりました。", "Please remit to the account in the attachment.",
		"Please pay ABC Factoring only.", "Revtag @acmepay", "Bitte überweisen Sie auf das Konto im Anhang.",
	} {
		m := mailparse.Read([]byte(plainMail("", "Yes, that is right.\n\n"+text+"\n")))
		if m.Verdict == mailparse.Confirmed || !m.BankDetails("").Any() {
			t.Errorf("%q: %s, %+v", text, m.Verdict, m.BankDetails(""))
		}
	}
}

// A plain yes in the form of a business letter confirms, in six languages.
func TestOrdinaryAnswersConfirm(t *testing.T) {
	signatures := []string{
		"\n\nKind regards\nTom Baker\nOrder Desk\n\nACME GmbH\nMusterstraße 1, 80331 München\nTel. +49 89 1234567\nwww.acme.example\nHRB 12345, Amtsgericht München, USt-IdNr. DE123456789\n",
		"\n\n-- \nTom Baker\nACME Ltd, Company no. 01234567, VAT GB 123 4567 89, EORI GB123456789000\n\nThis email and any attachments are confidential.\n",
		"\n\nMit freundlichen Grüßen\n\ni. A. Eva Muster\nACME GmbH | Geschäftsführer: Max Muster | WEEE-Reg.-Nr. DE 12345678\n",
		"\n\nCordialement,\nJean Dupont\nACME SAS, SIRET 732 829 320 00074, TVA FR40303265045\n",
		"\n\nSent from my iPhone",
	}
	for _, yes := range []string{
		"Yes.", "Yes, that's right.", "yes, still correct. Thanks", "Hi Jane,\n\nyes, all correct.", "Yes, we are still your contact.", "Confirmed.", "All correct, no changes.",
		"Hello,\n\nyes, this is still right. We are closed from 24 December to 2 January.", "Yes. Nothing has changed.", "Dear Jane,\n\nI confirm.",
		"Ja.", "Ja, stimmt.", "Guten Tag,\n\nja, das ist korrekt.", "Ja, alles richtig. Betriebsurlaub vom 24.12. bis 2.1.", "Hallo Frau Muster,\n\nja, die Angaben stimmen noch.",
		"Oui.", "Bonjour,\n\noui, c'est toujours correct.", "Oui, c'est exact.", "Sì.", "Buongiorno,\n\nsì, è corretto.", "Sì, confermo.", "Sí.", "Buenos días,\n\nsí, es correcto.",
		"Sí, confirmo.", "Ja, dat klopt.", "Beste Jane,\n\nja, dit klopt nog steeds.", "Ja, klopt.", "Correct.", "Yes, thank you.", "Yes, everything is correct.",
	} {
		for _, signature := range signatures {
			m := mailparse.Read([]byte(plainMail("", yes+signature)))
			if m.Verdict != mailparse.Confirmed {
				t.Errorf("%q with %.30q: %s %q", yes, signature, m.Verdict, m.Evidence)
			}
		}
	}
}
