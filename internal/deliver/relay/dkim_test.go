package relay

import (
	"bytes"
	"crypto"
	"crypto/ed25519"
	"crypto/rand"
	"crypto/rsa"
	"crypto/x509"
	"encoding/base64"
	"encoding/pem"
	"fmt"
	"strings"
	"testing"

	"github.com/emersion/go-msgauth/dkim"

	"supplierwatch/internal/model"
	"supplierwatch/internal/testkit/faultyserver"
)

// keyPair gives a key in PEM form and the record that the DNS would hold.
func keyPair(t *testing.T, kind string, key crypto.Signer) (key8, record string) {
	t.Helper()
	private, err := x509.MarshalPKCS8PrivateKey(key)
	if err != nil {
		t.Fatal(err)
	}
	public := []byte(nil)
	if edwards, ok := key.Public().(ed25519.PublicKey); ok {
		public = edwards
	} else if public, err = x509.MarshalPKIXPublicKey(key.Public()); err != nil {
		t.Fatal(err)
	}
	record = fmt.Sprintf("v=DKIM1; k=%s; p=%s", kind, base64.StdEncoding.EncodeToString(public))
	return string(pem.EncodeToMemory(&pem.Block{Type: "PRIVATE KEY", Bytes: private})), record
}

func TestMailsAreSigned(t *testing.T) {
	long, err := rsa.GenerateKey(rand.Reader, 2048)
	if err != nil {
		t.Fatal(err)
	}
	_, short, err := ed25519.GenerateKey(rand.Reader)
	if err != nil {
		t.Fatal(err)
	}
	for _, c := range []struct {
		kind  string
		key   crypto.Signer
		setup faultyserver.SMTPSetup
	}{{"rsa", long, faultyserver.SMTPSetup{}}, {"ed25519", short, faultyserver.SMTPSetup{}}, {"ed25519", short, together}} {
		t.Run(fmt.Sprint(c.kind, c.setup.Pipelining), func(t *testing.T) {
			text, record := keyPair(t, c.kind, c.key)
			server := faultyserver.StartSMTP(t, c.setup)
			relay := relayAt(t, server.Addr, func(r *Server) { r.DKIM = &DKIM{Domain: "buyer.example", Selector: "s1", Key: text} })
			attempts := relays(t, Patience{}, relay).Send(t.Context(), mailsTo("a@buyer.example"))
			if attempts[0].Result != model.MailAccepted {
				t.Fatalf("attempt: %+v", attempts[0])
			}
			raw := server.Wait(t, 1)[0].Data
			verified, err := dkim.VerifyWithOptions(bytes.NewReader(raw), &dkim.VerifyOptions{LookupTXT: func(name string) ([]string, error) {
				if name != "s1._domainkey.buyer.example" {
					return nil, fmt.Errorf("asked for %s", name)
				}
				return []string{record}, nil
			}})
			if err != nil || len(verified) != 1 || verified[0].Err != nil {
				t.Fatalf("signature: %+v, %v\n%s", verified, err, raw)
			}
			for _, header := range []string{"From", "To", "Subject"} {
				if !strings.Contains(strings.ToLower(strings.Join(verified[0].HeaderKeys, " ")), strings.ToLower(header)) {
					t.Errorf("%s is not signed: %v", header, verified[0].HeaderKeys)
				}
			}
		})
	}
}

func TestAKeyThatCannotSignIsRefusedAtOnce(t *testing.T) {
	relay := Server{Host: "127.0.0.1", TLS: NoTLS, DKIM: &DKIM{Domain: "buyer.example", Selector: "s1", Key: "hunter2"}}
	_, err := New(testIdentity, []Server{relay}, "", Patience{}, fixedNow)
	if err == nil || !strings.Contains(err.Error(), "DKIM") || strings.Contains(err.Error(), "hunter2") {
		t.Fatalf("error = %v; want one about DKIM without the key", err)
	}
}
