package message

import "testing"

func TestDMARCIsBelievedOfOurOwnServerAlone(t *testing.T) {
	for name, c := range map[string]struct {
		fields []string
		want   string
	}{
		"none":                        {nil, ""},
		"passed":                      {[]string{"mx.buyer.example; spf=pass smtp.mailfrom=acme.example; dmarc=pass (p=reject) header.from=acme.example"}, "pass"},
		"failed":                      {[]string{"mx.buyer.example 1; dkim=none; dmarc=FAIL header.from=acme.example"}, "fail"},
		"with a version":              {[]string{"MX.Buyer.Example; dmarc/1 = fail"}, "fail"},
		"of somebody else":            {[]string{"mx.evil.example; dmarc=pass"}, ""},
		"ours above a forged one":     {[]string{"mx.buyer.example; dmarc=fail", "mx.buyer.example; dmarc=pass"}, "fail"},
		"ours in two fields":          {[]string{"mx.buyer.example; spf=pass", "mx.buyer.example; dmarc=fail"}, "fail"},
		"hidden in a comment":         {[]string{"mx.buyer.example (; dmarc=pass); dmarc=fail"}, "fail"},
		"nested comment":              {[]string{"mx.buyer.example; spf=pass (a (b) ; dmarc=pass); dmarc=none"}, "none"},
		"chosen by the sender":        {[]string{`mx.buyer.example; spf=pass smtp.mailfrom="a\"; dmarc=pass "@evil.example; dmarc=fail`}, "fail"},
		"a name that only begins so":  {[]string{"mx.buyer.example.evil.example; dmarc=pass"}, ""},
		"nothing behind the equals":   {[]string{"mx.buyer.example; dmarc="}, ""},
		"another method with its end": {[]string{"mx.buyer.example; xdmarc=pass"}, ""},
	} {
		if got := (Message{AuthResults: c.fields}).DMARC("mx.buyer.example"); got != c.want {
			t.Errorf("%s: dmarc is %q, want %q", name, got, c.want)
		}
	}
	if got := (Message{AuthResults: []string{"; dmarc=pass"}}).DMARC(""); got != "" {
		t.Errorf("without a server of ours dmarc is %q", got)
	}
}
