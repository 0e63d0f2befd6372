package compose

import (
	"strings"
	"testing"

	"supplierwatch/internal/compose/composetest"
	"supplierwatch/internal/model"
)

func TestAMailToOurOwnPeopleKeepsRespondersQuietAndHasItsToken(t *testing.T) {
	w := newWorld(t)
	w.composer.Identity.Tokens, w.composer.Identity.Plus = composetest.Tokens("abcdefghijklmnopqrstuvwxyz"), true
	m, err := w.compose(decision(model.MailAlert, model.ReasonFirst, "a3f09c"), w.view)
	if err != nil {
		t.Fatal(err)
	}
	r, _ := sent(t, w.composer.Identity, m)
	if !r.Header.Has("Auto-Submitted") || r.Header.Get("Reply-To") != "<watchdog+abcdefghijklmnopqrstuvwxyz@buyer.example>" || m.Token == "" {
		t.Errorf("header %v, token %q", r.Header.Map(), m.Token)
	}
	if strings.Contains(m.Text, m.Token) {
		t.Error("the text shows a token that the address carries")
	}
}

func TestWithoutPlusAddressesTheTokenIsInTheText(t *testing.T) {
	w := newWorld(t)
	w.composer.Identity.Tokens = composetest.Tokens("abcdefghijklmnopqrstuvwxyz")
	alert, err := w.compose(decision(model.MailAlert, model.ReasonFirst, "a3f09c"), w.view)
	if err != nil {
		t.Fatal(err)
	}
	for _, form := range []string{alert.Text, alert.HTML} {
		if !strings.Contains(form, "Ref: abcdefghijklmnopqrstuvwxyz") {
			t.Error("an alert does not show its token")
		}
	}
}
