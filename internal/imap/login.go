package imap

import (
	"context"

	"supplierwatch/internal/model"
)

// Login logs into an account and opens a folder of it, as somebody would who
// wants to read it, and logs out again. The fact is about mailbox/ID, for id
// the mailbox in the registry; whoever records it adds when it was observed.
func Login(ctx context.Context, id string, a Account, folder string) model.Fact {
	fact := model.Fact{
		Subject: model.KindMailbox.Subject(id), Kind: model.FactProbeOK, Actor: model.ActorWatchdog, Source: "imap",
	}
	attempt := Try(ctx, a, folder)
	if attempt.Reason != "" {
		fact.Kind = kindFor(attempt.Reason)
		fact = fact.WithReason(string(attempt.Reason))
	}
	fact.Evidence = attempt.Evidence
	return fact
}

// Attempt is what became of an attempt to open a folder.
type Attempt struct {
	Failed   Step   // the step that failed; empty: none
	Reason   Reason // why it failed; empty: it did not
	Evidence string // what was done and what came of it, in a few lines
}

// Try logs into an account and opens a folder of it, and logs out again.
func Try(ctx context.Context, a Account, folder string) Attempt {
	transcript := newTranscript(a)
	var attempt Attempt
	if err := visit(ctx, a, folder, transcript); err != nil {
		transcript.note("%v", err)
		attempt.Failed, attempt.Reason = failedStep(err), reasonOf(err)
	}
	attempt.Evidence = transcript.String()
	return attempt
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
