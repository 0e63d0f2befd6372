package wiring

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"supplierwatch/internal/model"
	"supplierwatch/internal/notify"
	"supplierwatch/internal/settings"
)

func TestAStepNeedsAWebhookOfTheConfiguration(t *testing.T) {
	policy := &model.Policy{
		ID:    "stop",
		Steps: []model.Step{{Notify: []string{model.NotifyOwner, "webhook:oncall"}}, {Notify: []string{"webhook:onkall"}}},
		Pos:   model.Position{File: "registry.yaml", Line: 7, Column: 3},
	}
	r := &model.Registry{Policies: map[string]*model.Policy{"stop": policy}}
	s := &settings.Settings{File: "sw.yaml", Webhooks: map[string]settings.Webhook{"oncall": {}}}
	problems := FitRegistry(s, r)
	if len(problems) != 1 {
		t.Fatalf("problems = %v, want one", problems)
	}
	got := problems[0].String()
	for _, want := range []string{"registry.yaml:7:3: ", "step 2", `"stop"`, `"onkall"`, "it has oncall"} {
		if !strings.Contains(got, want) {
			t.Errorf("no %s in %q", want, got)
		}
	}
	s.File = "" // without a configuration nobody said which webhooks there are
	if problems := FitRegistry(s, r); len(problems) > 0 {
		t.Errorf("without a configuration: %v", problems)
	}
}

func TestWebhooksListenOnlyForWhatTheyName(t *testing.T) {
	s := &settings.Settings{Webhooks: map[string]settings.Webhook{
		"step": {}, "pager": {Severities: []model.Severity{model.Critical}, Rules: []string{"mail-relay-down"}}, "log": {Rules: []string{"sender-unknown"}},
	}}
	want := []notify.Listener{
		{To: model.WebhookRecipient("log"), Rules: []string{"sender-unknown"}},
		{To: model.WebhookRecipient("pager"), Severities: []model.Severity{model.Critical}, Rules: []string{"mail-relay-down"}},
	}
	if diff := cmp.Diff(want, Machine(s, &model.Registry{}).Listeners); diff != "" {
		t.Error(diff)
	}
}

func TestPasswordRelaysAreThoseWithAPassword(t *testing.T) {
	dir := t.TempDir()
	file := filepath.Join(dir, "sw.yaml")
	config := `identity: {from: watchdog@buyer.example}
oauth: {m365: {token_url: https://login.example/token, client_id: x, client_secret: {env: TEST_SECRET}}}
smtp:
  - {host: plain.example, username: x, password: {env: TEST_SECRET}}
  - {host: login.example, auth: login, port: 2525, username: x, password: {env: TEST_SECRET}}
  - {host: scram.example, auth: scram, username: x, password: {env: TEST_SECRET}}
  - {host: token.example, auth: xoauth2, oauth: m365, username: x}
  - {host: open.example}
  - {host: Plain.Example., port: 2525, username: z, password: {env: TEST_SECRET}}
  - {directory: out}
`
	t.Setenv("TEST_SECRET", "a long and secret password 4711")
	if err := os.WriteFile(file, []byte(config), 0o600); err != nil {
		t.Fatal(err)
	}
	s, problems, _ := LoadSettings(file)
	if len(problems) > 0 {
		t.Fatal(problems)
	}
	r := &model.Registry{}
	FitRegistry(s, r)
	at := func(line int) model.Position {
		return model.Position{File: filepath.ToSlash(file), Line: line, Column: 5}
	}
	want := map[string]model.Position{"plain.example": at(4), "login.example": at(5), "scram.example": at(6)}
	if diff := cmp.Diff(want, r.PasswordRelays); diff != "" {
		t.Error(diff)
	}
}
