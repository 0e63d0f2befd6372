package compose

import (
	"fmt"

	"supplierwatch/internal/compose/document"
	"supplierwatch/internal/model"
)

// Renderer writes the payload in which a channel other than mail carries a mail. Each such channel has one, in a package beside this one.
type Renderer = document.Renderer

// payload returns the payload for a recipient who gets no mail; nil for one who does.
func payload(c *Composer, d model.Decision, v View, items []item, m model.Mail) ([]byte, error) {
	content := document.Content{Reason: d.Reason, Held: d.Held, Now: v.Now}
	for _, x := range items {
		content.Alerts = append(content.Alerts, document.ContentAlert{Alert: x.alert, Finding: x.finding, Headline: headlineOf(v, x.alert, x.finding)})
	}
	return render(c, m, content)
}

func render(c *Composer, m model.Mail, content document.Content) ([]byte, error) {
	if m.To.ByMail() {
		return nil, nil
	}
	renderer := c.Renderers[m.To.Channel]
	if renderer == nil {
		return nil, fmt.Errorf("write payload for %s: there is no renderer of this channel", m.To)
	}
	data, err := renderer.Render(m, content)
	if err != nil {
		return nil, fmt.Errorf("write payload for %s: %w", m.To, err)
	}
	return data, nil
}
