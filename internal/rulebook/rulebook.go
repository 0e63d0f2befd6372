// Package rulebook is the data of all rules: their names, what they mean to people, how severe they are, who is notified and what they
// compare with. When a rule's finding is raised is decided by its condition in package rules, in the file of the same subject:
// contract.go here, rules_contract.go there.
//
// A new rule is an entry in the file of its subject, and a condition of the same name. The name is a constant beside the entry if other packages
// refer to it.
package rulebook

import (
	"maps"
	"slices"
	"strings"
	"time"

	"supplierwatch/internal/civil"
	"supplierwatch/internal/model"
)

// Needs is what a rule cannot be evaluated without.
type Needs string

// The needs: the registry alone, also the day, or also recorded facts.
const (
	NeedsRegistry Needs = "registry"
	NeedsTime     Needs = "time"
	NeedsFacts    Needs = "facts"
)

// Severities are a rule's default severities by tier class: critical, important, standard. An empty one means that the rule is not
// raised for that class.
type Severities [3]model.Severity

// Of returns the severity for a class.
func (s Severities) Of(c model.TierClass) model.Severity { return s[c] }

// Rows of severities that several rules share.
var (
	allCritical         = Severities{model.Critical, model.Critical, model.Critical}
	criticalToImportant = Severities{model.Critical, model.Critical, model.Warning}
	CriticalWarningInfo = Severities{model.Critical, model.Warning, model.Info}
	CriticalElseWarning = Severities{model.Critical, model.Warning, model.Warning}
	allWarning          = Severities{model.Warning, model.Warning, model.Warning}
	WarningWarningInfo  = Severities{model.Warning, model.Warning, model.Info}
	warningElseInfo     = Severities{model.Warning, model.Info, model.Info}
	allInfo             = Severities{model.Info, model.Info, model.Info}
)

// Rule is one kind of trouble: how severe it is and who hears of it.
type Rule struct {
	Name     string
	Doc      string // a paragraph for people: what it means, why it matters, what to do
	Needs    Needs
	Route    model.Route  // by default; a finding near its end may change from work to page
	Severity Severities   // by default; a finding may be more severe near its day
	Group    string       // the alert group that it shares with other rules; empty: the rule is its own
	Stage    int          // how far the story of its alert group has gone
	Wakes    bool         // may mail outside working hours, if the policy says so
	Once     bool         // notified once, neither escalated nor repeated
	Limit    civil.Period // the built-in threshold; zero: it has none, or a share
	Share    float64      // the built-in threshold of a rule that compares with a part of a whole: 0.9 for 90 %
}

// AlertGroup returns the alert group that the rule's alerts follow.
func (r *Rule) AlertGroup() string {
	if r.Group != "" {
		return r.Group
	}
	return r.Name
}

// entries are the rules of all subjects, by name. Each file of this package adds its own.
var entries = map[string]*Rule{}

func add(rules ...Rule) {
	for _, r := range rules {
		if entries[r.Name] != nil {
			panic("rulebook: two rules named " + r.Name)
		}
		entries[r.Name] = &r
	}
}

// All returns all rules, sorted by name.
func All() []Rule {
	all := make([]Rule, 0, len(entries))
	for _, r := range entries {
		all = append(all, *r)
	}
	slices.SortFunc(all, func(a, b Rule) int { return strings.Compare(a.Name, b.Name) })
	return all
}

// Names returns the names of all rules, sorted. It belongs to the caller.
func Names() []string { return slices.Sorted(maps.Keys(entries)) }

// Named returns the rule of that name; ok is false if there is none.
func Named(name string) (r Rule, ok bool) {
	found := entries[name]
	if found == nil {
		return Rule{}, false
	}
	return *found, true
}

// Limit returns the built-in threshold of a rule; zero if it has none, or a share.
func Limit(name string) civil.Period {
	if r := entries[name]; r != nil {
		return r.Limit
	}
	return civil.Period{}
}

// DefaultLimits returns what rules compare with where neither the daemon's configuration nor a supplier says otherwise.
func DefaultLimits() model.Limits {
	limits := model.Limits{Thresholds: map[string]model.Threshold{}, Failures: 3, Over: civil.Period{Clock: 30 * time.Minute}}
	for name, r := range entries {
		if !r.Limit.IsZero() || r.Share > 0 {
			limits.Thresholds[name] = model.Threshold{Rule: name, Period: r.Limit, Share: r.Share}
		}
	}
	return limits
}

