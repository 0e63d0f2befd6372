package daemon

import (
	"fmt"
	"slices"
	"testing"
	"time"

	"supplierwatch/internal/imap"
	"supplierwatch/internal/incoming"
	"supplierwatch/internal/model"
)

// strangersMail is a mail to our mailbox from somebody of ACME whom the registry does not have.
func strangersMail(n int) string {
	return fmt.Sprintf("From: someone-%d@acme.example\nTo: confirmations@buyer.example\nSubject: order confirmation %[1]d\nMessage-ID: <%[1]d@acme.example>\n\nThank you.\n", n)
}

func strangersMails(n int) []string {
	all := make([]string, n)
	for i := range all {
		all[i] = strangersMail(i + 1)
	}
	return all
}

// TestAnEvaluationRunsWhileAMailIsUnderstood holds the understanding of a mail up and has an evaluation run meanwhile.
func TestAnEvaluationRunsWhileAMailIsUnderstood(t *testing.T) {
	o := newMailFixture(t)
	begun, goOn, kept := make(chan struct{}), make(chan struct{}), make(chan struct{})
	o.BeforeInterpreting = func(incoming.InboundMail) {
		close(begun)
		<-goOn
	}
	batch := o.received(strangersMail(1))
	go func() {
		defer close(kept)
		o.take(o.orders, batch)
	}()
	<-begun
	evaluated := make(chan error, 1)
	go func() {
		_, err := o.daemon.engine.Evaluate(t.Context())
		evaluated <- err
	}()
	select {
	case err := <-evaluated:
		if err != nil {
			t.Error(err)
		}
	case <-time.After(time.Minute):
		t.Error("the evaluation waits for a mail that is being understood")
	}
	close(goOn)
	<-kept
	if len(o.told()) == 0 {
		t.Error("the mail told nothing")
	}
}

// TestABatchIsCommittedInPortions checks that what the first messages of a batch report is kept, with their position, before the others are
// understood, and that a message that cannot be read is noted before the position moves past it.
func TestABatchIsCommittedInPortions(t *testing.T) {
	o := newMailFixture(t)
	batch := o.received(strangersMails(3 * incoming.MailsPerCommit)...)
	unreadable := uint32(incoming.MailsPerCommit + 5)
	batch.Quarantined = []imap.Quarantined{{UID: unreadable, Reason: "it panics"}}
	var positions []model.FolderPosition
	met := 0
	o.BeforeInterpreting = func(incoming.InboundMail) {
		if met++; met%incoming.MailsPerCommit == 1 {
			all, err := o.daemon.store.Positions(t.Context())
			if err != nil {
				t.Error(err)
			}
			positions = append(positions, all...)
			noted := len(o.factsOf(model.FactQuarantined))
			if past := len(all) > 0 && all[0].UID >= unreadable; past != (noted == 1) {
				t.Errorf("at %v, %d messages are noted as unreadable", all, noted)
			}
		}
	}
	o.take(o.orders, batch)
	if len(positions) != 2 || positions[0].UID != incoming.MailsPerCommit || positions[1].UID != 2*incoming.MailsPerCommit {
		t.Errorf("between portions the folder is read up to %v", positions)
	}
	if got := len(o.factsOf(model.FactConfirmation)); got != 3*incoming.MailsPerCommit {
		t.Errorf("%d confirmations of %d are kept", got, 3*incoming.MailsPerCommit)
	}
}

// TestMessagesOfWhichTheHeaderSufficesAreCommittedTogether checks that more of them are committed at once than of messages that were read whole.
func TestMessagesOfWhichTheHeaderSufficesAreCommittedTogether(t *testing.T) {
	o := newMailFixture(t)
	batch := o.received(strangersMails(3 * incoming.MailsPerCommit)...)
	for i := range batch.Received {
		batch.Received[i].Header = true
	}
	o.BeforeInterpreting = func(a incoming.InboundMail) {
		if all, err := o.daemon.store.Positions(t.Context()); err != nil || len(all) > 0 {
			t.Errorf("before message %d of one commit, the folder is read up to %v, %v", a.UID, all, err)
		}
	}
	o.take(o.orders, batch)
	all, err := o.daemon.store.Positions(t.Context())
	if err != nil || len(all) != 1 || all[0].UID != 3*incoming.MailsPerCommit {
		t.Errorf("the folder is read up to %v, %v", all, err)
	}
}

// TestAPortionEndsWhereItsMailsHaveManyFacts checks that fewer messages are committed at once where each is about many suppliers.
func TestAPortionEndsWhereItsMailsHaveManyFacts(t *testing.T) {
	o := newMailFixture(t)
	const suppliers = incoming.FactsPerCommit / 4
	registry := fixtureRegistry
	for i := range suppliers {
		registry += fmt.Sprintf("  - {id: s%d, name: S, tier: standard, owner: buying, contacts: [{id: orders, role: orders, email: orders-%[1]d@acme.example}]}\n", i)
	}
	o.write("registry.yaml", registry)
	o.open()
	var positions []uint32
	o.BeforeInterpreting = func(incoming.InboundMail) {
		all, err := o.daemon.store.Positions(t.Context())
		if err != nil {
			t.Error(err)
		}
		if len(all) > 0 && !slices.Contains(positions, all[0].UID) {
			positions = append(positions, all[0].UID)
		}
	}
	o.take(o.orders, o.received(strangersMails(incoming.MailsPerCommit)...))
	if len(positions) == 0 || positions[0] > 4 {
		t.Errorf("the first commit is behind %v of %d messages, each of which tells more than %d facts", positions, incoming.MailsPerCommit, suppliers)
	}
	if got := len(o.factsOf(model.FactSenderUnknown)); got != incoming.MailsPerCommit*(suppliers+1) {
		t.Errorf("%d facts about senders are kept, want %d", got, incoming.MailsPerCommit*(suppliers+1))
	}
}

// factsOf returns the recorded facts of one kind.
func (o *mailFixture) factsOf(kind model.FactKind) []model.Fact {
	o.t.Helper()
	var found []model.Fact
	for _, f := range o.facts() {
		if f.Kind == kind {
			found = append(found, f)
		}
	}
	return found
}
