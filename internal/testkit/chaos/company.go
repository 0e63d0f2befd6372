package chaos

import (
	"fmt"
	"net"
	"os"
	"path/filepath"
	"strings"
	"time"

	"supplierwatch/internal/testkit"
)

// The recipients. Step 0 goes to each member of a team, step 1 also to the leads.
var (
	// reached are those of step 0 who must get every mail.
	reached = []string{"ann@buyer.test", "bob@buyer.test", "cem@buyer.test"}
	// unknown does not exist: Postfix refuses every mail.
	unknown = "gone@buyer.test"
	// filtered has a filter before the mailbox that refuses mails now and then.
	filtered = "dan@buyer.test"

	leads     = "leads@buyer.test"
	operators = "operators@buyer.test"
)

// mailboxes are the users of the mail system.
func mailboxes() []string {
	return append([]string{filtered, leads, operators, "watchdog@buyer.test"}, reached...)
}

// stepAfter is how long step 1 waits for an acknowledgement.
const stepAfter = 8 * time.Second

// suppliers is how many there are; contracts are spread over them.
const suppliers = 5

// stage is the state of a contract in the registry.
type stage string

const (
	coming stage = "coming" // a notice day lies ahead: work, nobody is paged
	due    stage = "due"    // it has to be decided about today
	missed stage = "missed" // the notice day is past
	kept   stage = "kept"   // somebody decided to let it renew
	gone   stage = "gone"   // it was taken out
)

// company is a folder with what people write: the registry, and the daemon's configuration.
type company struct {
	folder string
	state  string // the daemon's database
	ends   string // the day on which all contracts end
	today  string
}

func (c company) config() string { return filepath.Join(c.folder, "supplierwatch.yaml") }

// writeToken authorises recording facts over the API.
const writeToken = "open sesame"

// set writes everything but the suppliers.
func (c company) set(relay, ca string) error {
	host, port, err := net.SplitHostPort(relay)
	if err != nil {
		return err
	}
	if host == "127.0.0.1" {
		host = "localhost" // the name in the relay's certificate
	}
	config := fmt.Sprintf(`registry: [registry]
state: "sqlite:%s"
identity: {organization: Buyer AG, domains: [buyer.test], from: "Supplier Watch <watchdog@buyer.test>"}
smtp: [{host: %s, port: %s, tls: starttls, ca_file: "%s"}]
alerts: {operators: operators, group_wait: 1 second, max_per_recipient_per_hour: 1000}
schedule: {probe: "0 3 1 1 *", mailboxes: "0 3 1 1 *"}
vantage: {names: []}
http: {listen: "127.0.0.1:0", write_token: {file: write.tok}}
run: {shutdown_timeout: 10 seconds}
`, c.state, host, port, ca)
	team := fmt.Sprintf(`version: 1
calendars:
  always: {timezone: UTC, weekend: [], hours: "%s"}
defaults: {country: DE, calendar: always, owner: oncall}
teams:
  oncall: {members: [%s], calendar: always}
  leads: {email: %s, members: [%s], calendar: always}
  operators: {email: %s, members: [%s], calendar: always}
escalation_policies:
  story:
    steps:
      - notify: [owner]
      - {after: %d seconds, notify: [leads]}
    repeat: 1 day
    quiet_hours: ignore
tiers:
  critical: {escalation: story}
`, testkit.OpenNow(), strings.Join(append([]string{unknown, filtered}, reached...), ", "), leads, leads, operators, operators, int(stepAfter.Seconds()))
	for name, text := range map[string]string{"supplierwatch.yaml": config, "write.tok": writeToken + "\n", "registry/company.yaml": team} {
		if err := c.write(name, text); err != nil {
			return err
		}
	}
	return nil
}

// write puts a file in the place of the one before in one step, so that a daemon that reads meanwhile reads one or the other.
func (c company) write(name, text string) error {
	path := filepath.Join(c.folder, name)
	if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
		return err
	}
	aside := filepath.Join(c.folder, "aside")
	if err := os.WriteFile(aside, []byte(text), 0o644); err != nil {
		return err
	}
	return os.Rename(aside, path)
}

// supplier writes one with its contracts.
func (c company) supplier(number int, contracts []*episode) error {
	text := fmt.Sprintf(`version: 1
suppliers:
  - id: s%[1]d
    name: S%[1]d chemicals
    tier: critical
    contacts:
      - {role: orders, phone: "+49 89 1234567"}
      - {role: escalation, phone: "+49 89 1234599"}
    contracts:
`, number)
	for _, e := range contracts {
		if e.stage != gone {
			text += "      - " + c.contract(e) + "\n"
		}
	}
	text = strings.TrimSuffix(text, "    contracts:\n")
	return c.write(fmt.Sprintf("registry/s%d.yaml", number), text)
}

// contract writes the current state of a contract: its days are shifted by the time for a decision and the notice period.
func (c company) contract(e *episode) string {
	terms := map[stage]string{
		coming: "notice: 30 days, decide_within: 3 days",
		due:    "notice: 30 days, decide_within: 10 days",
		missed: "notice: 36 days, decide_within: 10 days",
		kept:   fmt.Sprintf("notice: 30 days, decide_within: 10 days, kept: [{until: %s, on: %s}]", c.ends, c.today),
	}
	return fmt.Sprintf("{id: %s, title: %s, ends: %s, renewal: automatic, renewal_term: 12 months, %s}",
		strings.ToLower(e.contract), e.contract, c.ends, terms[e.stage])
}

// newCompany plans one in a folder, around today.
func newCompany(folder, state string, today time.Time) company {
	return company{
		folder: folder, state: state, today: today.UTC().Format(time.DateOnly),
		ends: today.UTC().AddDate(0, 0, 35).Format(time.DateOnly),
	}
}
