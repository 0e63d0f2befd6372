package token

import (
	"bytes"
	"encoding/json"
	"errors"
	"reflect"
	"strconv"
	"strings"
	"testing"
	"time"

	"pgregory.net/rapid"
)

// spellings are the ways in which a token reaches texts: in addresses, Message-IDs, quoted lines, links, escaped, in capitals.
var spellings = []string{
	"T", "watchdog+T@buyer.example", "<mail-1.T@buyer.example>", "Ref: T", "> Ref: T\r\n", "https://watch.buyer.example/answer/T",
	"watchdog%2BT%40buyer.example", "=3DT=", `\u003cT\u003e`, "SRS0=ab=cd=buyer.example=watchdog+T@relay.example", "(T)", "xT", "Tx", "aaaaTaaaa",
	"bounce-watchdog+T=buyer.example@mail.example", "\x00T\xff", "„T“", "T.T", "TT", "mail-1.T@buyer.example mail-1.T@buyer.example",
}

func TestNoTokenIsLeftInAMaskedText(t *testing.T) {
	key := Key("secret")
	for _, text := range []string{key.For("mail-1"), key.Link("mail-1")} {
		for _, spelling := range spellings {
			for _, written := range []string{text, strings.ToUpper(text), strings.ToUpper(text[:9]) + text[9:]} {
				got := key.Mask(strings.ReplaceAll(spelling, "T", written))
				if strings.Contains(strings.ToLower(got), text) || strings.Contains(strings.ToLower(got), text[Shown+1:]) {
					t.Errorf("%q became %q", spelling, got)
				}
				if want := strings.ReplaceAll(spelling, "T", written[:Shown]+Hidden); got != want {
					t.Errorf("%q became %q, want %q", spelling, got, want)
				}
			}
		}
	}
}

func TestTextWithoutATokenStaysAsItIs(t *testing.T) {
	key, other := Key("secret"), Key("other")
	for _, text := range []string{"", "plain", strings.Repeat("a", 1000), other.For("mail-1"), key.For("mail-1")[1:], "ABCDEFGHIJKLMNOPQRSTUVWXYZ"} {
		if got := key.Mask(text); got != text {
			t.Errorf("%q became %q", text, got)
		}
	}
	if text := Key(nil).For("mail-1"); Key(nil).Mask(text) != text {
		t.Error("without a key there are no tokens")
	}
}

func TestMaskingTwiceChangesNothing(t *testing.T) {
	key := Key("secret")
	rapid.Check(t, func(t *rapid.T) {
		text := rapid.String().Draw(t, "before") + key.For(rapid.String().Draw(t, "mail")) + rapid.String().Draw(t, "after")
		once := key.Mask(text)
		if again := key.Mask(once); again != once || strings.Contains(once, key.For("mail")) {
			t.Fatalf("%q became %q and then %q", text, once, again)
		}
	})
}

func TestAMailKeepsItsOwnTokens(t *testing.T) {
	key := Key("secret")
	text := "Ref: " + key.For("mail-1") + "\n/answer/" + key.Link("mail-1") + "\n> Ref: " + key.For("mail-2") + "\n/answer/" + key.Link("mail-2")
	want := "Ref: " + key.For("mail-1") + "\n/answer/" + key.Link("mail-1") + "\n> Ref: " + key.For("mail-2")[:Shown] + Hidden + "\n/answer/" +
		key.Link("mail-2")[:Shown] + Hidden
	if got := key.MaskOthers(text, "mail-1"); got != want {
		t.Errorf("got %q, want %q", got, want)
	}
}

type document struct {
	At    time.Time
	Text  string
	Word  word
	Maybe *string
	None  *string
	List  []inner
	Empty []inner
	By    map[string]string
	Any   any
	own   string
}

type word string

type inner struct{ IDs [2]string }

func TestADocumentIsMaskedWhereverATokenIsAndIsNotChangedItself(t *testing.T) {
	key := Key("secret")
	text := "watchdog+" + key.For("mail-1") + "@buyer.example"
	masked := key.Mask(text)
	filled := func(s string) document {
		return document{
			At: time.Unix(1, 0), Text: s, Word: word(s), Maybe: &s, List: []inner{{[2]string{s, "x"}}}, Empty: []inner{},
			By: map[string]string{"a": s, s: "b"}, Any: map[string]any{"x": []any{s, 3, nil, true}}, own: "kept",
		}
	}
	original := filled(text)
	if got := Masked(key, original); !reflect.DeepEqual(got, filled(masked)) {
		t.Errorf("got %+v", got)
	}
	if !reflect.DeepEqual(original, filled(text)) {
		t.Errorf("the document itself was changed: %+v", original)
	}
	if got := Masked[any](key, nil); got != nil {
		t.Errorf("nothing became %v", got)
	}
}

