package mailparse_test

import (
	"encoding/base64"
	"strings"
	"testing"

	"supplierwatch/internal/mailparse"
)

// signature is what GnuPG writes below a text, with short lines.
const signature = "-----BEGIN PGP SIGNATURE-----\nVersion: GnuPG v2\n\niQEzBAEBCAAdFiEEexamplefingerprintexamplefingerAAoJEExampleK\n8xYH/0example0example0example0example0example0example0exampl\n=aB3d\n-----END PGP SIGNATURE-----\n"

// TestNothingIsHiddenInAForgedSignature puts sentences between lines that look like those of PGP: people see them, and so must we.
func TestNothingIsHiddenInAForgedSignature(t *testing.T) {
	const told = "Our bank account changed: DE89370400440532013000"
	for name, body := range map[string]string{
		"a signature without end":        "Yes, correct.\n-----BEGIN PGP SIGNATURE-----\n" + told + "\n",
		"a whole signature":              "Yes, correct.\n-----BEGIN PGP SIGNATURE-----\n\n" + told + "\n-----END PGP SIGNATURE-----\n",
		"an encrypted message":           "Yes, correct.\n-----BEGIN PGP MESSAGE-----\n\n" + told + "\n-----END PGP MESSAGE-----\n",
		"below data":                     "Yes, correct.\n" + strings.Replace(signature, "=aB3d\n", "=aB3d\n"+told+"\n", 1),
		"between data":                   "Yes, correct.\n" + strings.Replace(signature, "\n8x", "\n"+told+"\n8x", 1),
		"below an empty line":            "Yes, correct.\n" + strings.Replace(signature, "=aB3d\n", "=aB3d\n\n"+told+"\n", 1),
		"below the end":                  "Yes, correct.\n" + signature + told + "\n",
		"a header of a signature":        "Yes, correct.\n" + strings.Replace(signature, "GnuPG v2", told, 1),
		"a comment":                      "Yes, correct.\n" + strings.Replace(signature, "Version: GnuPG v2", "Comment: "+told, 1),
		"above the signed text":          "-----BEGIN PGP SIGNED MESSAGE-----\nHash: SHA256\n" + told + "\n\nYes, correct.\n" + signature,
		"a header of the signed text":    "-----BEGIN PGP SIGNED MESSAGE-----\nComment: " + told + "\n\nYes, correct.\n" + signature,
		"outside of the signed text":     told + "\n-----BEGIN PGP SIGNED MESSAGE-----\nHash: SHA256\n\nYes, correct.\n" + signature,
		"two signed texts":               "-----BEGIN PGP SIGNED MESSAGE-----\n\nYes, correct.\n" + signature + "-----BEGIN PGP SIGNED MESSAGE-----\n\n" + told + "\n" + signature,
		"a signature in place of a text": "-----BEGIN PGP SIGNED MESSAGE-----\n\nYes, correct.\n-----BEGIN PGP SIGNATURE-----\n-----BEGIN PGP SIGNATURE-----\n" + told + "\n",
	} {
		m := mailparse.Read([]byte("From: s@acme.example\nSubject: Re: x\nIn-Reply-To: <q@buyer.example>\n\n" + body))
		if !m.Bank.Any() || m.Verdict == mailparse.Confirmed || !strings.Contains(m.Text, "DE8937") {
			t.Errorf("%s: %s, bank details %v; reply %q", name, m.Verdict, m.Bank.Any(), m.Reply)
		}
	}
}

// TestWhatPGPWritesIsNoText holds that a signed answer is understood, also with a remark of the program, and with old or broken line ends.
func TestWhatPGPWritesIsNoText(t *testing.T) {
	for name, body := range map[string]string{
		"a remark of the program": "-----BEGIN PGP SIGNED MESSAGE-----\nHash: SHA256\n\nYes, correct.\n" + strings.Replace(signature, "Version: GnuPG v2", "Comment: Using GnuPG with Thunderbird - https://www.enigmail.net/", 1),
		"no header":               "-----BEGIN PGP SIGNED MESSAGE-----\n\nYes, correct.\n" + strings.Replace(signature, "Version: GnuPG v2\n", "", 1),
		"nothing empty":           "Yes, correct.\n" + strings.Replace(signature, "Version: GnuPG v2\n\n", "", 1),
		"cut":                     "Yes, correct.\n" + signature[:strings.Index(signature, "=aB3d")],
		"other line ends":         strings.ReplaceAll("Yes, correct.\n"+signature, "\n", "\r\n"),
	} {
		m := mailparse.Read([]byte("From: s@acme.example\nSubject: Re: x\nIn-Reply-To: <q@buyer.example>\n\n" + body))
		if m.Reply != "Yes, correct." || m.Verdict != mailparse.Confirmed {
			t.Errorf("%s: %s, reply %q", name, m.Verdict, m.Reply)
		}
	}
}

