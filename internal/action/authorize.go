package action

import (
	"slices"

	"supplierwatch/internal/model"
	"supplierwatch/internal/replycmd"
)

// Proof is how it is known who asks.
type Proof string

// The proofs.
const (
	ProofMailServer Proof = "mail server" // our own mail server vouches for the sender
	ProofNotStamped Proof = "not stamped" // our mail server says nothing about the sender, as is usual inside a company
	ProofFailed     Proof = "failed"      // our mail server says that the sender is not whom they claim to be
	ProofLink       Proof = "link"        // a signed link, which was mailed to nobody else
	ProofToken      Proof = "token"       // the write token of the API
	ProofProxy      Proof = "proxy"       // a trusted proxy names the user
	ProofShell      Proof = "shell"       // whoever can write the state
)

// withoutProof lists what is done although our mail server says nothing about the sender. It only acknowledges, delays or escalates, and
// everybody who was notified gets the receipt.
var withoutProof = []replycmd.Verb{
	replycmd.None, Note, replycmd.Ack, replycmd.Snooze, replycmd.NotMine, replycmd.NoAnswer, replycmd.Help,
}

// Allowed returns a refusal if nobody may ask for a verb with such a proof.
func Allowed(verb replycmd.Verb, proof Proof) error {
	switch proof {
	case ProofMailServer, ProofLink, ProofToken, ProofProxy, ProofShell:
		return nil
	case ProofNotStamped:
		if slices.Contains(withoutProof, verb) {
			return nil
		}
		return forbidden("our mail server says nothing about who sent this mail, and this command needs that; use the link in the mail, or ask the " +
			"operators about replies.unstamped")
	}
	return forbidden("our mail server could not verify that you sent this")
}

func forbidden(why string) error { return &model.Refusal{Kind: model.RefusedSender, Why: why} }
