package model

import "strings"

// SubjectKind is the kind of what a finding, an alert or a fact is about.
type SubjectKind string

// The kinds of subjects that have an id. Those of a supplier are unique at the supplier, the others in the registry.
const (
	KindAlert       SubjectKind = "alert"
	KindCalendar    SubjectKind = "calendar"
	KindContact     SubjectKind = "contact"
	KindContract    SubjectKind = "contract"
	KindDelivery    SubjectKind = "delivery"
	KindDomain      SubjectKind = "domain" // what name servers say of a domain
	KindDrill       SubjectKind = "drill"
	KindEndpoint    SubjectKind = "endpoint"
	KindIgnore      SubjectKind = "ignore"
	KindMailbox     SubjectKind = "mailbox"
	KindOrderWindow SubjectKind = "order-window"
	KindPolicy      SubjectKind = "policy"
	KindSupply      SubjectKind = "supply"
	KindTeam        SubjectKind = "team"

	// KindRegistration is what a top-level domain's registry knows of a domain.
	KindRegistration SubjectKind = "registration"
)

// The kinds of subjects that have no id.
const (
	KindSession  SubjectKind = "session"
	KindSupplier SubjectKind = "supplier"
)

// The subjects without an id.
var (
	SubjectSession  = Subject{Kind: KindSession}  // the regular talks of a supplier with our teams
	SubjectSupplier = Subject{Kind: KindSupplier} // the whole entry of a supplier

	SubjectWatchdog    = Subject{Kind: "watchdog"}    // this program itself
	SubjectVantage     = Subject{Kind: "vantage"}     // can this machine reach anything at all?
	SubjectRelay       = Subject{Kind: "relay"}       // does any mail relay take our mail?
	SubjectLoading     = Subject{Kind: "registry"}    // could the registry be read?
	SubjectState       = Subject{Kind: "state"}       // is there room to write?
	SubjectCredentials = Subject{Kind: "credentials"} // how long do our own certificates and secrets last?
)

// Subject is what a finding, an alert or a fact is about. It is stored and printed as KIND/ID, or as its kind where that has no id, such as
// relay.
type Subject struct {
	Kind SubjectKind
	ID   string
}

// Subject returns the subject of this kind with an id.
func (k SubjectKind) Subject(id string) Subject { return Subject{Kind: k, ID: id} }

// ID returns the id of a subject of this kind. It reports false for subjects of other kinds.
func (k SubjectKind) ID(s Subject) (id string, ok bool) {
	if s.Kind != k {
		return "", false
	}
	return s.ID, s.ID != ""
}

// ParseSubject returns the subject that a text names. Whatever the text, String returns it again.
func ParseSubject(text string) Subject {
	kind, id, _ := strings.Cut(text, "/")
	if id == "" {
		return Subject{Kind: SubjectKind(text)}
	}
	return Subject{Kind: SubjectKind(kind), ID: id}
}

// String returns the text of the subject.
func (s Subject) String() string {
	if s.ID == "" {
		return string(s.Kind)
	}
	return string(s.Kind) + "/" + s.ID
}

// IsZero reports whether there is no subject.
func (s Subject) IsZero() bool { return s == Subject{} }

// MarshalText implements encoding.TextMarshaler.
func (s Subject) MarshalText() ([]byte, error) { return []byte(s.String()), nil }

// UnmarshalText implements encoding.TextUnmarshaler.
func (s *Subject) UnmarshalText(text []byte) error {
	*s = ParseSubject(string(text))
	return nil
}

// Compare orders subjects by their text.
func (s Subject) Compare(t Subject) int {
	switch {
	case s.Kind == t.Kind:
		return strings.Compare(s.ID, t.ID)
	case strings.HasPrefix(string(s.Kind), string(t.Kind)) || strings.HasPrefix(string(t.Kind), string(s.Kind)):
		return strings.Compare(s.String(), t.String()) // the slash decides
	}
	return strings.Compare(string(s.Kind), string(t.Kind))
}
