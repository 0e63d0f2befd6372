package compose

import (
	"fmt"
	"strings"

	"supplierwatch/internal/envelope"
	"supplierwatch/internal/model"
)

// bare writes a mail that could not be laid out from what the state machine knows of its alerts, and says what went wrong.
func (c *Composer) bare(d model.Decision, v View, items []item, why error) (model.Mail, error) {
	if c.Complain != nil {
		c.Complain(fmt.Errorf("lay out %s mail %s to %s: %w", d.Kind, d.Mail, d.To, why))
	}
	m := c.begun(d, v)
	m.Subject = envelope.Subject("", fmt.Sprintf("Supplier Watch: %s, %s", several(len(items), "alert"), d.Reason))
	var text strings.Builder
	for i, x := range items {
		fmt.Fprintf(&text, "%d. %s %s\n   %s\n   %s - alert %s - %s\n\n", i+1, strings.ToUpper(string(x.alert.Severity)), x.Reason, envelope.Plain(x.alert.Message),
			envelope.Plain(x.alert.Key), x.alert.ID, x.alert.State)
		m.Alerts = append(m.Alerts, x.DecisionItem)
	}
	fmt.Fprintf(&text, "This mail could not be laid out as usual: %s.\nPlease tell whoever runs the watchdog; `supplierwatch status` shows the rest.\n", envelope.Plain(why.Error()))
	m.Text = text.String()
	if d.To.ByMail() {
		return m, nil
	}
	var err error
	if broken := envelope.RecoverPanic(func() { m.Payload, err = c.payload(d, v, items, m) }); broken != nil {
		return m, fmt.Errorf("write post %s: %w", d.Mail, broken)
	}
	return m, err
}
