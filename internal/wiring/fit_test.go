package wiring

import (
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
	for _, want := range []string{"registry.yaml:7:3: ", "step 2", `"stop"`, `"onkall"`, "[oncall]"} {
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
