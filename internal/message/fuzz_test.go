package message_test

import (
	"testing"

	"supplierwatch/internal/message"
)

// FuzzRead holds for any bytes that reading ends, gives valid text and a
// verdict that belongs to the kind.
func FuzzRead(f *testing.F) {
	for _, raw := range everyMail(f) {
		f.Add(raw)
	}
	verdicts := map[message.Kind][]message.Verdict{
		message.KindReply:     {message.Confirmed, message.Changed, message.Left, message.Objected, message.Replied},
		message.KindAutoReply: {message.Away, message.Left, message.Ticket},
		message.KindBounce:    {message.Gone, message.NoMailDomain, message.Full, message.Temporary, message.Ours, message.Ambiguous},
		message.KindDelay:     {message.Temporary},
	}
	f.Fuzz(func(t *testing.T, raw []byte) {
		m := message.Read(raw)
		checkValid(t, m)
		message.Tokens(m)
		known := len(verdicts[m.Kind]) == 0 && m.Verdict == ""
		for _, verdict := range verdicts[m.Kind] {
			known = known || verdict == m.Verdict
		}
		if !known {
			t.Errorf("%s cannot be %q", m.Kind, m.Verdict)
		}
	})
}

// FuzzOrderResponse holds that any attachment is read or refused.
func FuzzOrderResponse(f *testing.F) {
	f.Add([]byte("UNA:+.? 'UNH+1+ORDRSP:D:96A:UN'BGM+231+R1+29'RFF+ON:4500012345'UNT+4+1'"))
	f.Fuzz(func(t *testing.T, data []byte) {
		if r, ok := message.OrderResponse(message.Attachment{Data: data}); ok && r.Code == 0 {
			t.Error("a response without a code")
		}
	})
}
