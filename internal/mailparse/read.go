package mailparse

import (
	"slices"
	"strings"

	"supplierwatch/internal/mailaddr"
	"supplierwatch/internal/mailparse/bank"
	"supplierwatch/internal/mailparse/bounce"
	"supplierwatch/internal/mailparse/mime"
	"supplierwatch/internal/mailparse/ownwords"
	"supplierwatch/internal/mailparse/reply"
)

// Read returns what a received mail is. It takes any bytes. An answer refers to them, so that it can be read again.
func Read(raw []byte) Message {
	parsed := mime.Read(raw)
	parsed.Text, parsed.Encrypted = mime.WithoutArmor(parsed.Text, saysSomething)
	m := Message{Kind: KindOther}
	m.readHeader(parsed.Header)
	m.Text = mime.WithoutMarks(parsed.Text)
	m.Attachments, m.EndsInFile = attachmentsOf(parsed.Parts), parsed.EndsInFile()
	ours := reply.Ours{ownwords.Shipped()}
	if m.readReport(parsed) {
		m.Own, m.Quoted, _ = reply.Split(parsed.Text)
	} else {
		m.readReply(m.replyOf(parsed, ours))
		m.withoutSender()
	}
	m.Program = m.isProgram(parsed.Header)
	return m
}

// Against returns the message as it is understood by a reader who has the text of our mail that it answers: the words of that text are ours.
func (m Message) Against(sent string) Message {
	if m.parsed == nil || strings.TrimSpace(sent) == "" {
		return m
	}
	again := m
	again.Kind, again.Verdict, again.Evidence, again.Presumed = KindOther, "", nil, false
	again.Unreadable, again.Until, again.StandIn = "", "", nil
	again.readReply(again.replyOf(*m.parsed, reply.Ours{ownwords.Of(sent), ownwords.Shipped()}))
	again.withoutSender()
	again.Program = again.isProgram(m.parsed.Header)
	return again
}

// saysSomething reports whether a line says something to whoever reads it: an address or an account.
func saysSomething(line string) bool { return strings.Contains(line, "@") || bank.In(line).Any() }

// readReport takes over what a mail says about a delivery, and reports whether that is what it is about.
func (m *Message) readReport(parsed mime.Mail) bool {
	r, ok := bounce.Read(bounce.Mail{
		Parsed: parsed, Subject: m.Subject, Answers: len(m.InReplyTo) > 0,
		Known: slices.Concat(m.To, m.Cc, m.DeliveredTo, []string{m.From, m.Sender}), SentTo: slices.Concat(m.To, m.DeliveredTo),
	})
	m.Original = r.Original
	if ok {
		m.Recipient = r.Recipient
		m.Kind, m.Verdict, m.Evidence = Kind(r.Kind), Verdict(r.Verdict), r.Evidence
		m.Feedback, m.Status, m.Code = r.Feedback, r.Status, r.Code
	}
	return ok
}

// withoutSender takes a mail that came without a sender in its envelope, and that
// answers one of our mails, for a bounce where it would else be a person's or nobody's:
// what people write has a sender (RFC 5321, 4.5.5).
func (m *Message) withoutSender() {
	answers := m.Original != nil || len(m.InReplyTo)+len(m.References) > 0 || len(Tokens(*m)) > 0
	if !m.NoReturn || m.Kind != KindReply && (m.Kind != KindOther || !answers) {
		return
	}
	r := bounce.Unexplained(m.Original)
	m.Kind, m.Verdict, m.Evidence = Kind(r.Kind), Verdict(r.Verdict), r.Evidence
	m.Reply, m.Addresses, m.Phones, m.StandIn, m.Aside, m.Unreadable = "", nil, nil, nil, "", ""
}

// replyOf divides the text of a mail, and returns the mail as the reader of replies takes it.
func (m *Message) replyOf(parsed mime.Mail, ours reply.Ours) reply.Mail {
	marked, between := ours.Mark(parsed.Text)
	own, quoted, cut := reply.SplitAnswer(marked, m.isOurs)
	m.Own, m.Quoted = own, quoted
	return reply.Mail{
		Parsed: parsed, Own: m.Own, Quoted: m.Quoted, Cut: cut, Marked: marked, Between: between, Ours: ours,
		Subject: m.Subject, From: m.From, To: slices.Concat(m.To, m.DeliveredTo), Sent: m.Date,
		Answers:    len(m.InReplyTo)+len(m.References) > 0 || len(Tokens(*m)) > 0,
		FromServer: bounce.FromServer(parsed.Header),
	}
}

// isOurs reports whether an address is one that the mail was sent to, or at the same domain and not at that of its author.
func (m *Message) isOurs(address string) bool {
	domain := mailaddr.Domain(address)
	return domain != mailaddr.Domain(m.From) && slices.ContainsFunc(slices.Concat(m.To, m.DeliveredTo), func(ours string) bool { return mailaddr.Domain(ours) == domain })
}

// readReply takes over what a person answered, or a program in a person's place.
func (m *Message) readReply(mail reply.Mail) {
	meaning, ok := reply.ReadAutomatic(mail)
	m.Bank, m.Echo = reply.BankDetails(mail)
	if !ok {
		meaning, ok = reply.ReadPerson(mail, m.BankDetails(""))
	}
	m.Reply, m.Addresses, m.Phones, m.Aside = meaning.Text, meaning.Addresses, meaning.Phones, Verdict(meaning.Aside)
	if !ok {
		m.Evidence = []string{reply.Missing(mail)}
		return
	}
	if mail.Answers {
		m.parsed = &mail.Parsed
	}
	if m.Kind = KindReply; meaning.Automatic {
		m.Kind = KindAutoReply
	}
	m.Verdict, m.Evidence, m.Presumed, m.Unreadable = Verdict(meaning.Verdict), meaning.Evidence, meaning.Presumed, meaning.Unreadable
	m.Until, m.StandIn = meaning.Until, meaning.StandIn
	if meaning.Automatic && m.BankDetails("").WeighAlone() == bank.Alarming {
		m.Evidence = append(m.Evidence, "announces bank details"+m.Bank.Kinds())
	}
}

// isProgram reports whether nobody wrote a mail by hand. What a person writes has a return path.
func (m *Message) isProgram(h mime.Header) bool {
	switch m.Kind {
	case KindReply:
		return m.NoReturn
	case KindOther:
		return m.NoReturn || reply.FromProgram(h, m.From) || bounce.FromServer(h)
	}
	return false
}

// BankDetails returns what bank details a mail holds wherever they stand. What
// repeats our mail, whose text is given if it is known, is left out.
func (m Message) BankDetails(sent string) bank.Details {
	return m.Bank.With(bank.NotFromUs(m.Echo, sent))
}
