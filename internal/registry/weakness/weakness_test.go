package weakness

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"supplierwatch/internal/registry"
)

func TestCarelessSender(t *testing.T) {
	for glob, want := range map[string]string{
		// Right.
		"": "", "*@acme.example": "", "orders@acme.example": "", "*@*.acme.example": "", "*.acme.example": "", "orders-*@acme.co.uk": "",
		"/cn=orders/@gateway.example": "", "order?@acme.example": "", "acme-orders@gmail.com": "", "*@xn--mller-kva.example": "", "[a-f]*@acme.example": "",
		// Everybody.
		"*": "matches every sender", "*@*": "matches every sender", "*@*.*": "matches every sender", "**": "matches every sender", "?*@?*": "matches every sender",
		"*.com": "at every domain that ends with .com", "*@*.de": "at every domain that ends with .de", "*@*.co.uk": "ends with .co.uk", "*@*e": "ends with e",
		"*@gmail.com": "every customer of gmail.com", "*@GMX.de": "every customer of gmx.de",
		"acme*@gmail.com": "more than one address at gmail.com", "*orders@gmx.de": "more than one address", "acme-order?@web.de": "more than one address", "[a-z]*@gmail.com": "more than one address",
		"orders@*": "many domains", "orders*": "many domains", "*@acme.*": "many domains", "orders@acme*": "many domains", "*acme*": "many domains",
		"*acme.example": "other domains that end so, such as mail@not-acme.example", "*@*acme.example": "mail@not-acme.example",
		// Nobody.
		"* @acme.example": "space", "*@acme.example ": "space", "Acme <*@acme.example>": "space", "<*@acme.example>": "an address has no <",
		"*@acme.example,*@acme.de": "an address has no ,", "mailto:orders@acme.example": "an address has no :", "acme.example": "there is no @ in it",
		"@acme.example": "nothing before the @", "*@": "nothing after the @", "*@@acme.example": "more than one @", "a@b@acme.example": "more than one @",
		"*@acme": `"acme" is not a whole domain`, "*@.acme.example": "the dots", "*@acme.example.": "the dots", "*@acme..example": "the dots", "[a*@acme.example": "a [ is not closed",
	} {
		got := riskySender(glob)
		if (got == "") != (want == "") || !strings.Contains(got, want) {
			t.Errorf("%q: %q, want %q", glob, got, want)
		}
	}
}

func TestMatchesEverything(t *testing.T) {
	for phrase, want := range map[string]bool{
		"order confirmation": false, "/order|confirmation/": false, "/^$/": false, "/.*/": true, "//": true, "/x*/": true, "/(?s).*/": true, "/": false, "/order.*/": false,
		"/./": true, "/.+/": true, `/\w/`: true, `/[A-Za-z0-9]/`: true, `/\S+/`: true, `/(?i)[a-z]|\d/`: true, "/^/": true, `/\d{6,}/`: false, "/(?i)e/": false,
	} {
		if got := matchesEverything(phrase); got != want {
			t.Errorf("%q: %v", phrase, got)
		}
	}
}

// TestWarningsNameThePlace has each kind of careless entry once.
func TestWarningsNameThePlace(t *testing.T) {
	dir := t.TempDir()
	content := `version: 1
teams:
  buying: {email: buying@works.example, members: [ann@works.example, "bоb@works.example"]}
mailboxes:
  confirmations: {address: "confirmations@wоrks.example", team: buying}
suppliers:
  - id: acme
    name: Acme
    contacts:
      - {role: orders, email: orders@acme.example}
      - {role: escalation, email: "duty@асе.example"}
    order_windows:
      - title: yearly
        yearly: {opens: 09-01, closes: 09-30}
        confirmation: {mailbox: confirmations, within: 2 days, from: "*", subject: [/.*/]}
    deliveries:
      - schedule: {rrule: "FREQ=WEEKLY;BYDAY=MO", from: 2026-01-05}
        confirmation: {mailbox: confirmations, before: 1 day, from: "@acme.example", subject: [order]}
`
	if err := os.WriteFile(filepath.Join(dir, "a.yaml"), []byte(content), 0o600); err != nil {
		t.Fatal(err)
	}
	r, problems := (&registry.Loader{LikeBefore: true}).Load([]string{dir}) // mixed scripts are errors since
	if r == nil {
		t.Fatal(problems)
	}
	want := []string{
		`DIR/a.yaml:3:3: team "buying": the address bоb@works.example can be taken for another one: "bоb" mixes Latin and Cyrillic letters`,
		`DIR/a.yaml:5:3: mailbox "confirmations": the address confirmations@wоrks.example can be taken for another one: "wоrks" mixes`,
		`DIR/a.yaml:11:9: contact "escalation" of acme: the address duty@асе.example can be taken for another one: "асе" consists of Cyrillic letters that look like Latin ones`,
		"DIR/a.yaml:15:23: `from: \"*\"` matches every sender, so that anybody's mail can be taken for the supplier's confirmation; write the supplier's own addresses, such as \"*@acme.example\"",
		"DIR/a.yaml:15:23: `subject: /.*/` matches every mail",
		"DIR/a.yaml:18:23: `from: \"@acme.example\"` matches no sender: there is nothing before the @",
	}
	var texts []string
	for _, p := range Of(r) {
		texts = append(texts, p.String())
	}
	got := strings.Split(strings.ReplaceAll(strings.Join(texts, "\n"), dir, "DIR"), "\n")
	if len(got) != len(want) {
		t.Fatalf("got %d warnings, want %d:\n%s", len(got), len(want), strings.Join(got, "\n"))
	}
	for i := range want {
		if !strings.HasPrefix(got[i], want[i]) {
			t.Errorf("got\n%s\nwant\n%s", got[i], want[i])
		}
	}
}

// TestShippedRegistriesAreCareful: nobody is to begin with warnings.
func TestShippedRegistriesAreCareful(t *testing.T) {
	for _, path := range []string{"../../../examples/fab/registry", "../../../examples/quickstart", "../../../config/starter/registry", "../testdata/ok/whole.yaml"} {
		r, problems := registry.Load([]string{path})
		if r == nil {
			t.Fatalf("%s: %v", path, problems)
		}
		if found := Of(r); len(found) > 0 {
			t.Errorf("%s: %v", path, found)
		}
	}
}

func TestMailboxKeysWithoutEffect(t *testing.T) {
	for keys, want := range map[string]string{
		"attended_within: 1 day":                                "have no effect without `account`",
		"round_trip: \"0 6 * * *\"":                             "have no effect without `account`",
		"account: corp, clean: true":                            "`clean` has no effect without `round_trip`",
		"account: corp, attended_within: 1 day":                 "",
		"account: corp, round_trip: \"0 6 * * *\", clean: true": "",
		"use_when: always":                                      "",
	} {
		file := filepath.Join(t.TempDir(), "a.yaml")
		content := "version: 1\nteams: {b: {email: b@works.example}}\nmailboxes: {m: {address: m@works.example, " + keys + "}}\nsuppliers: []\n"
		if err := os.WriteFile(file, []byte(content), 0o600); err != nil {
			t.Fatal(err)
		}
		r, problems := registry.Load([]string{file})
		if r == nil {
			t.Fatal(problems)
		}
		found := Of(r)
		if (want == "") != (len(found) == 0) || want != "" && !strings.Contains(found[0].String(), "a.yaml:3:13: mailbox \"m\": ") || want != "" && !strings.Contains(found[0].Message, want) {
			t.Errorf("%s: %v, want %q", keys, found, want)
		}
	}
}
