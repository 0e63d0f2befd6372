package app

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"slices"
	"strings"
	"time"

	"supplierwatch/internal/compose"
	"supplierwatch/internal/mailaddr"
	"supplierwatch/internal/mailparse"
	"supplierwatch/internal/model"
	"supplierwatch/internal/replycmd"
)

// answering is what somebody of ours wrote back to a mail of ours.
type answering struct {
	*intake
	*deeds
	arrival
	mail model.Mail // that it is about
	replycmd.Command

	facts []model.Fact
	said  []string
	wrote bool          // into the registry
	acted []model.Alert // something was done about

	drillCounted bool // the answer to a drill was counted

	withheld bool // the sender gets no answer, since there were too many
}

// obey does what somebody asks for by answering a mail of ours, and returns the receipts. There is none where nobody is to be answered: a
// machine wrote, or a stranger. An error is trouble of ours; then nothing was done.
func (x *intake) obey(ctx context.Context, d *deeds, a arrival) (obeyed, error) {
	if !isAnswerable(a) {
		return obeyed{}, nil
	}
	mail, err := x.meant(ctx, a.row)
	if err != nil || mail == nil {
		return obeyed{}, err
	}
	y := &answering{intake: x, deeds: d, arrival: a, mail: *mail}
	if !y.ours(a.Message.From) && !y.isRecipient() {
		x.daemon.Log.Warn("a stranger answered a mail of ours", "from", a.Message.From, "mail", mail.ID)
		return obeyed{}, nil
	}
	_, known, err := x.daemon.store.MailByToken(ctx, x.daemon.key.For(y.receiptID()))
	if err != nil || known {
		return obeyed{}, err // a message that is read again asks for nothing new
	}
	answer, err := y.answer(ctx)
	if y.wrote {
		x.daemon.reload(ctx, false)
	}
	if err != nil {
		return obeyed{}, err
	}
	receipts := y.receipts(answer)
	return obeyed{facts: y.facts, receipts: receipts, withheld: y.withheld}, nil
}

// obeyed is what follows from an answer.
type obeyed struct {
	facts    []model.Fact
	receipts []model.Mail
	withheld bool // there were too many answers, and this one is not answered
}

// isAnswerable reports whether a message is one that a person wrote and that may be answered. An absence that only its words give away, and
// that begins with a command, was written by a person: "ack, I am away from Monday on, Joe takes over".
func isAnswerable(a arrival) bool {
	if a.Message.NoReturn || a.own {
		return false
	}
	if a.Message.Kind == mailparse.KindAutoReply && a.Message.Presumed {
		c, err := replycmd.Parse(a.Message.Reply, 0)
		return err == nil && slices.Contains(promises, c.Verb)
	}
	return a.Message.Kind == mailparse.KindReply
}

// promises are the commands that nobody would find at the beginning of an absence notice.
var promises = []replycmd.Verb{replycmd.Ack, replycmd.Snooze, replycmd.NotMine, replycmd.NoAnswer}

// receipts returns an answer and its copies for those who have to know of it.
func (y *answering) receipts(answer *model.Mail) []model.Mail {
	if answer == nil {
		return nil
	}
	var all []model.Mail
	if y.withheld = !y.mayAnswer(); !y.withheld {
		all = append(all, *answer)
	}
	for _, to := range y.witnesses() {
		said := slices.Concat([]string{fmt.Sprintf("A reply in the name of %s did this. Our mail server says nothing about who sent it.", y.Message.From), ""}, y.said)
		all = append(all, compose.Receipt(y.identity, y.witnessID(to.Address), to, y.mail.Subject, []string{y.mail.MessageID}, said, y.view.Now))
	}
	return all
}

// witnessID names what a witness is told. Where there are so many replies that their sender is not answered any more, the same is told once
// an hour: everything that was done is told, and nobody can fill the mailboxes of others with it.
func (y *answering) witnessID(address string) string {
	if !y.withheld {
		return receiptID(y.id, address)
	}
	hour := y.Arrived.UTC().Truncate(time.Hour).Format(time.RFC3339)
	return receiptID("witness", y.mail.ID, mailaddr.Canonical(y.Message.From), strings.Join(y.said, "\n"), hour, address)
}

// meant gives the mail whose alerts an answer to a mail of ours is about: of a receipt, the mail that was answered first. It is nil if
// nothing can be asked for by answering it.
func (x *intake) meant(ctx context.Context, row *model.Mail) (*model.Mail, error) {
	switch {
	case row == nil || row.Kind.ToSupplier() || row.Kind == model.MailRoundTrip:
		return nil, nil
	case row.Kind != model.MailReceipt:
		return row, nil
	case len(row.References) == 0:
		return nil, nil
	}
	first, err := x.signedBy(ctx, tokensOf(row.References[0]))
	if err != nil || first == nil || first.Kind == model.MailReceipt {
		return nil, err
	}
	return first, nil
}

