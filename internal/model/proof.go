package model

// DataProof is the key under which a fact from mail tells how far its sender is known. The value is a SenderProof.
const DataProof = "proof"

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
	switch SenderProof(f.Data[DataProof]) {
	case ProofToken, ProofSender:
		return true
	case "":
		return f.Source != sourceMail || f.Data[DataMail] != ""
	case ProofNotStamped, ProofFailed:
	}
	return false
}

// AnswersUs reports whether a fact shows that somebody reads the mail to its subject. Either somebody answered one of our mails with its token, or
// a person or a program recorded the answer. A mail from an address does not show this, nor does an answer by a mail server or a filter, such as a
// bounce in a language that is not understood.
func (f Fact) AnswersUs() bool {
	return f.Authenticated() && f.Data[DataProgram] == "" && (f.Source != sourceMail || f.Data[DataMail] != "")
}
