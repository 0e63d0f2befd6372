package settings

import (
	"bytes"
	"encoding/json"
	"fmt"
	"log/slog"
	"strings"
	"testing"

	"gopkg.in/yaml.v3"
)

// TestSecretsNeverShow prints secrets, and structs that hold them, in every way there is.
func TestSecretsNeverShow(t *testing.T) {
	const text = "swordfish"
	type inside struct {
		Shown  Secret
		hidden Secret
	}
	secret := NewSecret(text)
	holder := inside{secret, secret}
	holders := []any{secret, &secret, holder, &holder, []Secret{secret}, map[string]Secret{"k": secret}, Relay{Login: Login{Password: secret}}}
	var out bytes.Buffer
	for _, verb := range []string{"%v", "%+v", "%#v", "%s", "%q", "%x", "%X", "%d", "%t", "%T"} {
		for _, h := range holders {
			fmt.Fprintf(&out, verb+"\n", h)
		}
	}
	for _, h := range holders {
		for _, handler := range []slog.Handler{slog.NewTextHandler(&out, nil), slog.NewJSONHandler(&out, nil)} {
			slog.New(handler).Info("m", "secret", h)
		}
		for _, encode := range []func(any) ([]byte, error){json.Marshal, yaml.Marshal} {
			b, err := encode(h)
			if err != nil {
				t.Fatal(err)
			}
			out.Write(b)
		}
	}
	for _, form := range []string{text, fmt.Sprintf("%x", text), fmt.Sprintf("%X", text)} {
		if strings.Contains(out.String(), form) {
			t.Errorf("the secret shows as %q in:\n%s", form, out.String())
		}
	}
	if !strings.Contains(out.String(), `"password":"<secret>"`) && !strings.Contains(out.String(), "<secret>") {
		t.Error("nothing shows that there is a secret")
	}
	if secret.Reveal() != text || !(Secret{}).IsZero() || fmt.Sprint(Secret{}) != "" {
		t.Error("a secret can be revealed, and none is nothing")
	}
}