// answer does what was asked for and writes the answer.
func (y *answering) answer(ctx context.Context) (*model.Mail, error) {
	c, wrong := replycmd.Parse(y.Message.Reply, len(y.mail.Alerts))
	y.Command = c
	if unread, err := y.sayUnread(ctx); err != nil || unread {
		return y.receipt(y.receiptID()), err
	}
	if y.mail.Kind == model.MailDrill {
		return y.answerDrill(ctx)
	}
	if c.Verb == replycmd.None {
		return y.note(ctx)
	}
	err := y.mayCommand()
	if err == nil {
		err = wrong
	}
	switch {
	case err != nil:
		y.say("NOT " + c.Verb.Done() + ": " + sentence(err.Error()))
		if wrong != nil {
			y.sayHow()
		}
	case c.Verb == replycmd.Help:
		y.sayHow()
	case c.Verb == replycmd.Send:
		y.release()
	default:
		if err := y.doAll(ctx); err != nil {
			return nil, err
		}
	}
	if further := replycmd.Further(y.Message.Reply); further != "" {
		y.say("", fmt.Sprintf("Not read, since one answer holds one command: %q. Send it in an answer of its own.", further))
	}
	return y.receipt(y.receiptID()), nil
}

// say adds lines to the answer, which begins with none that is empty.
func (y *answering) say(lines ...string) {
	for _, line := range lines {
		if line != "" || len(y.said) > 0 {
			y.said = append(y.said, line)
		}
	}
}

// doAll does a command about each of the alerts that it means, with a line for each.
func (y *answering) doAll(ctx context.Context) error {
	meant := y.Meant(len(y.mail.Alerts))
	if len(meant) == 0 {
		y.say("NOT " + y.Verb.Done() + ": that mail tells of no alert.")
	}
	for _, n := range meant {
		if err := y.doOne(ctx, n); err != nil {
			return err
		}
	}
	return nil
}

// doOne does a command about one alert of the mail, by its number there.
func (y *answering) doOne(ctx context.Context, n int) error {
	item := y.mail.Alerts[n-1]
	a, known := y.view.State.Alerts[item.Alert]
	if !known {
		y.say(y.numbered(n, "", "NOT "+y.Verb.Done()+": it is over and forgotten."))
		return nil
	}
	name := y.view.Headline(a)
	if err := y.mayAct(a); err != nil {
		y.say(y.numbered(n, name, fmt.Sprintf("NOT %s: %v; %s.", y.Verb.Done(), err, y.stands(a, y.mail.To))))
		return nil
	}
	done, err := y.do(ctx, a, Deed{
		Command: y.Command, By: y.Message.From, At: y.Arrived, Source: "mail", ID: strings.Join([]string{"answered", y.id, a.ID}, "-"),
		Said: firstLine(y.Message.Reply), Call: item.Call, Written: y.mail.CreatedAt, Clock: y.mail.To,
	})
	if refused, ok := errors.AsType[refusal](err); ok {
		y.say(y.numbered(n, name, "NOT "+y.Verb.Done()+": "+sentence(refused.why)))
		return nil
	}
	if err != nil {
		return fmt.Errorf("do what %s asks about alert %s: %w", y.Message.From, a.ID, err)
	}
	y.facts, y.wrote, y.acted = append(y.facts, done.Fact), y.wrote || done.Wrote, append(y.acted, a)
	y.done[a.ID] = done.Fact.Kind
	y.say(y.numbered(n, name, sentence(done.Says)))
	y.say(done.More...)
	return nil
}

// numbered puts before a line which alert of the mail it is about, if there are several.
func (y *answering) numbered(n int, name, line string) string {
	switch {
	case len(y.mail.Alerts) < 2:
		return line
	case name == "":
		return fmt.Sprintf("%d. %s", n, line)
	}
	return fmt.Sprintf("%d. %s: %s", n, name, line)
}

// release lets the suppliers be written to whom a letter listed.
func (y *answering) release() {
	if err := y.mayAct(model.Alert{}); err != nil {
		y.say(fmt.Sprintf("NOT released: %v.", err))
		return
	}
	if len(y.mail.About) == 0 {
		y.say("NOT released: that mail lists nobody who would be written to.")
		return
	}
	y.say(fmt.Sprintf("Released by %s. They are written to within their working hours, %d mails a day at most:", y.Message.From, y.intake.daemon.settings.Verification.PerDay), "")
	for _, about := range y.mail.About {
		y.facts = append(y.facts, model.Fact{
			ID: strings.Join([]string{"released", y.mail.ID, about.Supplier, about.Subject}, "-"), Supplier: about.Supplier, Subject: about.Subject,
			Kind: model.FactReleased, ObservedAt: y.Arrived, RecordedAt: y.view.Now, Actor: y.Message.From, Source: "mail",
			Evidence: "answered: send",
		})
		y.say("  " + about.Supplier + "/" + strings.TrimPrefix(about.Subject, "contact/"))
	}
}

// receiptID names the answer to a message, so that one message gets one answer wherever and however often it is read.
func (y *answering) receiptID() string { return receiptID(y.id) }

func receiptID(parts ...string) string {
	sum := sha256.Sum256([]byte(strings.Join(parts, "\x00")))
	return "receipt-" + hex.EncodeToString(sum[:10])
}

// receipt is an answer in the thread of what it answers.
func (y *answering) receipt(id string) *model.Mail {
	m := compose.Receipt(y.identity, id, model.Recipient{Team: y.mail.To.Team, Address: y.Message.From}, y.Message.Subject,
		[]string{y.mail.MessageID, y.Message.MessageID}, y.said, y.view.Now)
	return &m
}

// sentence ends a text with a full stop.
func sentence(s string) string {
	if strings.HasSuffix(s, ".") {
		return s
	}
	return s + "."
}
