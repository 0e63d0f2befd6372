package app

import (
	"context"
	"maps"
	"regexp"
	"slices"
	"strings"
	"sync"
	"time"

	"supplierwatch/internal/message"
	"supplierwatch/internal/watch"
)

const (
	// guessesAnHour is how many wrong tokens a sender may show in an hour.
	guessesAnHour = 20
	// blockedFor is how long no token of a sender is taken that showed more.
	blockedFor = time.Hour
	// guessers is how many senders are kept in mind; of more, who was quiet longest is forgotten.
	guessers = 1000
	// answersAnHour is how many answers one sender gets within an hour. A person needs fewer; programs that answer each other would go on.
	answersAnHour = 60
	// subjectReplies is what facts about the mail that answers ours are about.
	subjectReplies = "replies"
)

// guard counts the wrong tokens of senders. A block is a fact and survives a restart. The counts below it are kept in memory alone: a
// restart gives a sender at most nineteen more guesses at what nobody finds in a billion.
type guard struct {
	mu     sync.Mutex
	wrong  map[string][]time.Time // by sender: when each of the last guesses arrived
	until  map[string]time.Time   // by sender: when its block ends
	sent   map[string][]time.Time // by sender: when its last messages came that were answered
	loaded bool
}

// sees takes note of the wrong tokens of a message, and reports whether its sender is blocked when it arrives, and by this very message.
func (g *guard) sees(from string, at time.Time, wrong int) (blocked, now bool) {
	g.mu.Lock()
	defer g.mu.Unlock()
	from = strings.ToLower(from)
	if until := g.until[from]; at.Before(until) && !at.Before(until.Add(-blockedFor)) {
		return true, false
	}
	if wrong == 0 {
		return false, false
	}
	if g.wrong == nil {
		g.wrong = map[string][]time.Time{}
	}
	recent := slices.DeleteFunc(g.wrong[from], func(t time.Time) bool { return at.Sub(t) >= time.Hour })
	for range min(wrong, guessesAnHour) {
		recent = append(recent, at)
	}
	if len(recent) >= guessesAnHour {
		delete(g.wrong, from)
		g.block(from, at.Add(blockedFor))
		return true, true
	}
	g.wrong[from] = recent
	forget(g.wrong, func(times []time.Time) time.Time { return times[len(times)-1] })
	return false, false
}

// answers reports whether a sender is answered whose message arrives then, and takes note of it.
func (g *guard) answers(from string, at time.Time) bool {
	g.mu.Lock()
	defer g.mu.Unlock()
	if g.sent == nil {
		g.sent = map[string][]time.Time{}
	}
	from = strings.ToLower(from)
	recent := slices.DeleteFunc(g.sent[from], func(t time.Time) bool { return at.Sub(t) >= time.Hour })
	if len(recent) < answersAnHour {
		g.sent[from] = append(recent, at)
		forget(g.sent, func(times []time.Time) time.Time { return times[len(times)-1] })
		return true
	}
	g.sent[from] = recent
	return false
}

func (g *guard) block(from string, until time.Time) {
	if g.until == nil {
		g.until = map[string]time.Time{}
	}
	g.until[strings.ToLower(from)] = until
	forget(g.until, func(t time.Time) time.Time { return t })
}

// forget drops the sender that was quiet longest, where too many are kept in mind.
func forget[V any](kept map[string]V, last func(V) time.Time) {
	if len(kept) <= guessers {
		return
	}
	oldest := slices.MinFunc(slices.Collect(maps.Keys(kept)), func(a, b string) int { return last(kept[a]).Compare(last(kept[b])) })
	delete(kept, oldest)
}

// recall learns of the blocks from before a restart.
func (g *guard) recall(ctx context.Context, known func(context.Context, func(*watch.Facts)) error) error {
	g.mu.Lock()
	defer g.mu.Unlock()
	if g.loaded {
		return nil
	}
	err := known(ctx, func(facts *watch.Facts) {
		for _, f := range facts.Kind("", subjectReplies, watch.FactBlocked) {
			g.block(f.Data[watch.DataAddress], f.ObservedAt.Add(blockedFor))
		}
	})
	g.loaded = err == nil
	return err
}

// refLine is how a token stands in the text of a mail where the server knows no plus addresses.
var refLine = regexp.MustCompile(`(?i)\bref:\s*([a-z2-7]{26})\b`)

// guesses counts what in a message is said to be a token of ours and is none: in an address of ours that was written to, in a Message-ID of
// our domain that was answered, in the line of a text that bears it. What merely looks like one, in a link or elsewhere, is no guess.
func (x *intake) guesses(m message.Message) int {
	claim := message.Message{}
	for _, address := range slices.Concat(m.DeliveredTo, m.To, m.Cc) {
		if sameMailbox(address, x.identity.ReplyTo.Address) || sameMailbox(address, x.identity.SupplierReplyTo.Address) {
			claim.To = append(claim.To, address)
		}
	}
	for _, id := range slices.Concat(m.InReplyTo, m.References) {
		if strings.HasSuffix(strings.ToLower(id), "@"+strings.ToLower(x.identity.Domain)) {
			claim.References = append(claim.References, id)
		}
	}
	for _, found := range refLine.FindAllString(m.Text, guessesAnHour) {
		claim.Text += found + "\n"
	}
	return len(slices.DeleteFunc(message.Tokens(claim), x.key.Valid))
}

// watchTokens marks a message whose sender guesses tokens: it answers nothing of ours then, and is taken for what it says by itself. Whoever
// our server knows not to be who they say blocks nobody. A fact is given for each block.
func (x *intake) watchTokens(a *arrival) *watch.Fact {
	if a.own || a.Message.From == "" || x.forged(a.Message) {
		return nil
	}
	blocked, now := x.guard.sees(a.Message.From, a.Arrived, x.guesses(a.Message))
	if blocked {
		a.row, a.late, a.blocked = nil, false, true
	}
	if !now {
		return nil
	}
	x.Log.Warn("a sender showed too many wrong tokens; none is taken from it for an hour", "from", a.Message.From)
	return &watch.Fact{
		ID: strings.Join([]string{string(watch.FactBlocked), a.id}, "-"), Subject: subjectReplies, Kind: watch.FactBlocked,
		ObservedAt: a.Arrived, Actor: watch.ActorWatchdog, Source: "imap", Evidence: "20 wrong tokens in an hour",
		Data: map[string]string{watch.DataAddress: strings.ToLower(a.Message.From)},
	}
}
