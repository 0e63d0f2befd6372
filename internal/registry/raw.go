package registry

import (
	"supplierwatch/internal/civil"
	"supplierwatch/internal/registry/scalar"
	"supplierwatch/internal/strictyaml"
)

// The raw structs are what a document may hold, as it is in the file. The comments on their fields are shown by editors, through
// the JSON Schema.

// Shorthands for the values of most keys.
type (
	text    = strictyaml.Value[string]
	prose   = strictyaml.Value[strictyaml.Prose]
	date    = strictyaml.Value[civil.Date]
	period  = strictyaml.Value[civil.Period]
	spans   = strictyaml.Value[scalar.Span]   // of whole days
	lasting = strictyaml.Value[scalar.Length] // of whole days, and not nothing
	boolean = strictyaml.Value[bool]
	count   = strictyaml.Value[int]
	amount  = strictyaml.Value[float64]
)

// rawDocument is one YAML document.
type rawDocument struct {
	strictyaml.Place
	// The version of this format. It is always 1.
	Version count `yaml:"version,required"`
	// What suppliers get that do not say otherwise.
	Defaults *rawDefaults `yaml:"defaults"`
	// Business days, holidays and hours, by id.
	Calendars strictyaml.Table[rawCalendar] `yaml:"calendars"`
	// Our own groups, by id: roles, not persons.
	Teams strictyaml.Table[rawTeam] `yaml:"teams"`
	// Our production lines that stop without supplies, by id.
	Lines strictyaml.Table[rawLine] `yaml:"lines"`
	// Who is notified first and who next when nobody acts, by id.
	Policies strictyaml.Table[rawPolicy] `yaml:"escalation_policies"`
	// How much attention suppliers need, by consequence. critical, important and standard are built in.
	Tiers strictyaml.Table[rawTier] `yaml:"tiers"`
	// Our role addresses that suppliers are asked to use, by id.
	Mailboxes strictyaml.Table[rawMailbox] `yaml:"mailboxes"`
	// The suppliers.
	Suppliers []rawSupplier `yaml:"suppliers"`
}

// rawDefaults holds what suppliers get that do not say otherwise.
type rawDefaults struct {
	strictyaml.Place
	// The tier: critical, important, standard or one of your own.
	Tier text `yaml:"tier"`
	// The country as two capital letters, such as DE.
	Country strictyaml.Value[scalar.Country] `yaml:"country"`
	// The language of mails as two small letters, such as de.
	Language strictyaml.Value[scalar.Language] `yaml:"language"`
	// The id of a calendar.
	Calendar text `yaml:"calendar"`
	// The id of the team that owns the entry.
	Owner text `yaml:"owner"`
}

// rawCalendar is a business calendar.
type rawCalendar struct {
	strictyaml.Place
	scalar.KeyedByID
	// The time zone as the IANA names it, such as Europe/Berlin. UTC if left out.
	Timezone strictyaml.Value[scalar.Zone] `yaml:"timezone"`
	// What is off: public holidays of regions such as DE-BY-KATH, and files of holidays such as {file: plant.ics}.
	Holidays []rawHolidays `yaml:"holidays"`
	// More days off: 2026-12-24, every year's 12-24 or 12-24/01-06, or a range 2027-08-02/2027-08-13.
	Closed []strictyaml.Value[scalar.Days] `yaml:"closed"`
	// Days that are worked although they are holidays or lie on a weekend, in the same notation.
	Open []strictyaml.Value[scalar.Days] `yaml:"open"`
	// The days of the week that are off. Saturday and Sunday if left out.
	Weekend []strictyaml.Value[scalar.Weekday] `yaml:"weekend"`
	// The hours in which somebody is there, such as "08:00-17:00". All day if left out.
	Hours strictyaml.Value[scalar.Hours] `yaml:"hours"`
}

// rawHolidays is a region, or a file of holidays.
type rawHolidays struct {
	strictyaml.Place
	Region strictyaml.Value[scalar.Region] `yaml:",alone"`
	// An iCalendar file with all-day events; its path is relative to this file.
	File text `yaml:"file,required"`
}

// rawTeam is one of our teams.
type rawTeam struct {
	strictyaml.Place
	scalar.KeyedByID
	// The role address that reaches the team.
	Email strictyaml.Value[scalar.Address] `yaml:"email"`
	// The number that reaches the team.
	Phone strictyaml.Value[scalar.Phone] `yaml:"phone"`
	// The signature of mails to suppliers.
	Signature prose `yaml:"signature"`
	// The addresses of those who staff it and may answer its alerts.
	Members []strictyaml.Value[scalar.Address] `yaml:"members"`
	// The id of the team's calendar.
	Calendar text `yaml:"calendar"`
}

