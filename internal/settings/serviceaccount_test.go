package settings

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"supplierwatch/internal/testkit"
)

// TestServiceAccount loads logins by the key file of a service account.
func TestServiceAccount(t *testing.T) {
	t.Parallel()
	server := testkit.NewTokenServer(t, "w@buyer.example", time.Hour)
	keyFile := server.AddServiceAccount(t).File
	const reference = "key: {file: google.json}"
	for name, tt := range map[string]struct {
		file, entry, username string
		want                  string // the entry, or the error
	}{
		"alone":            {keyFile, reference, "w@buyer.example", fmt.Sprint(server.TokenURL, "", []string{scopeGoogleMail})},
		"in full":          {keyFile, reference + `, grant: jwt, subject: W@buyer.example, token_url: "https://token.test/", scopes: [a], expires: 2027-05-01`, "w@buyer.example", "https://token.test/W@buyer.example[a]"},
		"another mailbox":  {keyFile, reference + ", subject: w@buyer.example", "orders@buyer.example", "`username`: the tokens of `oauth: google` open the mailbox of its `subject` only, which is w@buyer.example"},
		"in clear text":    {strings.Replace(keyFile, server.TokenURL, "http://token.test/", 1), reference, "w@buyer.example", "`token_url` would send the secret over the network unencrypted"},
		"not a key file":   {"swordfish", reference, "w@buyer.example", "`key`: expected the JSON key file of a service account"},
		"without an RSA":   {`{"type":"service_account","client_email":"a","private_key":"b","token_uri":"https://c/"}`, reference, "w@buyer.example", "is not an RSA private key"},
		"not there at all": {"", "key: {file: nothing.json}", "w@buyer.example", "nothing.json cannot be read"},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			file := loadText(t, "oauth: {google: {"+tt.entry+"}}\nimap: {w: {host: imap.gmail.com, auth: xoauth2, oauth: google, username: "+tt.username+"}}\n")
			if err := os.WriteFile(filepath.Join(filepath.Dir(file), "google.json"), []byte(tt.file), 0o600); err != nil {
				t.Fatal(err)
			}
			s, problems, _ := Load(file)
			got := lines(problems)
			if s != nil {
				o := s.OAuth["google"]
				got = fmt.Sprint(o.TokenURL, o.Subject, o.Scopes)
			}
			if !strings.Contains(got, tt.want) || strings.Contains(got, "PRIVATE") || strings.Contains(got, "swordfish") {
				t.Errorf("got %s, want %s", got, tt.want)
			}
		})
	}
}

// Whoever writes grant: jwt is asked for the key alone.
func TestGrantWithoutKey(t *testing.T) {
	t.Parallel()
	_, problems, _ := Load(loadText(t, "oauth: {google: {grant: jwt}}\n"))
	if len(problems) != 1 || !strings.Contains(problems[0].Message, "`grant: jwt` needs `key`") {
		t.Errorf("got %v", problems)
	}
}
