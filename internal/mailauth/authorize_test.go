package mailauth_test

import (
	"strings"
	"testing"

	"supplierwatch/internal/mailauth"
	"supplierwatch/internal/mailparse"
)

// stamps lists what our server may have written, and the proof that it is that a mail is from orders@acme.example.
var stamps = map[string]struct {
	fields string // one a line
	want   mailauth.Proof
}{
	"nothing":                      {"", mailauth.NotStamped},
	"of somebody else":             {"mx.evil.example; dmarc=pass header.from=acme.example", mailauth.NotStamped},
	"a name that only begins so":   {"mx.buyer.example.evil.example; dmarc=pass", mailauth.NotStamped},
	"nothing but the name":         {"mx.buyer.example; none", mailauth.NotStamped},
	"all say none":                 {"mx.buyer.example; spf=none smtp.mailfrom=acme.example; dkim=none; dmarc=none header.from=acme.example", mailauth.NotStamped},
	"temporary trouble":            {"mx.buyer.example; spf=temperror; dkim=neutral; dmarc=temperror", mailauth.NotStamped},
	"another method alone":         {"mx.buyer.example; auth=pass smtp.auth=jane; iprev=pass", mailauth.NotStamped},
	"dmarc passed":                 {"mx.buyer.example; spf=pass smtp.mailfrom=acme.example; dmarc=pass (p=reject) header.from=acme.example", mailauth.Proven},
	"as Gmail writes":              {`mx.buyer.example; dkim=pass header.i=@acme.example header.s=s1 header.b="a+b/c="; spf=pass (mx.buyer.example: domain of orders@acme.example designates 192.0.2.1 as permitted sender) smtp.mailfrom=orders@acme.example; dmarc=pass (p=NONE sp=NONE dis=NONE) header.from=acme.example`, mailauth.Proven},
	"of a subdomain's policy":      {"mx.buyer.example; dmarc=pass header.from=mail.acme.example", mailauth.Proven},
	"dmarc passed for another":     {"mx.buyer.example; dmarc=pass header.from=evil.example", mailauth.Failed},
	"with version":                 {"mx.buyer.example 1; dmarc/1 = pass header.from=acme.example", mailauth.Proven},
	"in other case":                {"MX.Buyer.Example; DMARC=PASS header.from=ACME.example", mailauth.Proven},
	"dmarc failed":                 {"mx.buyer.example; spf=pass smtp.mailfrom=acme.example; dkim=pass header.d=acme.example; dmarc=fail header.from=acme.example", mailauth.Failed},
	"dmarc could not be judged":    {"mx.buyer.example; spf=pass smtp.mailfrom=acme.example; dmarc=permerror", mailauth.Failed},
	"no dmarc, spf aligned":        {"mx.buyer.example; spf=pass smtp.mailfrom=bounces@mail.acme.example", mailauth.Proven},
	"dmarc none, spf aligned":      {"mx.buyer.example; spf=pass smtp.mailfrom=acme.example; dmarc=none header.from=acme.example", mailauth.Proven},
	"dmarc none, dkim aligned":     {"mx.buyer.example; spf=fail smtp.mailfrom=list.example; dkim=pass header.d=acme.example; dmarc=none", mailauth.Proven},
	"one of two signatures":        {"mx.buyer.example; dkim=fail header.d=acme.example; dkim=pass header.i=@acme.example", mailauth.Proven},
	"spf of another domain":        {"mx.buyer.example; spf=pass smtp.mailfrom=evil.example; dmarc=none", mailauth.Failed},
	"dkim of another domain":       {"mx.buyer.example; dkim=pass header.d=evil.example", mailauth.Failed},
	"spf for a greeting":           {"mx.buyer.example; spf=pass smtp.helo=acme.example", mailauth.Failed},
	"spf without a domain":         {"mx.buyer.example; spf=pass", mailauth.Failed},
	"spf failed softly":            {"mx.buyer.example; spf=softfail smtp.mailfrom=acme.example", mailauth.Failed},
	"spf failed":                   {"mx.buyer.example; spf=fail smtp.mailfrom=acme.example; dkim=none", mailauth.Failed},
	"a domain that begins alike":   {"mx.buyer.example; spf=pass smtp.mailfrom=x@acme.example.evil.example", mailauth.Failed},
	"a domain that ends alike":     {"mx.buyer.example; spf=pass smtp.mailfrom=x@evilacme.example", mailauth.Failed},
	"ours above a forged one":      {"mx.buyer.example; dmarc=fail\nmx.buyer.example; dmarc=pass header.from=acme.example", mailauth.Failed},
	"a forged one above nothing":   {"mx.buyer.example; spf=softfail smtp.mailfrom=acme.example\nmx.buyer.example; dmarc=pass header.from=acme.example", mailauth.Failed},
	"none above a forged one":      {"mx.buyer.example; dmarc=none; spf=none\nmx.buyer.example; dmarc=pass header.from=acme.example", mailauth.NotStamped},
	"a second field fails":         {"mx.buyer.example; spf=pass smtp.mailfrom=acme.example\nmx.buyer.example; dmarc=fail", mailauth.Failed},
	"theirs above ours":            {"mx.relay.example; dmarc=fail\nmx.buyer.example; dmarc=pass header.from=acme.example", mailauth.Proven},
	"in a comment":                 {"mx.buyer.example (; dmarc=pass); dmarc=fail", mailauth.Failed},
	"in a nested comment":          {"mx.buyer.example; spf=none (a (b) ; dmarc=pass); dmarc=none", mailauth.NotStamped},
	"in a value in quotes":         {`mx.buyer.example; spf=fail smtp.mailfrom="a; dmarc=pass "@evil.example`, mailauth.Failed},
	"in a value with a quote":      {`mx.buyer.example; spf=none smtp.mailfrom="a\"; dmarc=pass "@evil.example; dmarc=none`, mailauth.NotStamped},
	"quotes never end":             {`mx.buyer.example; spf=none smtp.mailfrom="a; dmarc=pass`, mailauth.Failed},
	"quotes end the wrong ones":    {`mx.buyer.example; spf=none smtp.mailfrom="a"b"; dmarc=pass header.from=acme.example`, mailauth.Failed},
	"a comment never ends":         {"mx.buyer.example; dmarc=pass header.from=acme.example (x", mailauth.Failed},
	"a comment never begins":       {"mx.buyer.example; spf=none (a) b); dmarc=pass header.from=acme.example", mailauth.Failed},
	"an escape outside of quotes":  {`mx.buyer.example; dmarc=pass header.from=acme.example \; x=y`, mailauth.Failed},
	"two results that differ":      {"mx.buyer.example; spf=none smtp.helo=x; dmarc=pass header.from=acme.example; dmarc=fail", mailauth.Failed},
	"a result that nobody writes":  {"mx.buyer.example; spf=none smtp.mailfrom=a; dmarc=pass@evil.example", mailauth.Failed},
	"no result":                    {"mx.buyer.example; dmarc=", mailauth.Failed},
	"words without a method":       {"mx.buyer.example; dmarc", mailauth.Failed},
	"unreadable, and ours":         {`"mx.buyer.example; dmarc=pass header.from=acme.example`, mailauth.Failed},
	"a method that ends alike":     {"mx.buyer.example; xdmarc=pass", mailauth.NotStamped},
	"arc alone":                    {"mx.buyer.example; arc=pass (i=2)", mailauth.NotStamped},
	"words that nothing explains":  {"mx.buyer.example; spf=none smtp.mailfrom=a; dmarc=pass b@evil.example", mailauth.Failed},
	"a signature's own words":      {"mx.buyer.example; dkim=pass header.i=a header.d=acme.example b@evil.example", mailauth.Failed},
	"a signature for two":          {"mx.buyer.example; dkim=pass header.d=acme.example header.d=evil.example", mailauth.Failed},
	"dmarc for two":                {"mx.buyer.example; dmarc=pass header.from=acme.example header.from=evil.example", mailauth.Failed},
	"results without a divider":    {"mx.buyer.example; spf=pass smtp.mailfrom=acme.example dkim=pass header.d=evil.example dmarc=fail", mailauth.Failed},
	"results with a comma":         {"mx.buyer.example; dkim=pass header.d=acme.example, dmarc=fail", mailauth.Failed},
	"an address with two at signs": {"mx.buyer.example; spf=pass smtp.mailfrom=a@evil.example@acme.example", mailauth.Failed},
	"a control character":          {"mx.buyer.example; dmarc=pass header.from=acme.example\x1a", mailauth.Failed},
	"in a reason":                  {`mx.buyer.example; dmarc=fail reason="x; dmarc=pass header.from=acme.example"`, mailauth.Failed},
	"of a policy":                  {"mx.buyer.example; x=pass policy.dmarc=pass", mailauth.NotStamped},
	"tabs and blanks around signs": {"mx.buyer.example\t1;\tdmarc \t=  pass\theader.from =  acme.example", mailauth.Proven},
	"a comment before the name":    {"(by us) mx.buyer.example; dmarc=pass header.from=acme.example", mailauth.Proven},
	"the name in quotes":           {`"mx.buyer.example"; dmarc=pass header.from=acme.example`, mailauth.Proven},
	"the same domain twice":        {"mx.buyer.example; dkim=pass header.d=acme.example header.d=ACME.example", mailauth.Proven},
	"the name twice in the header": {"mx.buyer.example; dmarc=pass header.from=acme.example\nmx.buyer.example; spf=pass smtp.mailfrom=evil.example", mailauth.Proven},
}

