package settings

import (
	"encoding/json"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

func TestWhatIsShownOfAConfigurationHoldsNoSecret(t *testing.T) {
	folder := t.TempDir()
	write := func(name, text string) string {
		path := filepath.Join(folder, name)
		if err := os.WriteFile(path, []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
		return path
	}
	write("read.tok", "from-a-file-SECRET")
	file := write("supplierwatch.yaml", `registry: [reg]
identity: {organization: Buyer AG, domains: [buyer.example], from: "watchdog@buyer.example", secret: signing-SECRET-signing}
smtp: [{host: smtp.buyer.example, username: watchdog, password: mail-SECRET}]
imap: {corp: {host: imap.buyer.example, username: corp, password: imap-SECRET}}
http: {read_token: {file: read.tok}, write_token: "12345678901234567890", listen: "127.0.0.1:1"}
webhooks: {oncall: {url: "https://oncall.example/SECRET", format: generic}}
heartbeat: {url: "https://heartbeat.example/SECRET"}
`)
	settings, problems, _ := Load(file)
	if len(problems) > 0 {
		t.Fatal(problems)
	}
	shown, err := settings.Shown(file)
	if err != nil {
		t.Fatal(err)
	}
	text, err := json.Marshal(shown)
	if err != nil {
		t.Fatal(err)
	}
	for _, bad := range append(settings.secrets(), "SECRET") {
		if strings.Contains(string(text), bad) {
			t.Errorf("%q is shown:\n%s", bad, text)
		}
	}
	for _, want := range []string{`"file":"read.tok"`, `"group_wait":"30 seconds"`, `"listen":"127.0.0.1:1"`, `"organization":"Buyer AG"`, `"write_token":"\u003csecret\u003e"`, `"username":"corp"`} {
		if !strings.Contains(string(text), want) {
			t.Errorf("%s is missing in\n%s", want, text)
		}
	}
	if n := len(settings.secrets()); n != 7 {
		t.Errorf("%d secrets were found, want 7", n)
	}
}

func TestWithoutAFileTheDefaultsAreShown(t *testing.T) {
	shown, err := Default(".", nil).Shown("")
	if err != nil || shown["state"] != "sqlite:./var/supplierwatch.db" {
		t.Errorf("%v, %v", shown["state"], err)
	}
}