// dueAtSupplier lists the rules whose day is over when the next one begins at the supplier. Every other day ends at the owner.
var dueAtSupplier = map[string]bool{
	ContractExpiring: true, ContractExpired: true, "contract-terminated-theirs": true, ContractNoticeMissed: true,
	OrderUnconfirmed: true, DeliveryUnconfirmed: true, ConfirmationNeverSeen: true, DeliveryToConfirm: true,
}

// DueAtSupplier reports whether the day of a rule's findings ends at the supplier, and not at the owner.
func DueAtSupplier(rule string) bool { return dueAtSupplier[rule] }

// RaisedLate reports whether a rule is raised only when its day is over, be that at a cut-off hour.
func RaisedLate(rule string) bool {
	return rule == OrderUnconfirmed || rule == DeliveryUnconfirmed || rule == ConfirmationNeverSeen
}

// AboutProgram reports whether a rule is about this program itself, so that its findings have no place in the registry.
func AboutProgram(rule string) bool {
	switch rule {
	case "vantage-blind", "mail-relay-down", RegistryInvalid, "state-nearly-full", "own-credential-expiring", EscalationUnacknowledged:
		return true
	}
	return false
}

// topics are what the findings of a rule are about, in a few words. Other rules are called by their name.
var topics = map[string]string{
	ContractNoticeApproaching: "renewal decision", ContractNoticeDue: "renewal decision", ContractNoticeLate: "renewal decision",
	ContractNoticeMissed: "missed notice deadline", ContractNoticeTheirs: "the supplier's notice period", ContractNoticeImpossible: "notice period",
	"contract-notice-unconfirmed": "effect of our notice", "contract-terminated-theirs": "termination by the supplier",
	ContractExpiring: "contract end", ContractExpired: "expired contract", ContractUndated: "contract dates",
	OrderWindowOpening: "order window", OrderWindowOpen: "order window", OrderWindowClosing: "order window", OrderWindowApprovalTooLate: "order window",
	OrderWindowMissed: "missed order window", OrderWindowTooLate: "order window", "order-window-missing": "order window",
	ApprovalOverdue: "overdue approval", OrderUnconfirmed: "order confirmation", DeliveryUnconfirmed: "delivery confirmation",
	DeliveryToConfirm: "delivery confirmation", ConfirmationNeverSeen: "confirmation patterns", CoverBelowLeadTime: "stock coverage",
	"stock-count-old": "stock count", "contact-unverified": "contact verification", "contact-verification-due": "contact verification",
	"contact-verification-overdue": "contact verification", "contact-phone-unverified": "phone verification",
	ContactBounced: "bounced mail", ContactRejected: "rejected mail", ContactUnreachable: "phone", ContactLeft: "departed contact",
	ContactChanged: "changed contact", "contact-silent": "unanswered mail", "contact-objected": "verification mails",
	"domain-no-mail": "mail domain", "domain-expiring": "domain registration", "endpoint-down": "endpoint",
	"endpoint-certificate-expiring": "certificate", "endpoint-host-key-changed": "host key", "mailbox-unreachable": "mailbox access",
	"mailbox-unattended": "unread mail", "mailbox-nearly-full": "mailbox size", "mailbox-round-trip-lost": "test mail",
	"session-due": "session", "session-overdue": "session", "not-told": "our mailbox addresses", "told-long-ago": "our mailbox addresses",
	"escalation-untested": "escalation drill", "escalation-bounced": "alert mail", EscalationUnacknowledged: "unacknowledged alerts",
	MailRelayDown: "mail relay", VantageBlind: "network access", RegistryInvalid: "registry", "state-nearly-full": "disk space",
	"own-credential-expiring": "our credential", RelayAuthRetiring: "relay login",
	"authorized-left": "authorized person", "authorized-single": "authorized persons", "calendar-without-holidays": "public holidays",
	"contact-free-mail": "free mail address", "contact-invalid": "contact details", "contact-not-independent": "independent contacts",
	"contact-personal": "shared mailbox", "contact-role-missing": "missing contact", "data-exchange-contact-missing": "data exchange contact",
	"date-in-future": "date in the future", "entry-review-due": "review of the entry", "escalation-contact-missing": "emergency contact",
	"fallback-missing": "missing fallback", "ignore-expired": "expired exception", "ignore-expiring": "end of the exception",
	"mailbox-purpose-missing": "missing mailbox", "owner-missing": "missing owner", "recurrence-skips": "skipped dates",
	"sender-unknown": "unknown sender", "supplier-unknown": "unknown supplier", "team-understaffed": "team members",
}

// Topic returns what the findings of a rule are about: order window, contact verification.
func Topic(rule string) string {
	if topic := topics[rule]; topic != "" {
		return topic
	}
	return strings.ReplaceAll(rule, "-", " ")
}
