package envelope

import "testing"

func TestIdentityRefuses(t *testing.T) {
	for _, from := range []string{"", "nobody", "a@b\r\nBcc: c@d", "a@"} {
		if i, err := NewIdentity(from, "", ""); err == nil {
			t.Errorf("%q gave %+v", from, i)
		}
	}
	i, err := NewIdentity("Wächter <wache@bücher.example>", "", "")
	if err != nil || i.Domain != "xn--bcher-kva.example" || i.ReplyTo.Address != "wache@xn--bcher-kva.example" {
		t.Errorf("%+v, %v", i, err)
	}
}