// Shape implements strictyaml.Shaped.
func (rawTeam) Shape() strictyaml.Shape {
	return strictyaml.Shape{AnyOf: [][]string{{"email", "members"}}}
}

// rawLine is a production line.
type rawLine struct {
	strictyaml.Place
	scalar.KeyedByID
	// What people call it.
	Name text `yaml:"name"`
	// The id of the team that runs it.
	Team text `yaml:"team"`
	// What a day of standstill costs: operations' figure.
	Downtime *rawMoney `yaml:"downtime_cost_per_day"`
}

// rawMoney is an amount of money.
type rawMoney struct {
	strictyaml.Place
	// The amount in whole units and at most hundredths.
	Amount amount `yaml:"amount,required"`
	// The currency as three capital letters, such as EUR. All amounts have the same.
	Currency strictyaml.Value[scalar.CurrencyCode] `yaml:"currency,required"`
}

// rawPolicy is an escalation policy.
type rawPolicy struct {
	strictyaml.Place
	scalar.KeyedByID
	// Who is notified, in which order.
	Steps []rawStep `yaml:"steps"`
	// How soon the last step is repeated; the interval doubles with each repeat, until somebody acknowledges or it is over.
	Repeat period `yaml:"repeat"`
	// Up to which the interval between repeats doubles. Left out: 5 business days, or repeat if that is longer.
	RepeatMax period `yaml:"repeat_max"`
	// How long an acknowledgement holds; still true after that, the alert comes back.
	AckExpires period `yaml:"ack_expires"`
	// observe waits for a team's hours; ignore lets rules that may wake people do so.
	QuietHours strictyaml.Value[quietHours] `yaml:"quiet_hours"`
}

// rawStep is one step of a policy.
type rawStep struct {
	strictyaml.Place
	// How long after the step before. The first step has none.
	After period `yaml:"after"`
	// Ids of teams, owner, responsible, or webhook:NAME.
	Notify []strictyaml.Value[scalar.Recipient] `yaml:"notify,required"`
}

// rawTier is a tier of suppliers.
type rawTier struct {
	strictyaml.Place
	scalar.KeyedByID
	// The roles that must have a contact.
	Roles []strictyaml.Value[role] `yaml:"roles"`
	// How many contacts there must be that share neither address nor phone.
	IndependentContacts count `yaml:"independent_contacts"`
	// How long a verified contact counts as verified.
	VerifyEvery lasting `yaml:"verify_every"`
	// How often to sit together.
	SessionEvery spans `yaml:"session_every"`
	// How often somebody reads the whole entry.
	ReviewEvery lasting `yaml:"review_every"`
	// How often domains and endpoints are probed.
	ProbeEvery period `yaml:"probe_every"`
	// How long before a deadline to remind.
	Remind []spans `yaml:"remind"`
	// The id of the escalation policy.
	Escalation text `yaml:"escalation"`
}

// rawMailbox is one of our role addresses.
type rawMailbox struct {
	strictyaml.Place
	scalar.KeyedByID
	// The address that suppliers write to.
	Address strictyaml.Value[scalar.Address] `yaml:"address,required"`
	// What it is for.
	Purpose strictyaml.Value[purpose] `yaml:"purpose"`
	// When suppliers use it, in the words that they read.
	UseWhen prose `yaml:"use_when"`
	// The id of the team that reads it.
	Team text `yaml:"team"`
	// The name of the IMAP account in the configuration.
	Account text `yaml:"account"`
	// The folder. INBOX if left out.
	Folder text `yaml:"folder"`
	// How soon new mail is read.
	AttendedWithin period `yaml:"attended_within"`
	// When to send a mail to it and see it arrive: five fields as in cron.
	RoundTrip strictyaml.Value[scalar.CronLine] `yaml:"round_trip"`
	// true lets the watchdog delete its own round-trip mails, nothing else.
	Clean boolean `yaml:"clean"`
}

// Words of the model.
type (
	role         = scalar.Role
	purpose      = scalar.Purpose
	quietHours   = scalar.QuietHours
	contactKind  = scalar.ContactKind
	endpointKind = scalar.EndpointKind
	renewal      = scalar.Renewal
	exitPoint    = scalar.ExitPoint
	how          = scalar.How
)
