package incoming

import (
	"context"
	"errors"
	"fmt"
	"time"

	"supplierwatch/internal/factindex"
	"supplierwatch/internal/imap"
	"supplierwatch/internal/mailparse"
	"supplierwatch/internal/model"
)

// mailboxStates records the states of role mailboxes.
type mailboxStates struct {
	clock   func() time.Time
	logins  Logins
	facts   FactIndex
	store   Store
	threads *threadMatcher // recognizes our own correspondence, which may stay unread
}

// check records the state of our role mailboxes: since when something lies there unread, and how full they are. What has not changed is not
// recorded again.
func (x *mailboxStates) check(ctx context.Context, f Folder) error {
	account, known := x.logins.Account(f.Account)
	if !known || len(f.Mailboxes) == 0 {
		return nil
	}
	var asked error
	found, err := imap.Inspect(ctx, account, f.Name, func(m mailparse.Message) bool {
		ours, err := x.threads.isCorrespondence(ctx, m)
		asked = errors.Join(asked, err)
		return ours
	})
	if err = errors.Join(err, asked); err != nil {
		return err
	}
	var change model.Change
	err = x.facts.WithFacts(ctx, func(known *factindex.Index) {
		for _, m := range f.Mailboxes {
			for _, f := range []model.Fact{x.unread(m, found.Unread), x.quota(m, found.Quota)} {
				if f.Kind != "" && changed(known, f) {
					change.Facts = append(change.Facts, f)
				}
			}
		}
	})
	if err != nil || change.Empty() {
		return err
	}
	return x.store.Commit(ctx, change)
}

// unread returns the fact of since when a mailbox has unread mail.
func (x *mailboxStates) unread(m *model.Mailbox, oldest *imap.Unread) model.Fact {
	f := x.stateFact(m, model.FactUnread)
	if oldest == nil {
		f.Evidence = "nothing is unread"
		return model.NewNothingUnread(f)
	}
	f.Evidence = fmt.Sprintf("unread since %s: from %s", oldest.Arrived.UTC().Format(time.RFC3339), oldest.Sender)
	return model.NewUnread(f, oldest.Arrived, oldest.Sender)
}

// quota returns the fact of how full a mailbox is; one without a kind where the server reports none.
func (x *mailboxStates) quota(m *model.Mailbox, q *imap.Quota) model.Fact {
	if q == nil || q.Limit <= 0 {
		return model.Fact{}
	}
	f := x.stateFact(m, model.FactQuota)
	f.Evidence = fmt.Sprintf("%d %% of the quota are used", 100*q.Used/q.Limit)
	return model.NewQuota(f, q.Used, q.Limit)
}

// stateFact returns a fact about the state of a mailbox now, without what it says.
func (x *mailboxStates) stateFact(m *model.Mailbox, kind model.FactKind) model.Fact {
	now := x.clock()
	return model.Fact{
		ID: string(kind) + "-" + m.ID + "-" + now.UTC().Format(time.RFC3339Nano), Subject: model.KindMailbox.Subject(m.ID), Kind: kind,
		ObservedAt: now, RecordedAt: now, Actor: model.ActorWatchdog, Source: "imap",
	}
}

// changed reports whether a fact says anything else than the last one of its kind. A quota says so by the whole percent.
func changed(known *factindex.Index, f model.Fact) bool {
	before := known.Kind(f.Supplier, f.Subject, f.Kind)
	return len(before) == 0 || before[len(before)-1].Evidence != f.Evidence
}
