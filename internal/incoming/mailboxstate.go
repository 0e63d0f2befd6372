package incoming

import (
	"context"
	"errors"
	"fmt"
	"strconv"
	"time"

	"supplierwatch/internal/imap"
	"supplierwatch/internal/mailparse"
	"supplierwatch/internal/model"
)

// CheckMailboxState records the state of our role mailboxes: since when something lies there unread, and how full they are. What has not changed is not
// recorded again.
func (x *Reader) CheckMailboxState(ctx context.Context, f Folder) error {
	account, known := x.Logins.Account(f.Account)
	if !known || len(f.Mailboxes) == 0 {
		return nil
	}
	var asked error
	correlator := threadMatcher{intake: x}
	found, err := imap.Inspect(ctx, account, f.Name, func(m mailparse.Message) bool {
		ours, err := correlator.isCorrespondence(ctx, m)
		asked = errors.Join(asked, err)
		return ours
	})
	if err = errors.Join(err, asked); err != nil {
		return err
	}
	var change model.Change
	err = x.Facts.WithFacts(ctx, func(known *model.Facts) {
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
	return x.Store.Commit(ctx, change)
}

func (x *Reader) unread(m *model.Mailbox, oldest *imap.Unread) model.Fact {
	f := x.stateFact(m, model.FactUnread)
	if oldest == nil {
		f.Evidence = "nothing is unread"
		return f
	}
	f.Evidence = fmt.Sprintf("unread since %s: from %s", oldest.Arrived.UTC().Format(time.RFC3339), oldest.Sender)
	f.Data[model.DataOldest], f.Data[model.DataAddress] = oldest.Arrived.UTC().Format(time.RFC3339), oldest.Sender
	return f
}

// quota returns the fact of how full a mailbox is; one without a kind where nobody tells.
func (x *Reader) quota(m *model.Mailbox, q *imap.Quota) model.Fact {
	if q == nil || q.Limit <= 0 {
		return model.Fact{}
	}
	f := x.stateFact(m, model.FactQuota)
	f.Evidence = fmt.Sprintf("%d %% of the quota are used", 100*q.Used/q.Limit)
	f.Data[model.DataUsed], f.Data[model.DataLimit] = strconv.FormatInt(q.Used, 10), strconv.FormatInt(q.Limit, 10)
	return f
}

// stateFact begins a fact of how a mailbox stands now.
func (x *Reader) stateFact(m *model.Mailbox, kind model.FactKind) model.Fact {
	now := x.Clock()
	return model.Fact{
		ID: string(kind) + "-" + m.ID + "-" + now.UTC().Format(time.RFC3339Nano), Subject: model.KindMailbox.Subject(m.ID), Kind: kind,
		ObservedAt: now, RecordedAt: now, Actor: model.ActorWatchdog, Source: "imap", Data: map[string]string{},
	}
}

// changed reports whether a fact says anything else than the last one of its kind. A quota says so by the whole percent.
func changed(known *model.Facts, f model.Fact) bool {
	before := known.Kind(f.Supplier, f.Subject, f.Kind)
	return len(before) == 0 || before[len(before)-1].Evidence != f.Evidence
}

// Listen has folders read as soon as something comes in, where a server says so by itself. Where none does, the schedule reads them.
func (x *Reader) Listen(ctx context.Context, f Folder) {
	account, known := x.Logins.Account(f.Account)
	if !known {
		return
	}
	err := imap.Watch(ctx, account, f.Name, func() { x.Scan(ctx, f) })
	if err != nil && !errors.Is(err, imap.ErrNoIdle) {
		x.Log.Warn("The mail server does not report new mail; the schedule reads the folder.", "account", f.Account, "folder", f.Name, "error", err)
	}
}
