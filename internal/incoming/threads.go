package incoming

import (
	"context"
	"slices"
	"strings"
	"time"

	"supplierwatch/internal/imap"
	"supplierwatch/internal/mailauth"
	"supplierwatch/internal/mailparse"
	"supplierwatch/internal/model"
	"supplierwatch/internal/token"
)

// threadMatcher finds our mails that messages answer. It lives as long as a batch.
type threadMatcher struct {
	key   token.Key
	clock func() time.Time
	store Store
	state *model.State // nil: not asked for yet
}

// matchBatch finds for each message of a batch our mail that it answers. One that came later than now was stamped by a clock that runs
// ahead, and would prove something for years to come.
func (x *threadMatcher) matchBatch(ctx context.Context, authorizer mailauth.Authorizer, f Folder, received []imap.Received) ([]InboundMail, error) {
	all := make([]InboundMail, len(received))
	for i, r := range received {
		if r.Arrived.After(x.clock()) {
			r.Arrived = x.clock()
		}
		all[i] = InboundMail{Received: r, folder: f, ID: nameOf(r)}
		if err := x.match(ctx, &all[i]); err != nil {
			return nil, err
		}
		if row := all[i].Answers; row != nil && !all[i].Own && row.Kind.ToSupplier() {
			all[i].Message = all[i].Message.Against(row.Subject + "\n" + row.Text)
		}
		all[i].Proof = authorizer.Authorize(r.Message.From, r.Message.AuthResults)
		all[i].Message = x.quotable(all[i].Message)
	}
	return all, nil
}

// quotable takes our tokens out of what may be kept of a message. It is done before anything is shortened: of a token that is cut, what is
// left could be completed by trying.
func (x *threadMatcher) quotable(m mailparse.Message) mailparse.Message {
	m.Subject, m.Reply = x.key.Mask(m.Subject), x.key.Mask(m.Reply)
	m.Evidence = token.Masked(x.key, m.Evidence)
	return m
}

// match finds our mail that a message is, by its own Message-ID, or answers: by a token that we signed, in the address that was
// answered, in a Message-ID that was referred to, in the original that came back, or in a quoted line. Only the whole Message-ID makes a
// message ours: whoever has a token could make one that bears it.
func (x *threadMatcher) match(ctx context.Context, a *InboundMail) error {
	row, err := x.signedBy(ctx, tokensOf(a.Message.MessageID))
	if err != nil {
		return err
	}
	if row != nil && strings.EqualFold(row.MessageID, a.Message.MessageID) {
		a.Answers, a.Own = row, true
		return nil
	}
	a.Answers, err = x.signedBy(ctx, mailparse.Tokens(a.Message))
	if err != nil || a.Answers == nil || x.clock().Sub(a.Answers.CreatedAt) <= AnswerableFor {
		return err
	}
	a.Late, err = x.isOver(ctx, a.Answers)
	return err
}

// isCorrespondence reports whether a message is one of our mails or answers one in time: that waits for us and for nobody else. A token alone does
// not make it so, for suppliers go on writing in our threads.
func (x *threadMatcher) isCorrespondence(ctx context.Context, m mailparse.Message) (bool, error) {
	a := InboundMail{Received: imap.Received{Message: m}}
	err := x.match(ctx, &a)
	return a.Answers != nil && !a.Late, err
}

// AnswerableFor is how long one of our mails can be answered, if nothing that it is about is still open.
const AnswerableFor = 30 * 24 * time.Hour

// isOver reports whether no alert is open that a mail is about.
func (x *threadMatcher) isOver(ctx context.Context, row *model.Mail) (bool, error) {
	if x.state == nil {
		state, err := x.store.State(ctx)
		if err != nil {
			return false, err
		}
		x.state = &state
	}
	return isOver(*x.state, row), nil
}

// IsExpired reports whether a mail can no longer be answered.
func IsExpired(state model.State, row *model.Mail, now time.Time) bool {
	return now.Sub(row.CreatedAt) > AnswerableFor && isOver(state, row)
}

// isOver reports whether no alert is open that a mail is about: one that it reported, or the verification of a contact that it asked.
func isOver(state model.State, row *model.Mail) bool {
	for _, item := range row.Alerts {
		if state.Alerts[item.Alert].State.Open() {
			return false
		}
	}
	asked := map[model.SubjectRef]bool{}
	for _, about := range row.About {
		asked[about] = row.Kind.ToSupplier()
	}
	for _, a := range state.Alerts {
		if a.State.Open() && asked[model.SubjectRef{Supplier: a.Supplier, Subject: a.Subject}] {
			return false
		}
	}
	return true
}

// signed reports whether a message bears one of our tokens, whatever became of what that names.
func signed(key token.Key, m mailparse.Message) bool {
	return slices.ContainsFunc(slices.Concat(tokensOf(m.MessageID), mailparse.Tokens(m)), key.Valid)
}

// tokensOf returns the tokens in a Message-ID.
func tokensOf(id string) []string {
	return mailparse.Tokens(mailparse.Message{References: []string{id}})
}

// signedBy returns the mail that the first of some tokens that is ours names; nil if none does.
func (x *threadMatcher) signedBy(ctx context.Context, tokens []string) (*model.Mail, error) {
	return token.First(x.key, tokens, func(t string) (model.Mail, bool, error) { return x.store.MailByToken(ctx, t) })
}
