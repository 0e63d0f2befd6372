package wiring

import (
	"strings"
	"testing"
	"time"

	"supplierwatch/internal/civil"
	"supplierwatch/internal/settings"
	"supplierwatch/internal/testkit"
)

// TestTokensOfAServiceAccount has one key open the mailbox of each login, or only that of its subject.
func TestTokensOfAServiceAccount(t *testing.T) {
	const ours, other = "watchdog@buyer.test", "orders@buyer.test"
	server := testkit.NewTokenServer(t, ours, time.Hour)
	key := settings.NewSecret(server.AddServiceAccount(t).File)
	login := func(entry, username string) settings.Login {
		return settings.Login{Auth: settings.AuthXOAuth2, OAuth: entry, Username: username}
	}
	made := &settings.Settings{
		OAuth: map[string]settings.OAuth{
			"google": {TokenURL: server.TokenURL, Key: key, Scopes: []string{testkit.ScopeGoogleMail}, Expires: civil.NewDate(2027, 6, 1)},
			"named":  {TokenURL: server.TokenURL, Key: key, Scopes: []string{testkit.ScopeGoogleMail}, Subject: ours},
			"unused": {TokenURL: server.TokenURL, Key: key, Scopes: []string{testkit.ScopeGoogleMail}, Subject: "nobody@buyer.test"},
		},
		Relays:   []settings.Relay{{Login: login("google", ours)}},
		Accounts: map[string]settings.Account{"ours": {Login: login("google", ours)}, "other": {Login: login("google", other)}, "named": {Login: login("named", ours)}},
	}
	logins := NewLogins(made)
	if n := len(logins.tokens); n != 4 {
		t.Errorf("%d sources of tokens, want 4: google for two mailboxes, named, unused", n)
	}
	byRelay, err := logins.Relay(made.Relays[0]).Tokens(t.Context(), "")
	if err != nil || !server.Good(byRelay) {
		t.Errorf("the relay gets %q, %v", byRelay, err)
	}
	for name, want := range map[string]string{"ours": "", "named": "", "other": other + " is not a mailbox"} {
		account, _ := logins.Account(name)
		got, err := account.Tokens(t.Context(), "")
		if want == "" && (err != nil || !server.Good(got)) || want != "" && (err == nil || !strings.Contains(err.Error(), want)) {
			t.Errorf("%s: got %q, %v", name, got, err)
		}
		if name == "ours" && got != byRelay {
			t.Error("the logins of one mailbox do not share their tokens")
		}
	}
	fact := logins.credentials(t.Context())
	if fact.Data["ends oauth.google.key"] != "2027-06-01" || !strings.Contains(fact.Data["refused oauth.unused.key"], "nobody@buyer.test") || !strings.Contains(fact.Data["refused oauth.google.key"], other) {
		t.Errorf("the credentials are %v", fact.Data)
	}
}

// TestAnAccountForSCRAMIsNotReadByPassword has the login of an account reach the mail client.
func TestAnAccountForSCRAMIsNotReadByPassword(t *testing.T) {
	logins := NewLogins(&settings.Settings{Accounts: map[string]settings.Account{
		"scram": {Login: settings.Login{Auth: settings.AuthSCRAM}}, "plain": {Login: settings.Login{Auth: settings.AuthPlain}},
	}})
	for name, want := range map[string]bool{"scram": true, "plain": false} {
		if account, _ := logins.Account(name); account.SCRAM != want {
			t.Errorf("%s: SCRAM is %t", name, account.SCRAM)
		}
	}
}