// TestMaskingADocumentIsMaskingItsJSON draws documents of which any text may contain a token, and compares with the mask of their encodings.
func TestMaskingADocumentIsMaskingItsJSON(t *testing.T) {
	key := Key("secret")
	texts := rapid.Custom(func(t *rapid.T) string {
		text := rapid.StringN(0, 5, -1).Draw(t, "text")
		if rapid.IntRange(0, 3).Draw(t, "with a token") == 0 {
			text += " " + rapid.SampledFrom([]string{key.For("m"), key.Link("m"), strings.ToUpper(key.For("n"))}).Draw(t, "token")
		}
		return text
	})
	documents := rapid.Custom(func(t *rapid.T) document {
		d := document{At: time.Unix(1, 0).UTC(), Text: texts.Draw(t, "text"), Word: word(texts.Draw(t, "word")), own: "kept"}
		if rapid.Bool().Draw(t, "maybe") {
			d.Maybe = new(texts.Draw(t, "maybe"))
		}
		for range rapid.IntRange(0, 3).Draw(t, "items") {
			d.List = append(d.List, inner{[2]string{texts.Draw(t, "first"), texts.Draw(t, "second")}})
		}
		d.By = rapid.MapOfN(texts, texts, 0, 2).Draw(t, "by")
		d.Any = rapid.SampledFrom([]any{nil, 3.5, true, texts.Draw(t, "any"), []any{texts.Draw(t, "any"), 1.5}}).Draw(t, "any")
		return d
	})
	rapid.Check(t, func(t *rapid.T) {
		document := documents.Draw(t, "document")
		before, err := json.Marshal(document)
		if err != nil {
			t.Fatal(err)
		}
		masked, err := json.Marshal(Masked(key, document))
		if err != nil {
			t.Fatal(err)
		}
		var got, want any
		if errors.Join(json.Unmarshal(masked, &got), json.Unmarshal(key.MaskBytes(before), &want)) != nil || !reflect.DeepEqual(got, want) {
			t.Errorf("%s became %s", before, masked)
		}
		if after, err := json.Marshal(document); err != nil || !bytes.Equal(before, after) {
			t.Errorf("the document itself became %s", after)
		}
	})
}

// chain is a type that contains itself.
type chain struct {
	Number int
	Next   *chain
	Says   string
}

func TestATokenInATypeThatContainsItselfIsMasked(t *testing.T) {
	key := Key("secret")
	text := key.For("mail-1")
	got := Masked(key, &chain{Next: &chain{Number: 1, Next: &chain{Says: text}}})
	if want := (&chain{Next: &chain{Number: 1, Next: &chain{Says: key.Mask(text)}}}); !reflect.DeepEqual(got, want) {
		t.Errorf("got %+v", got)
	}
}

func TestADocumentWithoutTokensIsNotCopied(t *testing.T) {
	original := filledDocuments(100)
	if got := Masked(Key("secret"), original); &got[0] != &original[0] {
		t.Error("the document was copied")
	}
}

func filledDocuments(n int) []document {
	all := make([]document, n)
	for i := range all {
		all[i] = document{At: time.Unix(int64(i), 0), Text: "verification of the order desk of Example Forge AG", Word: "email", List: []inner{{[2]string{"contract", "due"}}}}
	}
	return all
}

func BenchmarkMaskedDocument(b *testing.B) {
	for _, n := range []int{1_000, 10_000, 100_000} {
		b.Run(strconv.Itoa(n), func(b *testing.B) {
			all := filledDocuments(n)
			b.ReportAllocs()
			for b.Loop() {
				Masked(Key("secret"), all)
			}
		})
	}
}

func BenchmarkMask(b *testing.B) {
	key := Key("secret")
	text := []byte(strings.Repeat("The order desk confirmed purchase order 4500012345 on Monday, in writing. ", 1000))
	b.SetBytes(int64(len(text)))
	for b.Loop() {
		key.MaskBytes(text)
	}
}