func TestAuthorize(t *testing.T) {
	z := mailauth.Authorizer{Servers: []string{"mx.buyer.example"}}
	for name, c := range stamps {
		if got := authorize(z, stamped("orders@acme.example", c.fields)); got != c.want {
			t.Errorf("%s: %q, want %q", name, got, c.want)
		}
	}
}

// stamped returns a mail as Read gives it.
func stamped(from, fields string) mailparse.Message {
	raw := ""
	for line := range strings.Lines(fields) {
		raw += "Authentication-Results: " + strings.TrimSpace(line) + "\n"
	}
	return mailparse.Read([]byte(raw + "From: " + from + "\nSubject: x\n\nyes\n"))
}

func authorize(z mailauth.Authorizer, m mailparse.Message) mailauth.Proof {
	return z.Authorize(m.From, m.AuthResults)
}

func TestAuthorizeNobody(t *testing.T) {
	z := mailauth.Authorizer{Servers: []string{"mx.buyer.example"}, Internal: true, Ours: func(string) bool { return true }}
	m := stamped("oncall@buyer.example, x@evil.example", "mx.buyer.example; dmarc=pass header.from=evil.example")
	if got := authorize(z, m); got != mailauth.Failed {
		t.Errorf("a mail of two authors is %q", got)
	}
}

