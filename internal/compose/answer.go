package compose

import (
	"strconv"
	"strings"

	"supplierwatch/internal/compose/document"
	"supplierwatch/internal/model"
	"supplierwatch/internal/replycmd"
)

// answersTo returns what can be sent back about one alert, by its number in the mail; zero where it is the only one.
func answersTo(c *Composer, d model.Decision, v View, x item, number int) []document.Answer {
	if !c.Replies || !d.To.ByMail() {
		return nil
	}
	var found []document.Answer
	for _, o := range replycmd.Fitting(x.finding, contactOfAlert(v, x.alert)) {
		a := document.Answer{Line: o.Line(number), Label: o.Begin(number), Does: o.Does, Body: o.Begin(number)}
		if o.Example != "" {
			a.Label += " …"
			a.Body += " "
		}
		if until := holdsUntil(v, x, readerOf(v, d.To)); o.Verb == replycmd.Ack && until != "" {
			a.Does += " (until " + until + ")"
		}
		found = append(found, a)
	}
	return found
}

// holdsUntil returns until when an acknowledgement holds that is given now; empty where that is not known, or has no end.
func holdsUntil(v View, x item, r reader) string {
	until := v.AckHolds[x.alert.ID]
	if until.IsZero() {
		return ""
	}
	return r.minute(until, v.Now)
}

// answersToAll returns what can be sent back about all alerts of a mail that are to act on. What else the mail lists is left alone.
func answersToAll(c *Composer, d model.Decision, pages, all int) []document.Answer {
	if !c.Replies || !d.To.ByMail() || pages < 2 {
		return nil
	}
	numbers := "all"
	if pages < all {
		numbers = strings.Join(countTo(min(pages, allLimit)), " ")
	}
	line := string(replycmd.Ack) + " " + numbers
	return []document.Answer{{Line: line, Label: line, Does: "I am taking all of them", Body: line}}
}

// allLimit is how many alerts one command names by their numbers.
const allLimit = 20

func countTo(n int) []string {
	numbers := make([]string, n)
	for i := range numbers {
		numbers[i] = strconv.Itoa(i + 1)
	}
	return numbers
}

// contactOfAlert returns the contact that an alert is about; nil if it is about none.
func contactOfAlert(v View, a model.Alert) *model.Contact {
	s := v.Supplier(a)
	id, about := model.KindContact.ID(a.Subject)
	if s == nil || !about {
		return nil
	}
	return s.Contact(id)
}

// addressAnswers completes the mails that the buttons of a document begin: where they go, as what they answer, and by which token they are known.
func addressAnswers(c *Composer, doc *document.Document, row, subject string) {
	_, answers := c.Identity.Senders(model.Mail{Token: c.Identity.TokenOf(row)})
	to := strings.ReplaceAll(mailto(answers.Address), "+", "%2B") // which some programs would take for a space
	ref := ""
	if token := c.Identity.TokenOf(row); token != "" && !c.Identity.Plus {
		ref = "\r\n\r\n" + refPrefix + token + "\r\n"
	}
	complete := func(all []document.Answer) {
		for i := range all {
			all[i].To, all[i].Subject = to, "Re: "+subject
			all[i].Body += ref
		}
	}
	complete(doc.Answer)
	for i := range doc.Blocks {
		complete(doc.Blocks[i].Answer)
	}
}

// refPrefix begins the line that bears a token where our server knows no plus addresses.
const refPrefix = "Ref: "
