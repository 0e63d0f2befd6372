package model

// SenderProof is how well the sender of a mail is known.
type SenderProof string

// The proofs of a sender. A failed one shows nothing, except where the mail answers a question that we asked.
const (
	ProofToken      SenderProof = "token"       // the mail answers one of our mails with its valid token
	ProofSender     SenderProof = "proven"      // our mail server found that the sender sent it
	ProofNotStamped SenderProof = "not stamped" // our mail server says nothing about the sender
	ProofFailed     SenderProof = "failed"      // our mail server found that somebody else sent it
)

// sourceMail is the source of facts from mail.
const sourceMail = "imap"

// Authenticated reports whether it is known who is behind a fact: people and programs that record facts, whoever answered with a valid token,
// and senders whom our mail server proved. Facts from mail of earlier versions tell no proof; of those only answers to our mails count.
func (f Fact) Authenticated() bool {
	switch f.Proof() {
	case ProofToken, ProofSender:
		return true
	case "":
		return f.Source != sourceMail || f.Mail() != ""
	case ProofNotStamped, ProofFailed:
	}
	return false
}

// AnswersUs reports whether a fact shows that somebody reads the mail to its subject. Either somebody answered one of our mails with its token, or
// a person or a program recorded the answer. A mail from an address does not show this, nor does an answer by a mail server or a filter, such as a
// bounce in a language that is not understood.
func (f Fact) AnswersUs() bool {
	return f.Authenticated() && !f.ByProgram() && (f.Source != sourceMail || f.Mail() != "")
}

// Proof returns how well the sender of a mail is known; empty where earlier versions recorded none.
func (f Fact) Proof() SenderProof { return SenderProof(f.Data[dataProof]) }

// ByProgram reports whether a program wrote an answer, so that nobody may have read our mail.
func (f Fact) ByProgram() bool { return f.Data[dataProgram] != "" }

// Mail returns the outbox row of our mail that a fact is about, or that it answers.
func (f Fact) Mail() string { return f.Data[dataMail] }

// MessageID returns the Message-ID of the mail that a fact is about.
func (f Fact) MessageID() string { return f.Data[dataMessageID] }

// Address returns the address to which we wrote, or which wrote to us.
func (f Fact) Address() string { return f.Data[dataAddress] }
