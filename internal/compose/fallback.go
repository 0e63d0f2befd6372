package compose

import (
	"fmt"
	"strings"

	"supplierwatch/internal/envelope"
	"supplierwatch/internal/model"
	"supplierwatch/internal/prose"
)

// fallback writes a mail that could not be laid out, from what the alerts themselves remember, and says what went wrong.
func fallback(c *Composer, d model.Decision, v View, items []item, why error) (model.Mail, error) {
	m := newMail(c, d, v)
	m.Subject = envelope.Subject("", fmt.Sprintf("Supplier Watch: %s, %s", prose.Count(len(items), "alert"), d.Reason))
	var text strings.Builder
	for i, x := range items {
		fmt.Fprintf(&text, "%d. %s %s\n   %s\n   %s - alert %s - %s\n\n", i+1, strings.ToUpper(string(x.alert.Severity)), x.Reason, envelope.Plain(x.alert.Message),
			envelope.Plain(x.alert.Key), x.alert.ID, x.alert.State)
		m.Alerts = append(m.Alerts, x.DecisionItem)
	}
	fmt.Fprintf(&text, "This mail could not be written in its usual form: %s.\nPlease inform the operators of supplierwatch; `supplierwatch status` shows the rest.\n", envelope.Plain(why.Error()))
	m.Text = text.String()
	var err error
	if broken := envelope.RecoverPanic(func() { m.Payload, err = payload(c, d, v, items, m) }); broken != nil {
		return m, fmt.Errorf("write webhook delivery %s: %w", d.Mail, broken)
	}
	return m, err
}
