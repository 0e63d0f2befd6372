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
	KindDomain      SubjectKind = "domain"
	KindDrill       SubjectKind = "drill"
	KindEndpoint    SubjectKind = "endpoint"
	KindIgnore      SubjectKind = "ignore"
	KindMailbox     SubjectKind = "mailbox"
	KindOrderWindow SubjectKind = "order-window"
	KindPolicy      SubjectKind = "policy"
	KindSupply      SubjectKind = "supply"
	KindTeam        SubjectKind = "team"
)

// Subject returns the text of the subject of this kind with an id.
func (k SubjectKind) Subject(id string) string { return string(k) + "/" + id }

// ID returns the id of a subject of this kind. It reports false for subjects of other kinds.
func (k SubjectKind) ID(subject string) (id string, ok bool) {
	return strings.CutPrefix(subject, string(k)+"/")
}

// Subject is what a finding, an alert or a fact is about. It is stored and printed as KIND/ID, or as its kind where that has no id, such as
// relay.
type Subject struct {
	Kind SubjectKind
	ID   string
}

// ParseSubject returns the subject that a text names.
func ParseSubject(text string) Subject {
	kind, id, _ := strings.Cut(text, "/")
	return Subject{Kind: SubjectKind(kind), ID: id}
}

// String returns the text of the subject.
func (s Subject) String() string {
	if s.ID == "" {
		return string(s.Kind)
	}
	return s.Kind.Subject(s.ID)
}

// SubjectRegistration is the subject of what a top-level domain's registry knows of a domain. What name servers say of it has the subject
// domain/NAME.
func SubjectRegistration(domain string) string { return "registration/" + domain }
