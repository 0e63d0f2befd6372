package model

import (
	"cmp"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"strings"

	"supplierwatch/internal/civil"
)

// Severity orders findings and decides whether a check fails. It is not urgency: that is the route.
type Severity string

// The severities, the gravest first.
const (
	Critical Severity = "critical"
	Warning  Severity = "warning"
	Info     Severity = "info"
)

// Rank is 0 for critical and grows as the severity falls.
func (s Severity) Rank() int {
	switch s {
	case Critical:
		return 0
	case Warning:
		return 1
	case Info:
		return 2
	}
	return 3
}

// Validate rejects a word that is not a severity.
func (s Severity) Validate() error {
	if s.Rank() > 2 {
		return fmt.Errorf("%q is not a severity; expected critical, warning or info", string(s))
	}
	return nil
}

// Route decides who is notified of a finding.
type Route string

// Page escalates until somebody acts, Work goes into the owner team's weekly summary, Operators goes to those who run the watchdog.
const (
	RoutePage      Route = "page"
	RouteWork      Route = "work"
	RouteOperators Route = "watchdog"
)

// The groups: rules about one obligation share one.
const (
	GroupNotice       = "notice"
	GroupOrderWindow  = "order-window"
	GroupVerification = "verification"
	GroupExpiry       = "expiry"
)

// Finding is a rule's verdict about one subject at one instant.
type Finding struct {
	Rule       string     `json:"rule"`
	Severity   Severity   `json:"severity"`
	Route      Route      `json:"route"`
	Supplier   string     `json:"supplier"`
	Subject    Subject    `json:"subject"`
	Occurrence string     `json:"occurrence"`
	Message    string     `json:"message"` // one sentence or two, complete without its surroundings
	Due        civil.Date `json:"due"`
	Exposure   *Money     `json:"exposure"`
	Slack      *int       `json:"margin_days"`
	Position
	Fingerprint string `json:"fingerprint"`
	// Known is set where a check was given a baseline that holds the finding.
	Known bool `json:"baseline,omitempty"`

	Group              string `json:"-"` // the group of the rule; the rule's name if it has none
	Stage              int    `json:"-"` // the stage within the group; a later stage is worse
	OverrideQuietHours bool   `json:"-"` // may be mailed at night where the policy ignores quiet hours
	NotifyOnce         bool   `json:"-"` // route "page, once": one notification, never escalated or repeated
	// Pending findings cause no notification: the probe has not failed often or long enough, or another finding has the same cause. They open
	// no alert, and an alert opened before neither escalates nor ends.
	Pending bool `json:"-"`
	// Owner is the team whose work it is; nil sends it to the operators.
	Owner *Team `json:"-"`
	// Responsible is the team of the endpoint or mailbox, else Owner.
	Responsible *Team `json:"-"`
	// FirstStep replaces the first step's recipients where the rule says who can still help, such as the emergency approver.
	FirstStep *Team   `json:"-"`
	Policy    *Policy `json:"-"` // by which it escalates
	// DaysLeft is how many days are left until Due, as civil.DaysLeft counts them; nil without a day.
	DaysLeft *int           `json:"-"`
	Zones    civil.DayZones `json:"-"` // of Due and of today
	// KeyDates are the coming days of the group on which an acknowledgement or a snooze ends, ascending: decide-by, send-by and so on.
	KeyDates  []civil.Date `json:"-"`
	Members   []string     `json:"-"` // ids of the alerts that it lists; one that joins them is news
	ExpiresOn civil.Date   `json:"-"` // the last day of the obligation; zero: it ends by evidence only
	Advice    Advice       `json:"-"`
}

// Advice is what the mail says about a finding beyond its message.
type Advice struct {
	Headline string   // verb and day first, then item and supplier: Decide by Wed 9 Dec: …
	Lead     string   // a paragraph that begins with what to do in capitals
	Do       []string // the steps, the first one first; contacts are added by the mail
	Call     bool     // a call to the supplier helps: contacts belong in the mail
	Fallback bool     // what the entry names for when nobody at the supplier answers helps too
	Team     *Team    // which of our teams the first step asks; nil: none
	CallStep string   // which of the steps is that call; empty: another one follows them
	OwnStep  string   // the first step for the people of that team
	How      []string // the arithmetic, each computed day with its reason
	Quote    string   // what a supplier's people wrote, where somebody has to read it to act
	Accept   bool     // it reports a change that is accepted by answering accept, after a call
}

// Key identifies the obligation that the finding is about, over all rules of its group: supplier/subject/group/occurrence, empty parts left
// out.
func (f *Finding) Key() string { return AlertKey(f.Supplier, f.Subject, f.Group, f.Occurrence) }

// AlertKey joins the parts of an alert's key, leaving out empty ones.
func AlertKey(supplier string, subject Subject, line, occurrence string) string {
	parts := make([]string, 0, 4)
	for _, p := range []string{supplier, subject.String(), line, occurrence} {
		if p != "" {
			parts = append(parts, p)
		}
	}
	return strings.Join(parts, "/")
}

// Fingerprint hashes what a finding is about. It stays the same across runs, moves of files and changes of titles.
func Fingerprint(rule, supplier string, subject Subject, occurrence string) string {
	return strings.Clone(Digest(rule, supplier, subject.String(), occurrence)[:32]) // the rest is not kept in memory
}

// Digest returns the SHA-256 of some texts in hexadecimal. No text contains the NUL that separates them, so different texts have different digests.
func Digest(parts ...string) string {
	sum := sha256.Sum256([]byte(strings.Join(parts, "\x00")))
	return hex.EncodeToString(sum[:])
}

// Compare orders findings as people should read them: severity, exposure with the largest first and none last, due with none last, supplier,
// subject, rule.
func (f *Finding) Compare(g *Finding) int {
	return cmp.Or(
		cmp.Compare(f.Severity.Rank(), g.Severity.Rank()),
		-cmp.Compare(Hundredths(f.Exposure), Hundredths(g.Exposure)),
		CompareDue(f.Due, g.Due),
		strings.Compare(f.Supplier, g.Supplier),
		f.Subject.Compare(g.Subject),
		strings.Compare(f.Rule, g.Rule),
		strings.Compare(f.Occurrence, g.Occurrence),
	)
}

// Hundredths ranks an exposure; one that is not estimated comes after all.
func Hundredths(m *Money) int64 {
	if m == nil {
		return -1
	}
	return m.Hundredths
}

// CompareDue orders days, the absent one last.
func CompareDue(a, b civil.Date) int {
	return cmp.Or(CompareBool(a.IsZero(), b.IsZero()), a.Compare(b))
}

// CompareBool orders false before true.
func CompareBool(a, b bool) int {
	switch {
	case a == b:
		return 0
	case a:
		return 1
	}
	return -1
}
