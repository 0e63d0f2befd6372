package incoming

import (
	"fmt"
	"log/slog"
	"regexp"
	"slices"
	"strings"
	"sync"
	"time"

	"supplierwatch/internal/envelope"
	"supplierwatch/internal/mailaddr"
	"supplierwatch/internal/mailparse"
	"supplierwatch/internal/model"
	"supplierwatch/internal/token"
)

const (
	// LoggedPerHost is how many mails with wrong tokens are logged in a day of each host that handed them to our server.
	LoggedPerHost = 3
	// hostsLogged bounds how many hosts are notified apart in a day; the rest counts as one.
	hostsLogged = 1000
	// tokensRead bounds how many token lines of a text are looked at.
	tokensRead = 20
)

// wrongTokenReports log mails that show tokens which we did not issue, and notify the operators. They block nobody: senders are easily
// forged, and whoever is blocked for the mails of another person loses their own.
type wrongTokenReports struct {
	identity envelope.Identity // whose addresses and Message-IDs carry tokens
	key      token.Key
	clock    func() time.Time
	notices  operatorsNotices
	log      *slog.Logger
	logged   *wrongTokenLog
}

// wrongTokenLog counts the mails with wrong tokens of each host, so that none fills the log.
type wrongTokenLog struct {
	mu     sync.Mutex
	day    string         // UTC
	logged map[string]int // mails of that day, by host
}

// first reports whether one more mail of a host is to be logged.
func (w *wrongTokenLog) first(host string, at time.Time) bool {
	w.mu.Lock()
	defer w.mu.Unlock()
	if day := at.UTC().Format(time.DateOnly); w.day != day {
		w.day, w.logged = day, map[string]int{}
	}
	if _, known := w.logged[host]; !known && len(w.logged) >= hostsLogged {
		host = ""
	}
	w.logged[host]++
	return w.logged[host] <= LoggedPerHost
}

// refLine is how a token is written in the text of a mail where the server has no plus addresses.
var refLine = regexp.MustCompile(`(?i)\bref:\s*([a-z2-7]{26})\b`)

// count counts what in a message claims to be one of our tokens and is not one: in one of our addresses that was written to, in a
// Message-ID of our domain that was answered, in the line of a text that holds it. What only looks like one, in a link or elsewhere, is not
// such a claim.
func (x *wrongTokenReports) count(m mailparse.Message) int {
	claim := mailparse.Message{}
	for _, address := range slices.Concat(m.DeliveredTo, m.To, m.Cc) {
		if mailaddr.SameMailbox(address, x.identity.ReplyTo.Address) || mailaddr.SameMailbox(address, x.identity.SupplierReplyTo.Address) {
			claim.To = append(claim.To, address)
		}
	}
	for _, id := range slices.Concat(m.InReplyTo, m.References) {
		if strings.HasSuffix(strings.ToLower(id), "@"+strings.ToLower(x.identity.Domain)) {
			claim.References = append(claim.References, id)
		}
	}
	for _, found := range refLine.FindAllString(m.Text, tokensRead) {
		claim.Text += found + "\n"
	}
	return len(slices.DeleteFunc(mailparse.Tokens(claim), x.key.Valid))
}

// report logs what a batch shows of wrong tokens, and returns the mails that notify the operators once a day.
func (x *wrongTokenReports) report(arrivals []InboundMail) []model.Mail {
	now := x.clock()
	var notices []model.Mail
	for _, a := range arrivals {
		n := 0
		if !a.Own {
			n = x.count(a.Message)
		}
		if n == 0 {
			continue
		}
		if x.logged.first(a.Message.HandedOverBy, now) {
			x.log.Warn("A mail shows reply tokens that were not issued here.", "tokens", n, "from_host", a.Message.HandedOverBy, "folder", a.folder.Name)
		}
		if notices == nil {
			notices = x.notices.mails("wrong-tokens-"+now.UTC().Format(time.DateOnly), "Mail with reply tokens that were not issued here", wrongTokensText(a))
		}
	}
	return notices
}

// wrongTokensText explains the first mail of a day. It repeats nothing that a stranger wrote.
func wrongTokensText(a InboundMail) []string {
	host := a.Message.HandedOverBy
	if host == "" {
		host = "a host that your mail server does not name"
	}
	return []string{
		fmt.Sprintf("A mail in %s/%s, handed over by %s, shows a reply token that this installation did not issue.", a.folder.Account, a.folder.Name, host), "",
		"Nothing was done because of it, and nobody is blocked. Either somebody is guessing,",
		"or the mail answers an alert from before the signing secret was replaced.", "",
		"Further mails of this kind are logged, at most 3 a day for each host. This notification is sent at most once a day.",
	}
}
