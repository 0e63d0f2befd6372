package lexicon_test

import (
	"testing"

	"supplierwatch/internal/mailparse/lexicon"
)

func TestFold(t *testing.T) {
	for text, want := range map[string]string{
		"  Größe \t\n Ærø ": "grosse aero",
		"Señor’s “Été”":     `senor's "ete"`,
		"a\u200bb\u00adc":   "abc",
		"ja – nein":         "ja - nein",
		"不在":                "不在",
		"":                  "",
	} {
		if got := lexicon.Fold(text); got != want {
			t.Errorf("%q is folded to %q, want %q", text, got, want)
		}
	}
}

// TestPhrases checks that a phrase is found between the borders of words, in pieces, and in scripts without blanks.
func TestPhrases(t *testing.T) {
	for _, c := range []struct {
		name    string
		phrases lexicon.Phrases
		text    string
		want    string
	}{
		{"a word", lexicon.But, "well, but indeed", "but"},
		{"a part of a word", lexicon.But, "butter", ""},
		{"pieces near each other", lexicon.MailboxFull, "your postfach ist leider voll", "postfach … voll"},
		{"pieces far from each other", lexicon.MailboxFull, "postfach " + "x x x x x x x x x x x x x x x x x x x x x x x x x x x x x x x x x x x voll", ""},
		{"without blanks", lexicon.AutoSubject, "現在不在です", "不在"},
	} {
		if got, found := c.phrases.Find(lexicon.Fold(c.text)); got != c.want || found != (c.want != "") {
			t.Errorf("%s: %q, %t, want %q", c.name, got, found, c.want)
		}
	}
	if n, ok := lexicon.Closing.Prefix("kind regards, jane"); !ok || n != len("kind regards") {
		t.Errorf("a closing of %d characters, %t", n, ok)
	}
	if got := lexicon.Right.Blanked("no changes, thank you"); got != "~, thank you" {
		t.Errorf("blanked to %q", got)
	}
}

func TestSentences(t *testing.T) {
	got := lexicon.Sentences("Hello Jane,\nYes. Write to a@b.example, please!\nSì, confermo.")
	want := []string{"yes", "write to a@b.example, please", "ja, confermo"}
	if len(got) != len(want) {
		t.Fatalf("%q, want %q", got, want)
	}
	for i := range want {
		if got[i] != want[i] {
			t.Errorf("%q, want %q", got[i], want[i])
		}
	}
}

// TestEndsWithWord holds that a word ends a text only from its border on.
func TestEndsWithWord(t *testing.T) {
	for text, want := range map[string]bool{"acme": true, "of acme": true, "x-acme": true, "ofacme": false, "o acme s": false, "a1acme": false, "": false} {
		if got := lexicon.EndsWithWord(text, "acme"); got != want {
			t.Errorf("%q: %t", text, got)
		}
	}
	if lexicon.EndsWithWord("acme", "") {
		t.Error("no word at all ends a text")
	}
}