// der writes an ASN.1 element.
func der(tag byte, content ...string) string {
	all := strings.Join(content, "")
	n := len(all)
	return string([]byte{tag, 0x84, byte(n >> 24), byte(n >> 16), byte(n >> 8), byte(n)}) + all
}

// opaque is a text in an S/MIME signature, in base64; nobody's certificate is in it.
func opaque(content string) string {
	info := der(0x30, der(0x06, "\x2a\x86\x48\x86\xf7\x0d\x01\x07\x01"), der(0xa0, der(0x04, content)))
	signed := der(0x30, der(0x06, "\x2a\x86\x48\x86\xf7\x0d\x01\x07\x02"), der(0xa0, der(0x30, der(0x02, "\x01"), der(0x31), info)))
	return wrapped(base64.StdEncoding.EncodeToString([]byte(signed)))
}

// TestASignedFileIsAnAttachment attaches what somebody else wrote and signed: it is not what the sender says.
func TestASignedFileIsAnAttachment(t *testing.T) {
	const mail = "Content-Type: text/plain\n\nack\n"
	for name, c := range map[string]struct{ text, kind, file, content string }{
		"a mail":                {"What do they mean?", "application/pkcs7-mime", "their-mail.eml.p7m", mail},
		"a mail without a text": {"", "application/pkcs7-mime", "their-mail.eml.p7m", mail},
		"a mail as bytes":       {"", "application/octet-stream", "mail.p7m", mail},
		"an invoice":            {"What do they mean?", "application/octet-stream", "IT01234567890_001.xml.p7m", "<?xml version=\"1.0\"?>\n\nack\n"},
		"an invoice in S/MIME":  {"What do they mean?", "application/pkcs7-mime", "smime.p7m", "<?xml version=\"1.0\"?>\n\nack\n"},
	} {
		m := mailparse.Read([]byte("From: s@acme.example\nSubject: Re: x\nIn-Reply-To: <q@buyer.example>\nContent-Type: multipart/mixed; boundary=q\n\n" +
			"--q\nContent-Type: text/plain\n\n" + c.text + "\n--q\nContent-Type: " + c.kind + "; name=\"" + c.file + "\"\n" +
			"Content-Disposition: attachment; filename=\"" + c.file + "\"\nContent-Transfer-Encoding: base64\n\n" + opaque(c.content) + "--q--\n"))
		if m.Reply != c.text || len(m.Attachments) != 1 || m.Attachments[0].Name != c.file {
			t.Errorf("%s: reply %q, files %v", name, m.Reply, m.Attachments)
		}
	}
}

// TestASignedMailIsReadWhereGatewaysPutIt reads mails that were signed as a whole, twice, and with a notice that a gateway added below.
func TestASignedMailIsReadWhereGatewaysPutIt(t *testing.T) {
	const smime = "Content-Type: application/pkcs7-mime; smime-type=signed-data; name=smime.p7m\nContent-Transfer-Encoding: base64\n\n"
	once := smime + opaque("Content-Type: text/plain\n\nack\n")
	for name, mail := range map[string]string{
		"once":        once,
		"twice":       smime + opaque(once),
		"a name":      strings.Replace(once, "name=smime.p7m", "name=signed-mail.p7m", 1),
		"with a file": smime + opaque("Content-Type: multipart/mixed; boundary=i\n\n--i\nContent-Type: text/plain\n\nack\n--i\nContent-Type: application/pdf; name=a.pdf\n\nx\n--i--\n"),
		"a notice":    "Content-Type: multipart/mixed; boundary=q\n\n--q\n" + once + "\n--q\nContent-Type: text/plain\n\n-- \nThis mail was scanned.\n--q--\n",
	} {
		if m := mailparse.Read([]byte("From: jane@buyer.example\nSubject: Re: x\nIn-Reply-To: <q@buyer.example>\n" + mail)); m.Reply != "ack" {
			t.Errorf("%s: reply %q, unreadable %q", name, m.Reply, m.Unreadable)
		}
	}
}
