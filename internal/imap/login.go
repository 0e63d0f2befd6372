package imap

import (
	"context"

	"supplierwatch/internal/model"
)

// Login logs into an account and opens a folder of it, as somebody would who
// wants to read it, and logs out again. The fact is about mailbox/ID, for id
// the mailbox in the registry; whoever records it adds when it was observed.
func Login(ctx context.Context, id string, a Account, folder string) model.Fact {
	transcript := newTranscript(a)
	fact := model.Fact{
		Subject: model.KindMailbox.Subject(id), Kind: model.FactProbeOK, Actor: model.ActorWatchdog, Source: "imap",
	}
	if err := visit(ctx, a, folder, transcript); err != nil {
		transcript.note("%v", err)
		reason := reasonOf(err)
		fact.Kind = kindFor(reason)
		fact = fact.WithReason(string(reason))
	}
	fact.Evidence = transcript.String()
	return fact
}

func visit(ctx context.Context, a Account, folder string, transcript *transcript) error {
	s, err := open(ctx, a, transcript)
	if err != nil {
		return err
	}
	defer s.close()
	if err := s.login(ctx); err != nil {
		return err
	}
	if _, err := s.examine(ctx, folder); err != nil {
		return err
	}
	s.logout(ctx)
	return nil
}

// kindFor returns the kind of fact that a reason makes.
func kindFor(r Reason) model.FactKind {
	if r == ReasonCancelled {
		return model.FactProbeUnknown
	}
	return model.FactProbeFailed
}
