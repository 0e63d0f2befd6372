package mailparse_test

import (
	"testing"

	"supplierwatch/internal/edifact"
	"supplierwatch/internal/mailparse"
)

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
	if r, ok := edifact.OrderResponse(m.Attachments[0].Data); !ok || r.Code != 29 || r.Reference != "45" {
		t.Errorf("response %+v", r)
	}
}
