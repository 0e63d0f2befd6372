package chaos

import (
	"cmp"
	"regexp"
	"slices"
	"strings"
	"time"

	"supplierwatch/internal/testkit"
)

// mail is the content of a mail from the daemon, as its reader sees it.
type mail struct {
	id      string // Message-ID with its angle brackets
	written time.Time
	says    []said
}

// said is the part of a mail about one alert.
type said struct {
	contract string // which it is about
	alert    string // its id
	reason   string // of this mail, one of those of reasons, else as the mail words it; empty where the alert is only listed
}

// readMail takes the bytes of a mail apart.
func readMail(raw []byte) mail { return readMessage(testkit.ParseMessage(raw)) }

func readMessage(m *testkit.Message) mail {
	written, _ := m.Header.Date() // a mail without a day is as old as can be
	return mail{id: m.Header.Get("Message-Id"), written: written, says: understand(m.Subject() + "\n" + m.Text)}
}

var (
	anchor   = regexp.MustCompile(`alert ([0-9a-f]{6,}), rule [a-z-]+|\(([0-9a-f]{6,})\)`)
	ends     = regexp.MustCompile(`^\[(ENDED|RESOLVED|REMOVED|EXPIRED)\]`)
	because  = regexp.MustCompile(`this mail \(([a-z :]+)\)`)
	contract = regexp.MustCompile(`(?i)\bE\d{4}\b`) // one that was taken out of the registry is named by its id
)

// reasons are the reasons for mails by their words in a mail.
var reasons = map[string]string{
	"first mail": first, "got worse": worse, "escalation": escalated, "reminder": reminder,
	"acknowledgement expired": returned, "snooze ended": returned,
	"resolved": ended, "removed": ended, "expired": ended,
}

// The reasons for mails that the campaign tells apart.
const (
	first     = "first"
	worse     = "worse"
	escalated = "escalated"
	reminder  = "reminder"
	returned  = "returned" // after an acknowledgement or a snooze
	ended     = "ended"
)

// known reports whether a reason is one that the campaign can evaluate.
func known(reason string) bool {
	return reason == "" || slices.Contains([]string{first, worse, escalated, reminder, returned, ended}, reason)
}

// understand splits a mail, which begins with its subject, into its alerts. The part of an alert ends with its id; the contract and the
// reason for this mail come before it. A mail about several alerts that ended states no reason for each.
func understand(text string) (all []said) {
	text = strings.Join(strings.Fields(text), " ") // as a reader does not see where lines end
	over, from := ends.MatchString(text), 0
	for _, place := range anchor.FindAllStringSubmatchIndex(text, -1) {
		section := text[from:place[0]]
		from = place[1]
		names := contract.FindAllString(section, -1)
		if len(names) == 0 {
			continue // an alert of another kind, such as one about our own relay
		}
		s := said{contract: strings.ToUpper(names[len(names)-1]), alert: id(text, place)}
		if stated := because.FindAllStringSubmatch(section, -1); len(stated) > 0 {
			words := stated[len(stated)-1][1]
			s.reason = cmp.Or(reasons[words], words)
		}
		if over {
			s.reason = ended
		}
		all = append(all, s)
	}
	return all
}

// id returns the id of an alert from a match of anchor.
func id(text string, place []int) string {
	group := 2
	if place[group] < 0 {
		group = 4
	}
	return text[place[group]:place[group+1]]
}
