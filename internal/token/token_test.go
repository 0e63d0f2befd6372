package token

import (
	"errors"
	"strings"
	"testing"

	"pgregory.net/rapid"
)

func TestATokenIsRecognisedInAnyCaseAndNoOtherKeyMadeIt(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		key, other := Key(rapid.SliceOfN(rapid.Byte(), 16, 32).Draw(t, "key")), Key("another key altogether")
		text := key.For(rapid.String().Draw(t, "mail"))
		if len(text) != Length {
			t.Fatalf("token %q has %d characters, want %d", text, len(text), Length)
		}
		if !key.Valid(text) || !key.Valid(strings.ToUpper(text)) {
			t.Fatalf("token %q is not recognised", text)
		}
		if other.Valid(text) {
			t.Fatalf("token %q is recognised by another key", text)
		}
	})
}

func TestATokenThatWasChangedInOnePlaceIsNotValid(t *testing.T) {
	key := Key("secret")
	text := key.For("mail-1")
	for i := range text {
		for _, c := range "abcdefghijklmnopqrstuvwxyz234567" {
			changed := text[:i] + string(c) + text[i+1:]
			if changed != text && key.Valid(changed) {
				t.Errorf("%q is valid, and so is %q", text, changed)
			}
		}
	}
}

func TestNothingElseIsAToken(t *testing.T) {
	key := Key("secret")
	for _, text := range []string{"", "a", strings.Repeat("a", Length), strings.Repeat("1", Length), key.For("m") + "a", key.For("m")[1:]} {
		if key.Valid(text) {
			t.Errorf("%q counts as a token", text)
		}
	}
}

func TestTheSameMailAlwaysHasTheSameToken(t *testing.T) {
	key := Key("secret")
	if a, b := key.For("mail-1"), key.For("mail-1"); a != b {
		t.Errorf("two tokens for one mail: %q and %q", a, b)
	}
	if a, b := key.For("mail-1"), key.For("mail-2"); a == b {
		t.Errorf("one token for two mails: %q", a)
	}
}

func FuzzValid(f *testing.F) {
	f.Add("abcdefghijklmnopqrstuvwxyz")
	f.Fuzz(func(t *testing.T, text string) {
		if Key("secret").Valid(text) {
			t.Fatalf("%q was guessed", text)
		}
	})
}

func TestALinkFindsItsMailAndTheMailsTokenMakesNoLink(t *testing.T) {
	key := Key("secret")
	link, token := key.Link("mail-1"), key.For("mail-1")
	if found, ok := key.OfLink(strings.ToUpper(link)); !ok || found != token {
		t.Errorf("link %q leads to %q, %v; want %q", link, found, ok, token)
	}
	if key.Valid(link) {
		t.Error("a link is taken for the token of an answer")
	}
	for _, wrong := range []string{token, "", link + "a", link[:25], "a" + link[1:], key.Link("mail-2")[:13] + link[13:], Key("other").Link("mail-1")} {
		if found, ok := key.OfLink(wrong); ok && wrong != link {
			t.Errorf("%q leads to %q", wrong, found)
		}
	}
	if string(key.Derive("forms")) == string(key.Derive("others")) {
		t.Error("two purposes have one key")
	}
}

func TestFirstFindsWhatTheFirstKnownTokenNames(t *testing.T) {
	key, broken := Key("secret"), errors.New("the store is closed")
	forged, gone, found, later := Key("another").For("found"), key.For("gone"), key.For("found"), key.For("later")
	find := func(token string) (string, bool, error) {
		names := map[string]string{found: "found", later: "later", forged: "forged"}
		if token == key.For("broken") {
			return "", false, broken
		}
		return names[token], names[token] != "", nil
	}
	for name, c := range map[string]struct {
		texts []string
		want  string // empty: nothing
		err   error
	}{
		"none":                           {},
		"of another key":                 {texts: []string{forged}},
		"one that nothing knows":         {texts: []string{gone}},
		"the first that is known":        {texts: []string{"words", forged, gone, found, later}, want: "found"},
		"in capitals":                    {texts: []string{strings.ToUpper(later), found}, want: "later"},
		"an error":                       {texts: []string{gone, key.For("broken"), found}, err: broken},
		"found before there is an error": {texts: []string{found, key.For("broken")}, want: "found"},
	} {
		t.Run(name, func(t *testing.T) {
			got, err := First(key, c.texts, find)
			if !errors.Is(err, c.err) {
				t.Fatalf("error %v, want %v", err, c.err)
			}
			if (got != nil) != (c.want != "") || got != nil && *got != c.want {
				t.Errorf("found %v, want %q", got, c.want)
			}
		})
	}
}
