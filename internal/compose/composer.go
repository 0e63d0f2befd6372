package compose

import (
	"supplierwatch/internal/envelope"
	"supplierwatch/internal/model"
)

// Composer writes the mails that decisions cause. Its fields are settings; what an evaluation knew is in the View.
type Composer struct {
	Identity envelope.Identity
	// ExternalURL is where people find the page; empty: mails do not name it.
	ExternalURL string
	// AnswerURL is the beginning of the address at which the reader of a mail can answer it on the page; empty: there is none.
	AnswerURL string
	// ConfigFile is what --config must name for shell commands to reach this daemon; empty where its default does.
	ConfigFile string
	// Replies reports whether replies to our mails are read: mails then list reply commands instead of shell commands.
	Replies bool
	// PerHour is how many mails one recipient gets in an hour; zero: mails do not say.
	PerHour int
	// Renderers are those of the channels other than mail.
	Renderers map[model.Channel]Renderer
}

// newMail is a mail without anything in it.
func newMail(c *Composer, d model.Decision, v View) model.Mail {
	return model.Mail{
		ID: d.Mail, Kind: d.Kind, To: d.To, MessageID: c.Identity.MessageID(d.Mail), Token: c.Identity.TokenOf(d.Mail),
		CreatedAt: v.Now, NotBefore: v.Now,
	}
}
