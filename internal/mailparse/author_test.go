package mailparse_test

import (
	"testing"

	"supplierwatch/internal/mailparse"
)

// authors lists spellings of a From header and the address that each is from; "" is nobody.
var authors = map[string]string{
	// What people's mail programs write.
	"From: oncall@buyer.example":                                "oncall@buyer.example",
	"From: <oncall@buyer.example>":                              "oncall@buyer.example",
	"From: On Call <OnCall@BUYER.example>":                      "OnCall@buyer.example",
	"From: Doe, Jane <jane@buyer.example>":                      "jane@buyer.example",
	`From: "Doe, Jane; (Purchasing)" <jane@buyer.example>`:      "jane@buyer.example",
	"From: =?utf-8?q?J=C3=A4ne?= <jane@buyer.example>":          "jane@buyer.example",
	"From: Jane(Purchasing) <jane@buyer.example>":               "jane@buyer.example",
	"From: jane@buyer.example <jane@buyer.example>":             "jane@buyer.example",
	"From: jane@buyer.example (Jane Doe)":                       "jane@buyer.example",
	"From: <jane@buyer.example> (Jane (in Munich))":             "jane@buyer.example",
	"From: Jane\n <jane@buyer.example>":                         "jane@buyer.example",
	"From: Jürgen <jürgen@müller.example>":                      "jürgen@xn--mller-kva.example",
	"From: o'neil+x=y/z@buyer.example":                          "o'neil+x=y/z@buyer.example",
	"From : jane@buyer.example":                                 "jane@buyer.example",
	"From : x@evil.example\nFrom: oncall@buyer.example":         "",
	`From: "oncall@buyer.example" <x@evil.example>`:             "x@evil.example",
	`From: "On Call <oncall@buyer.example>" <x@evil.example>`:   "x@evil.example",
	"From: x@evil.example (On Call <oncall@buyer.example>)":     "x@evil.example",
	"From: <x@evil.example> (<oncall@buyer.example>)":           "x@evil.example",
	"From: =?utf-8?q?oncall=40buyer.example?= <x@evil.example>": "x@evil.example",
	"From: oncall%buyer.example@evil.example":                   "oncall%buyer.example@evil.example",
	"From: oncall@buyer.example.evil.example":                   "oncall@buyer.example.evil.example",
	"From: oncall@buyer.example.évil.example":                   "oncall@buyer.example.xn--vil-9la.example",
	"From: oncall@buyer.exampleé.example":                       "oncall@buyer.xn--example-hya.example",
	"From: oncall@buyer.example\xe9.example":                    "oncall@buyer.xn--example-hya.example",
	"From: oncall@bücher.example":                               "oncall@xn--bcher-kva.example",
	"From: oncall@xn--bcher-kva.example":                        "oncall@xn--bcher-kva.example",
	"From: oncall@buyer_example.evil.example":                   "oncall@buyer_example.evil.example",
	"From: x@evil.example\nSender: oncall@buyer.example":        "x@evil.example",
	"From: x@evil.example\nReply-To: oncall@buyer.example":      "x@evil.example",
	"From: x@evil.example\nResent-From: oncall@buyer.example":   "x@evil.example",
	"From: \u043encall@buyer.example":                           "\u043encall@buyer.example", // a Cyrillic letter: another address
	"From: oncall@bu\u0443er.example":                           "oncall@xn--buer-w6d.example",
	// Nobody's: no field, or several.
	"Sender: oncall@buyer.example":                                 "",
	"From: oncall@buyer.example\nFrom: oncall@buyer.example":       "",
	"From: x@evil.example\nFrom: oncall@buyer.example":             "",
	"From: oncall@buyer.example\nFROM : x@evil.example":            "",
	"From: oncall@buyer.example\nSubject: x\nfrom: x@evil.example": "",
	"From:": "",
	// Nobody's: several mailboxes, or a group.
	"From: x@evil.example, oncall@buyer.example":         "",
	"From: oncall@buyer.example, x@evil.example":         "",
	"From: jane@buyer.example, joe@buyer.example":        "",
	"From: <oncall@buyer.example>, <x@evil.example>":     "",
	"From: <oncall@buyer.example> <x@evil.example>":      "",
	"From: oncall@buyer.example <x@evil.example>":        "",
	"From: oncall@buyer.example x <x@evil.example>":      "",
	"From: oncall@buyer.example; x@evil.example":         "",
	"From: team: oncall@buyer.example;":                  "",
	"From: team:oncall@buyer.example, x@evil.example;":   "",
	"From: oncall@buyer.example:x@evil.example":          "",
	"From: <@evil.example,@b.example:oncall@buyer.test>": "",
	"From: <@evil.example:oncall@buyer.example>":         "",
	"From: oncall@buyer.example <>":                      "",
	"From: <>":                                           "",
	"From: <oncall@buyer.example> x@evil.example":        "",
	"From: <oncall@buyer.example>.evil.example":          "",
	`From: x@evil.example "<oncall@buyer.example>"`:      "",
	// Nobody's: more than one @, or quoted.
	"From: oncall@buyer.example@evil.example":   "",
	`From: "oncall@buyer.example"@evil.example`: "",
	`From: "oncall"@buyer.example`:              "",
	`From: <"oncall"@buyer.example>`:            "",
	`From: oncall@"buyer.example"`:              "",
	`From: oncall\@evil.example@buyer.example`:  "",
	`From: oncall@buyer.example\.evil.example`:  "",
	`From: "On Call <oncall@buyer.example>`:     "",
	// Nobody's: the domain goes on behind an odd character.
	"From: oncall@buyer.example/.evil.example":     "",
	"From: oncall@buyer.example%.evil.example":     "",
	"From: oncall@buyer.example:.evil.example":     "",
	"From: oncall@buyer.example;.evil.example":     "",
	"From: oncall@buyer.example,.evil.example":     "",
	"From: oncall@buyer.example .evil.example":     "",
	"From: oncall@buyer.example\t.evil.example":    "",
	"From: oncall@buyer.example\n .evil.example":   "",
	"From: oncall@buyer.example\x00.evil.example":  "",
	"From: oncall@buyer.ex\x00ample":               "",
	"From: on\x01call@buyer.example":               "",
	"From: on\x02call@buyer.example":               "",
	"From: oncall@buyer.example\r.evil.example":    "",
	"From: oncall@buyer.example!.evil.example":     "",
	"From: oncall@buyer.example#.evil.example":     "",
	"From: oncall@buyer.example=.evil.example":     "",
	"From: oncall@buyer.example|.evil.example":     "",
	"From: oncall@buyer.example(.evil.example)":    "",
	"From: oncall@(x)buyer.example":                "",
	"From: oncall(x)@buyer.example":                "",
	"From: oncall@buyer.example (x) .evil.example": "",
	"From: oncall@buyer(.example":                  "",
	"From: <oncall@buyer.example (x)>":             "",
	"From: < oncall@buyer.example>":                "",
	"From: <oncall@buyer.example":                  "",
	"From: oncall@buyer.example>":                  "",
	"From: oncall @buyer.example":                  "",
	"From: oncall@ buyer.example":                  "",
	"From: oncall@buyer.example.":                  "",
	"From: oncall@.buyer.example":                  "",
	"From: oncall@buyer..example":                  "",
	"From: oncall@-buyer.example":                  "",
	"From: oncall@[192.0.2.1]":                     "",
	"From: oncall@":                                "",
	"From: @buyer.example":                         "",
	"From: oncall":                                 "",
	"From: =?utf-8?q?oncall=40buyer.example?=":     "",
	"From: =?utf-8?q?oncall?=@buyer.example":       "",
	"From: oncall@=?utf-8?q?buyer.example?=":       "",
	"From: <=?utf-8?q?oncall=40buyer.example?=>":   "",
	"From: oncall@xn--buyer-.example":              "",
	// Nobody's: other dots and at signs, invisible characters, letters that only look like others to programs.
	"From: oncall@buyer\u3002example":                "",
	"From: oncall@buyer\uff0eexample":                "",
	"From: oncall@buyer\uff61example":                "",
	"From: oncall@buyer\u2024example":                "",
	"From: oncall\uff20buyer.example":                "",
	"From: oncall\ufe6bbuyer.example":                "",
	"From: oncall@buyer.ex\u00adample":               "",
	"From: oncall@buyer.ex\u200bample":               "",
	"From: oncall@buyer.example\u200b":               "",
	"From: oncall@buyer.example\u202e.evil.example":  "",
	"From: oncall@buyer.example\ufeff":               "",
	"From: oncall@buyer.example\u2060.evil.example":  "",
	"From: oncall@buyer.example\u00a0.evil.example":  "",
	"From: oncall@buyer.example\u2028.evil.example":  "",
	"From: on\u200bcall@buyer.example":               "",
	"From: \u202ellacno@buyer.example":               "",
	"From: oncall@\uff42\uff55yer.example":           "",
	"From: oncall@BÜYER.example":                     "",
	"From: bac\u212a@buyer.example":                  "",
	"From: \u017fales@buyer.example":                 "",
	"From: \u0130ris@buyer.example":                  "",
	"From: \u0131ris@buyer.example":                  "",
	"From: o\u0308ncall@buyer.example":               "",
	"From: oncall@buyer.example\ufe0f":               "",
	"From: oncall@buyer.example\U000e0041.evil.test": "",
}

