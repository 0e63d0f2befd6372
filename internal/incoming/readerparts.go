package incoming

import (
	"context"

	"supplierwatch/internal/mailauth"
	"supplierwatch/internal/model"
)

// Folders returns the folders that are read, each once.
func (x *Reader) Folders() []Folder {
	return foldersOf(x.Replies, x.Registry().Mailboxes, x.Logins)
}

// IsOurs reports whether an address belongs to us.
func (x *Reader) IsOurs(address string) bool {
	return x.Addresses.IsOurs(x.Registry(), address)
}

// authorizer authenticates senders by our addresses of this instant.
func (x *Reader) authorizer() mailauth.Authorizer {
	z := x.Addresses.Authorizer
	z.Ours = x.IsOurs
	return z
}

// threads returns what finds our mails that the messages of one batch answer.
func (x *Reader) threads() *threadMatcher {
	return &threadMatcher{key: x.Key, clock: x.Clock, store: x.Store}
}

// RoundTrips sends a mail to each of our mailboxes for which it is time, to see it arrive.
func (x *Reader) RoundTrips(ctx context.Context) error {
	return x.roundTrips().send(ctx, x.Registry().Mailboxes)
}

// roundTrips returns what sends round trips and deletes those that arrived.
func (x *Reader) roundTrips() *roundTrips {
	return &roundTrips{identity: x.Identity, clock: x.Clock, timezone: x.Timezone, logins: x.Logins, store: x.Store, log: x.Log}
}

// CheckMailboxState records the state of our role mailboxes in a folder.
func (x *Reader) CheckMailboxState(ctx context.Context, f Folder) error {
	states := mailboxStates{clock: x.Clock, logins: x.Logins, facts: x.Facts, store: x.Store, threads: x.threads()}
	return states.check(ctx, f)
}

// OperatorsNotice returns the mails that notify the operators of something that is not an alert, one for each of them. The id names the notice:
// whoever composes it again gets the same rows, so that it is sent once.
func (x *Reader) OperatorsNotice(id, subject string, lines []string) []model.Mail {
	return x.operatorsNotices().mails(id, subject, lines)
}

// operatorsNotices returns what composes notices to the operators.
func (x *Reader) operatorsNotices() operatorsNotices {
	return operatorsNotices{composer: x.Composer, operators: x.Operators, clock: x.Clock, log: x.Log}
}

// wrongTokenReports returns what reports wrong tokens. All share one count of what was logged.
func (x *Reader) wrongTokenReports() *wrongTokenReports {
	return &wrongTokenReports{
		identity: x.Identity, key: x.Key, clock: x.Clock, notices: x.operatorsNotices(), log: x.Log, logged: &x.wrongTokens,
	}
}
