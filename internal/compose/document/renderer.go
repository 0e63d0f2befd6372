package document

import (
	"time"

	"supplierwatch/internal/model"
)

// Renderer writes the payload in which a channel other than mail carries a mail. Each such channel has one, in a package of its own.
type Renderer interface {
	Render(m model.Mail, c Content) ([]byte, error)
}

// Content is what a payload may be written from, beside the mail with its subject and text.
type Content struct {
	Reason model.Reason
	Held   int // how many more alerts wait because of the hourly limit
	Now    time.Time
	Alerts []ContentAlert
}

// ContentAlert is one alert of a payload.
type ContentAlert struct {
	Alert    model.Alert
	Finding  model.Finding
	Headline string
}
