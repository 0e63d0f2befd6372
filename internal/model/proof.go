package model

// DataProof is the key under which a fact from mail tells how far its sender is known. The value is a SenderProof.
const DataProof = "proof"

// SenderProof says how far the sender of a mail is known.
type SenderProof string

// The proofs of a sender. A failed one tells nothing, except where the mail answers a question of ours.
const (
	ProofToken      SenderProof = "token"       // the mail answers a mail of ours with its valid token
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

// AnswersUs reports whether a fact shows that mail to its subject is read: somebody answered a mail of ours with its token, or a person or a
// program recorded the answer. That somebody wrote from an address shows nothing about mail to it, nor does what a mail server or a filter
// answers, such as a bounce in a language that is not understood.
func (f Fact) AnswersUs() bool {
	return f.Authenticated() && f.Data[DataProgram] == "" && (f.Source != sourceMail || f.Data[DataMail] != "")
}