// TestAuthorizeMailInsideACompany holds what mail servers write on mail that one colleague sends another.
func TestAuthorizeMailInsideACompany(t *testing.T) {
	const exchange = "dkim=none (message not signed) header.d=none;dmarc=none action=none header.from=buyer.example;"
	const outside = "spf=pass (sender IP is 192.0.2.1) smtp.mailfrom=evil.example; dkim=none (message not signed) header.d=none;dmarc=fail action=oreject header.from=buyer.example;compauth=fail reason=000"
	for name, c := range map[string]struct {
		servers  []string
		fields   string
		from     string
		internal bool
		want     mailauth.Proof
	}{
		"Exchange Online":                         {[]string{"none"}, exchange, "jane@buyer.example", false, mailauth.NotStamped},
		"Exchange Online, declared":               {[]string{"none"}, exchange, "jane@buyer.example", true, mailauth.Proven},
		"Exchange Online, a stranger inside":      {[]string{"none"}, strings.ReplaceAll(exchange, "buyer", "acme"), "orders@acme.example", true, mailauth.NotStamped},
		"Exchange Online, forged from outside":    {[]string{"none"}, outside, "jane@buyer.example", true, mailauth.Failed},
		"Exchange Online, outside without SPF":    {[]string{"none"}, "spf=none (sender IP is 192.0.2.1) smtp.mailfrom=evil.example; " + exchange, "jane@buyer.example", true, mailauth.NotStamped},
		"Postfix, outside without SPF":            {[]string{"mx.buyer.example"}, "mx.buyer.example; spf=none smtp.mailfrom=evil.example; dkim=none; dmarc=none header.from=buyer.example", "jane@buyer.example", true, mailauth.NotStamped},
		"Postfix, outside without DNS":            {[]string{"mx.buyer.example"}, "mx.buyer.example; spf=temperror smtp.mailfrom=evil.example; dkim=none; dmarc=temperror", "jane@buyer.example", true, mailauth.NotStamped},
		"Exchange Online, a supplier":             {[]string{"none"}, "spf=pass (sender IP is 192.0.2.1) smtp.mailfrom=acme.example; dkim=pass (signature was verified) header.d=acme.example;dmarc=pass action=none header.from=acme.example;compauth=pass reason=100", "orders@acme.example", false, mailauth.Proven},
		"Exchange Online, best guess":             {[]string{"none"}, "spf=pass smtp.mailfrom=acme.example; dkim=none;dmarc=bestguesspass action=none header.from=acme.example", "orders@acme.example", false, mailauth.Proven},
		"Exchange Online, a forged field below":   {[]string{"none"}, outside + "\ndmarc=pass header.from=buyer.example", "jane@buyer.example", true, mailauth.Failed},
		"a named field is not one without a name": {[]string{"none"}, "mx.evil.example; dmarc=pass header.from=buyer.example", "jane@buyer.example", false, mailauth.NotStamped},
		"Gmail":                                      {[]string{"mx.google.com"}, "mx.google.com; dkim=pass header.i=@buyer.example header.s=google header.b=AbC; spf=pass (google.com: domain of jane@buyer.example designates 2001:db8::1 as permitted sender) smtp.mailfrom=jane@buyer.example; dmarc=pass (p=QUARANTINE sp=QUARANTINE dis=NONE) header.from=buyer.example; dara=pass header.i=@buyer.example", "jane@buyer.example", false, mailauth.Proven},
		"Postfix, submitted":                         {[]string{"mx.buyer.example"}, "", "jane@buyer.example", false, mailauth.NotStamped},
		"Postfix, submitted, declared":               {[]string{"mx.buyer.example"}, "", "jane@buyer.example", true, mailauth.Proven},
		"Postfix with a filter":                      {[]string{"mx.buyer.example"}, "mx.buyer.example; dkim=pass (2048-bit key; unprotected) header.d=buyer.example header.i=@buyer.example header.a=rsa-sha256 header.s=s1", "jane@buyer.example", false, mailauth.Proven},
		"Postfix with two filters":                   {[]string{"mx.buyer.example"}, "mx.buyer.example; dmarc=pass (p=none dis=none) header.from=acme.example\nmx.buyer.example; spf=pass smtp.mailfrom=acme.example", "orders@acme.example", false, mailauth.Proven},
		"one of several servers":                     {[]string{"mx1.buyer.example", "mx2.buyer.example"}, "mx2.buyer.example; dmarc=pass header.from=acme.example", "orders@acme.example", false, mailauth.Proven},
		"a forged name of the server not passed":     {[]string{"mx1.buyer.example", "mx2.buyer.example"}, "mx2.buyer.example; dmarc=fail\nmx1.buyer.example; dmarc=pass header.from=acme.example", "orders@acme.example", false, mailauth.Failed},
		"no server is configured":                    {nil, "mx.buyer.example; dmarc=pass header.from=acme.example", "orders@acme.example", false, mailauth.NotStamped},
		"an empty name is not a server":              {[]string{""}, "; dmarc=pass", "orders@acme.example", false, mailauth.NotStamped},
		"a neighbour below a suffix open to anybody": {[]string{"none"}, "spf=pass smtp.mailfrom=evil.onmicrosoft.com; dmarc=none", "a@acme.onmicrosoft.com", false, mailauth.Failed},
	} {
		z := mailauth.Authorizer{Servers: c.servers, Internal: c.internal, Ours: func(a string) bool { return strings.HasSuffix(a, "@buyer.example") }}
		if got := authorize(z, stamped(c.from, c.fields)); got != c.want {
			t.Errorf("%s: %q, want %q", name, got, c.want)
		}
	}
}

