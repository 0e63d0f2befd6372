package mailparse_test

import (
	"testing"

	"github.com/google/go-cmp/cmp"

	"supplierwatch/internal/mailparse"
)

func TestOrderResponse(t *testing.T) {
	accepted := "UNB+UNOC:3+ACME+BUYER+260902:1000+1'\nUNH+1+ORDRSP:D:96A:UN'\nBGM+231+R-77+29'\nDTM+137:20260902:102'\nRFF+ON:4500012345'\nNAD+SU+ACME?+CO::91'\n" +
		"LIN+1+5+4711:SA'\nQTY+21:40:KGM'\nQTY+113:38:KGM'\nDTM+67:20260930:102'\nLIN+2+7'\nUNS+S'\nUNT+11+1'\nUNZ+1+1'"
	want := mailparse.Response{Code: mailparse.ResponseAccepted, Reference: "4500012345", Number: "R-77", Lines: []mailparse.ResponseLine{
		{Number: "1", Code: 5, Quantity: "38", Date: "20260930"}, {Number: "2", Code: 7},
	}}
	got, ok := mailparse.OrderResponse(mailparse.Attachment{Data: []byte(accepted)})
	if diff := cmp.Diff(want, got); !ok || diff != "" {
		t.Errorf("accepted: %v %s", ok, diff)
	}
	for text, code := range map[string]int{
		"UNH+1+ORDRSP:D:01B:UN'BGM+231+R+27'":               mailparse.ResponseRefused,
		"UNH+1+ORDRSP:D:01B:UN'BGM+231+R+4'":                mailparse.ResponseChanged,
		"UNH+1+ORDRSP:D:01B:UN'BGM+231+R+12'":               mailparse.ResponseReceived,
		"UNH+1+ORDRSP:D:96A:UN'BGM+231+R+9+AP'":             mailparse.ResponseAccepted,
		"UNH+1+ORDRSP:D:96A:UN'BGM+231+R+9+AC'":             mailparse.ResponseChanged,
		"UNA|*.! ~UNH*1*ORDRSP|D|96A|UN~BGM*231*R!*1*29~":   mailparse.ResponseAccepted,
		"\ufeff\r\nUNH+1+ORDRSP:D:96A:UN'\r\nBGM+231+R+30'": 30,
	} {
		if got, ok := mailparse.OrderResponse(mailparse.Attachment{Data: []byte(text)}); !ok || got.Code != code {
			t.Errorf("%q: code %d, want %d", text, got.Code, code)
		}
	}
	for _, text := range []string{"", "<xml/>", "UNH+1+ORDERS:D:96A:UN'BGM+220+1+9'", "UNB+UNOC:3"} {
		if _, ok := mailparse.OrderResponse(mailparse.Attachment{Data: []byte(text)}); ok {
			t.Errorf("%q is taken for an order response", text)
		}
	}
}

// TestOrderResponseArrives holds that the file reaches OrderResponse as it was
// attached, while large and other files keep no data.
func TestOrderResponseArrives(t *testing.T) {
	m := mailparse.Read([]byte("Subject: ORDRSP\nContent-Type: multipart/mixed; boundary=q\n\n--q\n\nSee attached.\n" +
		"--q\nContent-Type: application/octet-stream; name*=utf-8''antwort%2Eedi\nContent-Disposition: attachment\nContent-Transfer-Encoding: base64\n\n" +
		"VU5IKzErT1JEUlNQOkQ6OTZBOlVOJ0JHTSsyMzErUisyOSdSRkYrT046NDUn\n" +
		"--q\nContent-Type: application/pdf; name=x.pdf\n\n%PDF\n--q--\n"))
	if len(m.Attachments) != 2 || m.Attachments[0].Name != "antwort.edi" || m.Attachments[1].Data != nil {
		t.Fatalf("attachments %+v", m.Attachments)
	}
	if r, ok := mailparse.OrderResponse(m.Attachments[0]); !ok || r.Code != 29 || r.Reference != "45" {
		t.Errorf("response %+v", r)
	}
}
