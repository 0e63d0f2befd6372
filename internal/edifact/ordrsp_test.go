package edifact_test

import (
	"testing"

	"supplierwatch/internal/edifact"

	"github.com/google/go-cmp/cmp"
)

func TestOrderResponse(t *testing.T) {
	accepted := "UNB+UNOC:3+ACME+BUYER+260902:1000+1'\nUNH+1+ORDRSP:D:96A:UN'\nBGM+231+R-77+29'\nDTM+137:20260902:102'\nRFF+ON:4500012345'\nNAD+SU+ACME?+CO::91'\n" +
		"LIN+1+5+4711:SA'\nQTY+21:40:KGM'\nQTY+113:38:KGM'\nDTM+67:20260930:102'\nLIN+2+7'\nUNS+S'\nUNT+11+1'\nUNZ+1+1'"
	want := edifact.Response{Code: edifact.Accepted, Reference: "4500012345", Number: "R-77", Lines: []edifact.Line{
		{Number: "1", Code: 5, Quantity: "38", Date: "20260930"}, {Number: "2", Code: 7},
	}}
	got, ok := edifact.OrderResponse([]byte(accepted))
	if diff := cmp.Diff(want, got); !ok || diff != "" {
		t.Errorf("accepted: %v %s", ok, diff)
	}
	for text, code := range map[string]int{
		"UNH+1+ORDRSP:D:01B:UN'BGM+231+R+27'":               edifact.Refused,
		"UNH+1+ORDRSP:D:01B:UN'BGM+231+R+4'":                edifact.Changed,
		"UNH+1+ORDRSP:D:01B:UN'BGM+231+R+12'":               edifact.Received,
		"UNH+1+ORDRSP:D:96A:UN'BGM+231+R+9+AP'":             edifact.Accepted,
		"UNH+1+ORDRSP:D:96A:UN'BGM+231+R+9+AC'":             edifact.Changed,
		"UNA|*.! ~UNH*1*ORDRSP|D|96A|UN~BGM*231*R!*1*29~":   edifact.Accepted,
		"\ufeff\r\nUNH+1+ORDRSP:D:96A:UN'\r\nBGM+231+R+30'": 30,
	} {
		if got, ok := edifact.OrderResponse([]byte(text)); !ok || got.Code != code {
			t.Errorf("%q: code %d, want %d", text, got.Code, code)
		}
	}
	for _, text := range []string{"", "<xml/>", "UNH+1+ORDERS:D:96A:UN'BGM+220+1+9'", "UNB+UNOC:3"} {
		if _, ok := edifact.OrderResponse([]byte(text)); ok {
			t.Errorf("%q is taken for an order response", text)
		}
	}
}

// FuzzOrderResponse holds that any attachment is read or refused.
func FuzzOrderResponse(f *testing.F) {
	f.Add([]byte("UNA:+.? 'UNH+1+ORDRSP:D:96A:UN'BGM+231+R1+29'RFF+ON:4500012345'UNT+4+1'"))
	f.Fuzz(func(t *testing.T, data []byte) {
		if r, ok := edifact.OrderResponse(data); ok && r.Code == 0 {
			t.Error("a response without a code")
		}
	})
}
