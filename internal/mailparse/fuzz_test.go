package mailparse_test

import (
	"testing"

	"supplierwatch/internal/mailparse"
)

// FuzzRead holds for any bytes that reading ends, gives valid text and a
// verdict that belongs to the kind.
func FuzzRead(f *testing.F) {
	for _, raw := range everyMail(f) {
		f.Add(raw)
	}
	verdicts := map[mailparse.Kind][]mailparse.Verdict{
		mailparse.KindReply:     {mailparse.Confirmed, mailparse.Changed, mailparse.Left, mailparse.Objected, mailparse.Replied},
		mailparse.KindAutoReply: {mailparse.Away, mailparse.Left, mailparse.Ticket},
		mailparse.KindBounce:    {mailparse.Gone, mailparse.NoMailDomain, mailparse.Full, mailparse.Temporary, mailparse.Ours, mailparse.Ambiguous},
		mailparse.KindDelay:     {mailparse.Temporary},
	}
	f.Fuzz(func(t *testing.T, raw []byte) {
		m := mailparse.Read(raw)
		checkValid(t, m)
		mailparse.Tokens(m)
		known := len(verdicts[m.Kind]) == 0 && m.Verdict == ""
		for _, verdict := range verdicts[m.Kind] {
			known = known || verdict == m.Verdict
		}
		if !known {
			t.Errorf("%s cannot be %q", m.Kind, m.Verdict)
		}
	})
}
