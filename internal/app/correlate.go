package app

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"slices"
	"strings"
	"time"

	"supplierwatch/internal/imap"
	"supplierwatch/internal/mailauth"
	"supplierwatch/internal/mailparse"
	"supplierwatch/internal/model"
	"supplierwatch/internal/token"
	"supplierwatch/internal/wiring"
)

// arrival is a message with the mail of ours that it is, or answers.
type arrival struct {
	imap.Received
	folder folder
	id     string         // names it for good
	row    *model.Mail    // the mail of ours; nil: none
	own    bool           // it is that mail itself, and no answer
	late   bool           // it answers long after anybody should
	proof  mailauth.Proof // how far our own server vouches for its sender
}

// arrivals finds for each message of a batch the mail of ours that it answers. One that came later than now was stamped by a clock that runs
// ahead, and would prove something for years to come.
func (x *intake) arrivals(ctx context.Context, f folder, received []imap.Received) ([]arrival, error) {
	all := make([]arrival, len(received))
	correlator := correlator{intake: x}
	for i, r := range received {
		if r.Arrived.After(x.daemon.clock()) {
			r.Arrived = x.daemon.clock()
		}
		all[i] = arrival{Received: r, folder: f, id: nameOf(r)}
		if err := correlator.correlate(ctx, &all[i]); err != nil {
			return nil, err
		}
		all[i].proof = wiring.Authorizer(x.daemon.settings, x.ours).Authorize(r.Message.From, r.Message.AuthResults)
		all[i].Message = x.quotable(all[i].Message)
	}
	return all, nil
}

// quotable takes our tokens out of what may be kept of a message. It is done before anything is shortened: of a token that is cut, what is
// left could be completed by trying.
func (x *intake) quotable(m mailparse.Message) mailparse.Message {
	m.Subject, m.Reply = x.daemon.key.Mask(m.Subject), x.daemon.key.Mask(m.Reply)
	m.Evidence = token.Masked(x.daemon.key, m.Evidence)
	return m
}

// nameOf names a message for good, whatever number a server gives it: by its Message-ID, else by its header, and when it came.
func nameOf(r imap.Received) string {
	m := r.Message
	if m.MessageID != "" {
		return m.MessageID
	}
	sum := sha256.Sum256(fmt.Appendf(nil, "%q %q %q %q %d", r.Arrived.UTC(), m.Date.UTC(), m.From, m.Subject, r.Size))
	return "unnamed-" + hex.EncodeToString(sum[:12])
}

// correlator finds the mails of ours that messages answer. It lives as long as a batch.
type correlator struct {
	intake *intake
	state  *model.State // nil: not asked for yet
}

// correlate finds the mail of ours that a message is, by its own Message-ID, or answers: by a token that we signed, in the address that was
// answered, in a Message-ID that was referred to, in the original that came back, or in a quoted line. Only the whole Message-ID makes a
// message ours: whoever has a token could make one that bears it.
func (x *correlator) correlate(ctx context.Context, a *arrival) error {
	row, err := x.intake.signedBy(ctx, tokensOf(a.Message.MessageID))
	if err != nil {
		return err
	}
	if row != nil && strings.EqualFold(row.MessageID, a.Message.MessageID) {
		a.row, a.own = row, true
		return nil
	}
	a.row, err = x.intake.signedBy(ctx, mailparse.Tokens(a.Message))
	if err != nil || a.row == nil || x.intake.daemon.clock().Sub(a.row.CreatedAt) <= answerable {
		return err
	}
	a.late, err = x.over(ctx, a.row)
	return err
}

// corresponds reports whether a message is a mail of ours or answers one in time: that waits for us and for nobody else. A token alone does
// not make it so, for suppliers go on writing in threads of ours.
func (x *correlator) corresponds(ctx context.Context, m mailparse.Message) (bool, error) {
	a := arrival{Received: imap.Received{Message: m}}
	err := x.correlate(ctx, &a)
	return a.row != nil && !a.late, err
}

// answerable is how long a mail of ours can be answered, if nothing that it is about is still open.
const answerable = 30 * 24 * time.Hour

// over reports whether no alert is open that a mail is about: one that it told of, or the verification of a contact that it asked.
func (x *correlator) over(ctx context.Context, row *model.Mail) (bool, error) {
	if x.state == nil {
		state, err := x.intake.daemon.store.State(ctx)
		if err != nil {
			return false, err
		}
		x.state = &state
	}
	for _, item := range row.Alerts {
		if x.state.Alerts[item.Alert].State.Open() {
			return false, nil
		}
	}
	asked := map[model.SubjectRef]bool{}
	for _, about := range row.About {
		asked[about] = row.Kind.ToSupplier()
	}
	for _, a := range x.state.Alerts {
		if a.State.Open() && asked[model.SubjectRef{Supplier: a.Supplier, Subject: a.Subject}] {
			return false, nil
		}
	}
	return true, nil
}

// signed reports whether a message bears a token of ours, whatever became of what that names.
func (x *intake) signed(m mailparse.Message) bool {
	return slices.ContainsFunc(slices.Concat(tokensOf(m.MessageID), mailparse.Tokens(m)), x.daemon.key.Valid)
}

// tokensOf gives the tokens in a Message-ID.
func tokensOf(id string) []string {
	return mailparse.Tokens(mailparse.Message{References: []string{id}})
}

// signedBy gives the mail that the first of some tokens that is ours names; nil if none does.
func (x *intake) signedBy(ctx context.Context, tokens []string) (*model.Mail, error) {
	for _, t := range tokens {
		if !x.daemon.key.Valid(t) {
			continue
		}
		row, known, err := x.daemon.store.MailByToken(ctx, token.Normal(t))
		if err != nil {
			return nil, err
		}
		if known {
			return &row, nil
		}
	}
	return nil, nil
}
