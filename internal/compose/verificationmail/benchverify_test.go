package verificationmail

import (
	"testing"

	"supplierwatch/internal/model"
)

// BenchmarkAsk writes mails that ask a supplier, in one language and in two.
func BenchmarkAsk(b *testing.B) {
	a := asking(b)
	for name, q := range map[string]model.Request{"one-language": request(b, "de"), "two-languages": beside(b, "fr")} {
		b.Run(name, func(b *testing.B) {
			for b.Loop() {
				if _, err := a.Ask(q, fixedNow()); err != nil {
					b.Fatal(err)
				}
			}
			b.ReportMetric(float64(b.N)/b.Elapsed().Seconds(), "mails/s")
		})
	}
}
