package secretline

import (
	"strings"
	"testing"
)

// TestSecretsInURLsAndSentencesAreHiddenAlone has secrets as people paste them into a registry. Only the secret is left out.
func TestSecretsInURLsAndSentencesAreHiddenAlone(t *testing.T) {
	for in, want := range map[string]string{
		"x: https://h.example/a?token=hunter2&b=1":              "x: https://h.example/a?token=<secret>&b=1",
		"{x: https://h.example/?b=1&api_key=hunter2, sise: 1}":  "{x: https://h.example/?b=1&api_key=<secret>, sise: 1}",
		"x: \"https://h.example/?sv=1&sig=hunter2%3D\" # y":     "x: \"https://h.example/?sv=1&sig=<secret>\" # y",
		"x: https://h.example/#access_token=hunter2":            "x: https://h.example/#access_token=<secret>",
		"x: https://h.example/?X-Amz-Signature=hunter2.":        "x: https://h.example/?X-Amz-Signature=<secret>.",
		"x: https://h.example/?subscription-key=hunter2":        "x: https://h.example/?subscription-key=<secret>",
		"x: https://jane:hunter2@h.example/a":                   "x: https://<secret>@h.example/a",
		"x: https://jane:hun/ter2@h.example/a":                  "x: https://<secret>@h.example/a",
		"x: https://jane:hun?ter#2@h.example/a":                 "x: https://<secret>@h.example/a",
		"x: sftp://jane:hun@ter2@h.example/a":                   "x: sftp://<secret>@h.example/a",
		"x: //jane:hunter2@h.example/a":                         "x: //<secret>@h.example/a",
		"x: eyJhbGciOiJIUzI1NiJ9":                               "x: <secret>",
		"{x: eyJhbGciOi.eyJzdWIi.hunter2, sise: 1}":             "{x: <secret>, sise: 1}",
		"x: eyJhbGciOi…":                                        "x: <secret>…",
		"x: Portal, Passwort hunter2, sonst anrufen":            "x: Portal, Passwort <secret>, sonst anrufen",
		"{x: \"Passwort hunter2\", sise: 1}":                    "{x: \"Passwort <secret>\", sise: 1}",
		"x: das Passwort lautet hunter2, bitte nicht weiter":    "x: das Passwort lautet <secret>, bitte nicht weiter",
		"x: Passwort für das Portal ist hunter2":                "x: Passwort für das Portal ist <secret>",
		"x: mot de passe : hunter2":                             "x: mot de passe : <secret>",
		"{x: \"le mot de passe: correct hunter2\", sise: 1}":    "{x: \"le mot de passe: <secret>\", sise: 1}",
		"x: mot de passe hunter2":                               "x: mot de passe <secret>",
		"x: contraseña hunter2":                                 "x: contraseña <secret>",
		"x: the password is hunter2":                            "x: the password is <secret>",
		"x: password „hunter2 hunter3“ of the portal":           "x: password <secret> of the portal",
		"x: API key hunter2":                                    "x: API key <secret>",
		"x: Kennwort=hunter2; Kunde 12":                         "x: Kennwort=<secret>; Kunde 12",
		"x: Tor hinten, PIN 4711":                               "x: Tor hinten, PIN <secret>",
		"x: PIN: 47 11, dann klingeln":                          "x: PIN: <secret>, dann klingeln",
		"x: PIN-Code 4711 am Tor":                               "x: PIN-Code <secret> am Tor",
		"x: code PIN 4711":                                      "x: code PIN <secret>",
		"x: the PIN is 471100":                                  "x: the PIN is <secret>",
		"x: Zugangscode 4711#":                                  "x: Zugangscode <secret>#",
		"x: the password of the portal is kept in the safe":     "",
		"x: https://h.example/a?page=2&sort=name":               "x: https://h.example/a?page=2&sort=name",
		"x: https://h.example:8080/a":                           "x: https://h.example:8080/a",
		"x: https://h.example/list?mail=jane@h.example":         "x: https://h.example/list?mail=jane@h.example",
		"x: a connector with pin 4 and 12 pins":                 "x: a connector with pin 4 and 12 pins",
		"x: Passwort für das Portal hat Jane":                   "x: Passwort für das Portal hat Jane",
		"x: they know the password":                             "x: they know the password",
		"x: spinning 4711 per day":                              "x: spinning 4711 per day",
		"{email: orders@acme.example, phone: +49 89 123456789}": "{email: orders@acme.example, phone: +49 89 123456789}",
	} {
		got := Hide(in)
		if want != "" && got != want {
			t.Errorf("%q is shown as %q, want %q", in, got, want)
		}
		if strings.Contains(got, "hun") || strings.Contains(got, "ter2") {
			t.Errorf("%q shows a secret: %q", in, got)
		}
	}
}