func TestTheAuthorIsOneWholeAddressOrNobody(t *testing.T) {
	for header, want := range authors {
		if got := mailparse.Read([]byte(header + "\nSubject: x\n\nx\n")).From; got != want {
			t.Errorf("%q is from %q, want %q", header, got, want)
		}
	}
}

// TestSenderAndReturnPathAreReadLikeTheAuthor proves that the same spellings fool none of the other fields either.
func TestSenderAndReturnPathAreReadLikeTheAuthor(t *testing.T) {
	for _, odd := range []string{
		"oncall@buyer.example/.evil.example", "<oncall@buyer.example%.evil.example>", "<oncall@buyer.example> <x@evil.example>", "<oncall@buyer.example;.evil.example>",
	} {
		m := mailparse.Read([]byte("Sender: " + odd + "\nReturn-Path: " + odd + "\nDelivered-To: " + odd + "\nTo: " + odd + "\nCc: " + odd + "\n\nx\n"))
		if m.Sender != "" || m.ReturnPath != "" || len(m.DeliveredTo)+len(m.To)+len(m.Cc) > 0 {
			t.Errorf("%q: sender %q, return path %q, delivered to %q, to %q, cc %q", odd, m.Sender, m.ReturnPath, m.DeliveredTo, m.To, m.Cc)
		}
	}
}

func TestListsOfRecipientsAreReadWhole(t *testing.T) {
	for field, want := range map[string][]string{
		"a@b.example, C <c@d.example>":                       {"a@b.example", "c@d.example"},
		`"a@b.example, x" <c@d.example>, e@f.example (g, h)`: {"c@d.example", "e@f.example"},
		"team: a@b.example, c@d.example;, e@f.example":       {"a@b.example", "c@d.example", "e@f.example"},
		"a@b.example; c@d.example":                           {"a@b.example", "c@d.example"},
		"undisclosed-recipients:;":                           nil,
		"Doe, Jane <jane@b.example>":                         {"jane@b.example"},
	} {
		got := mailparse.Read([]byte("To: " + field + "\n\nx\n")).To
		if len(got) != len(want) {
			t.Errorf("%q lists %q, want %q", field, got, want)
			continue
		}
		for i := range got {
			if got[i] != want[i] {
				t.Errorf("%q lists %q, want %q", field, got, want)
			}
		}
	}
	m := mailparse.Read([]byte("Original-Recipient: rfc822;a+tag@b.example\nDelivered-To: c@d.example\n\nx\n"))
	if len(m.DeliveredTo) != 2 {
		t.Errorf("delivered to %q", m.DeliveredTo)
	}
}
