package chaos

import (
	"regexp"
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
	reason   string // of this mail: first, worse, escalated, …; empty where the alert is only listed
}

// readMail takes the bytes of a mail apart.
func readMail(raw []byte) mail { return readMessage(testkit.ParseMessage(raw)) }

func readMessage(m *testkit.Message) mail {
	written, _ := m.Header.Date() // a mail without a day is as old as can be
	return mail{id: m.Header.Get("Message-Id"), written: written, says: understand(m.Subject() + "\n" + m.Text)}
}

var (
	anchor   = regexp.MustCompile(`alert ([0-9a-f]{6,}), rule [a-z-]+`)
	because  = regexp.MustCompile(`this mail \(([a-z :]+)\)`)
	contract = regexp.MustCompile(`\bE\d{4}\b`)
)

// understand splits the text of a mail into its alerts. The part of an alert ends with its id; the contract and the reason for this mail
// come before it.
func understand(text string) (all []said) {
	text = strings.Join(strings.Fields(text), " ") // as a reader does not see where lines end
	from := 0
	for _, place := range anchor.FindAllStringSubmatchIndex(text, -1) {
		section := text[from:place[0]]
		from = place[1]
		names := contract.FindAllString(section, -1)
		if len(names) == 0 {
			continue // an alert of another kind, such as one about our own relay
		}
		s := said{contract: names[len(names)-1], alert: text[place[2]:place[3]]}
		if reasons := because.FindAllStringSubmatch(section, -1); len(reasons) > 0 {
			s.reason = reasons[len(reasons)-1][1]
		}
		all = append(all, s)
	}
	return all
}