func FuzzAuthorize(f *testing.F) {
	for _, c := range stamps {
		f.Add(c.fields)
	}
	z := mailauth.Authorizer{Servers: []string{"mx.buyer.example"}}
	f.Fuzz(func(t *testing.T, field string) {
		// Whatever a sender writes below the field of our server, what that found stays.
		m := mailparse.Message{From: "orders@acme.example", AuthResults: []string{"mx.buyer.example; dmarc=fail header.from=acme.example", field}}
		if got := authorize(z, m); got != mailauth.Failed {
			t.Errorf("a failed mail with %q is %q", field, got)
		}
		m.AuthResults[0] = "mx.buyer.example; spf=none; dmarc=none"
		if got := authorize(z, m); got == mailauth.Proven {
			t.Errorf("a mail of which nothing is known is proven by %q", field)
		}
	})
}

func TestAStampThatWasCutOffIsNotRead(t *testing.T) {
	z := mailauth.Authorizer{Servers: []string{"mx.buyer.example"}}
	long := "mx.buyer.example; dmarc=pass header.from=acme.example; " + strings.Repeat("dkim=pass header.d=acme.example; ", 2000) + "dmarc=fail"
	if got := authorize(z, stamped("orders@acme.example", long)); got != mailauth.Failed {
		t.Errorf("a stamp that goes on beyond what is kept is %q", got)
	}
}
