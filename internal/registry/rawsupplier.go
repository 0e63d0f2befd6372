package registry

import (
	"supplierwatch/internal/registry/scalar"
	"supplierwatch/internal/strictyaml"
)

// rawSupplier is a supplier.
type rawSupplier struct {
	strictyaml.Place
	// The id: small letters, digits and hyphens. It stays the same for ever; see was.
	ID   strictyaml.Value[scalar.ID] `yaml:"id,required"`
	IDAt strictyaml.Place            `yaml:"id,place"`
	// Former ids. What is known under them is kept.
	Was []strictyaml.Value[scalar.ID] `yaml:"was"`
	// The name of the company.
	Name text `yaml:"name,required"`
	// critical, important, standard or a tier of your own.
	Tier text `yaml:"tier"`
	// Why it is in that tier.
	TierReason prose `yaml:"tier_reason"`
	// The id of our team that owns the entry.
	Owner text `yaml:"owner"`
	// When somebody last read the whole entry, and who.
	Reviewed *rawReviewed `yaml:"reviewed"`
	// The country as two capital letters, such as DE.
	Country strictyaml.Value[scalar.Country] `yaml:"country"`
	// The language of mails as two small letters, such as de.
	Language strictyaml.Value[scalar.Language] `yaml:"language"`
	// The id of the supplier's calendar.
	Calendar text `yaml:"calendar"`
	// Our customer number with them.
	CustomerNumber text `yaml:"customer_number"`
	// Numbers that identify the company.
	Identifiers *rawIdentifiers `yaml:"identifiers"`
	// Labels of your own, for filters and exports.
	Labels strictyaml.Table[text] `yaml:"labels"`
	// Anything worth knowing.
	Notes prose `yaml:"notes"`
	// What to do when nobody there answers.
	Fallback prose `yaml:"fallback"`
	// true: never mailed by the watchdog.
	DoNotContact boolean `yaml:"do_not_contact"`
	// Which of our mailboxes they were asked to use, and when.
	TheyKnow []rawMailboxNotice `yaml:"they_know"`
	// Which of our people they accept as authorized.
	Authorized []rawAuthorization `yaml:"authorized"`
	// What we buy.
	Supplies []rawSupply `yaml:"supplies"`
	// Ways to reach them.
	Contacts []rawContact `yaml:"contacts"`
	// Where our machines meet theirs.
	Endpoints []rawEndpoint `yaml:"endpoints"`
	// Agreements whose end or notice day must not pass unnoticed.
	Contracts []rawContract `yaml:"contracts"`
	// Times in which an order must be placed.
	OrderWindows []rawWindow `yaml:"order_windows"`
	// Regular deliveries that want a confirmation each time.
	Deliveries []rawDelivery `yaml:"deliveries"`
	// Regular talks with design, engineering and operations.
	Sessions *rawSessions `yaml:"sessions"`
	// Limits of rules that are different for this supplier.
	Thresholds []rawThreshold `yaml:"thresholds"`
	// Rules that do not apply to this supplier for a time.
	Ignore []rawIgnore `yaml:"ignore"`
}

// rawReviewed records that somebody read the whole entry.
type rawReviewed struct {
	// The day.
	On date `yaml:"on,required"`
	// Who.
	By text `yaml:"by"`
}

// rawIdentifiers holds numbers that identify a company.
type rawIdentifiers struct {
	// The number in our ERP system.
	ERP text `yaml:"erp"`
	// The D-U-N-S number: nine digits.
	DUNS strictyaml.Value[scalar.DUNS] `yaml:"duns"`
	// The Legal Entity Identifier: 20 characters.
	LEI strictyaml.Value[scalar.LEI] `yaml:"lei"`
	// The Global Location Number: 13 digits.
	GLN strictyaml.Value[scalar.GLN] `yaml:"gln"`
}

// rawMailboxNotice records that they were asked to use one of our mailboxes.
type rawMailboxNotice struct {
	strictyaml.Place
	// The id of the mailbox.
	Mailbox text `yaml:"mailbox,required"`
	// The day.
	On date `yaml:"on,required"`
}

// rawAuthorization is one of our people whom they accept.
type rawAuthorization struct {
	strictyaml.Place
	// The address of the person.
	Who strictyaml.Value[scalar.Address] `yaml:"who,required"`
	// What for.
	For text `yaml:"for"`
}

// rawSupply is something that we buy.
type rawSupply struct {
	strictyaml.Place
	// The id, used by contracts and order windows.
	ID   strictyaml.Value[scalar.ID] `yaml:"id"`
	IDAt strictyaml.Place            `yaml:"id,place"`
	// What it is.
	Item text `yaml:"item"`
	// Ids of lines that need it, or free text.
	UsedIn []text `yaml:"used_in"`
	// Ids of other suppliers that could deliver it.
	Alternatives []text `yaml:"alternatives"`
	// How much a year, such as 40 kg.
	AnnualQuantity strictyaml.Value[scalar.Quantity] `yaml:"annual_quantity"`
	// How many orders a year.
	OrdersPerYear amount `yaml:"orders_per_year"`
	// How long until we can do without this supplier.
	TimeToRecover spans `yaml:"time_to_recover"`
	// From order to receipt.
	LeadTime spans `yaml:"lead_time"`
	// What to keep as a margin.
	Safety spans `yaml:"safety"`
	// What is on hand, counted.
	Stock *rawStock `yaml:"stock"`
	// How long the stock lasts, where nobody counts pieces.
	StockCover *rawStockCover `yaml:"stock_cover"`
	// Orders that are out, placed outside any order window.
	Placed []rawSupplyOrder `yaml:"placed"`
	// Anything worth knowing.
	Notes prose `yaml:"notes"`
}

// Shape implements strictyaml.Shaped.
func (rawSupply) Shape() strictyaml.Shape {
	return strictyaml.Shape{Apart: [][]string{{"stock", "stock_cover"}}}
}

// rawSupplyOrder records that a supply was ordered outside any order window.
type rawSupplyOrder struct {
	// When it was placed: a day, or a time with offset.
	At strictyaml.Value[scalar.Moment] `yaml:"at,required"`
	// The number of the order.
	Reference text `yaml:"reference"`
}

// rawStock is a count.
type rawStock struct {
	strictyaml.Place
	// How much is there.
	OnHand amount `yaml:"on_hand,required"`
	// In which unit.
	Unit text `yaml:"unit"`
	// How much of it a day uses up.
	DailyUsage amount `yaml:"daily_usage"`
	// The day of the count.
	AsOf date `yaml:"as_of,required"`
}

// rawStockCover is a stock told as the time it lasts.
type rawStockCover struct {
	strictyaml.Place
	// How long it lasts.
	Period spans `yaml:"period,required"`
	// The day on which that was so.
	AsOf date `yaml:"as_of,required"`
}

// rawContact is a way to reach a supplier.
type rawContact struct {
	strictyaml.Place
	// The id. Its first role if left out.
	ID   strictyaml.Value[scalar.ID] `yaml:"id"`
	IDAt strictyaml.Place            `yaml:"id,place"`
	// role, person, or org for a switchboard that is staffed for no role.
	Kind strictyaml.Value[contactKind] `yaml:"kind"`
	// What the contact is there for.
	Role strictyaml.Value[role] `yaml:"role"`
	// What the contact is there for, if several things.
	Roles []strictyaml.Value[role] `yaml:"roles"`
	// What people call it.
	Name text `yaml:"name"`
	// The address.
	Email strictyaml.Value[scalar.Address] `yaml:"email"`
	// The number with country code, or as dialled in the supplier's country.
	Phone strictyaml.Value[scalar.Phone] `yaml:"phone"`
	// When somebody is there: "07:00-17:00" or "24/7". The supplier's calendar if left out.
	Hours strictyaml.Value[scalar.Hours] `yaml:"hours"`
	// What they have authority for.
	Can []text `yaml:"can"`
	// The id of the deputy contact.
	Backup text `yaml:"backup"`
	// When and how the contact was found right.
	Verified []rawVerified `yaml:"verified"`
	// How long that counts. The tier's if left out.
	VerifyEvery lasting `yaml:"verify_every"`
	// Anything worth knowing.
	Notes prose `yaml:"notes"`
}

// Shape implements strictyaml.Shaped.
func (rawContact) Shape() strictyaml.Shape {
	return strictyaml.Shape{AnyOf: [][]string{{"role", "roles"}, {"email", "phone"}}, Apart: [][]string{{"role", "roles"}}}
}

// rawVerified records that a contact was found right.
type rawVerified struct {
	strictyaml.Place
	// The day.
	On date `yaml:"on,required"`
	// Who found out.
	By text `yaml:"by"`
	// reply proves the address, call the phone, session both; seen proves neither.
	How strictyaml.Value[how] `yaml:"how,required"`
}

// rawEndpoint is a place where our machines meet theirs.
type rawEndpoint struct {
	strictyaml.Place
	// The id.
	ID   strictyaml.Value[scalar.ID] `yaml:"id,required"`
	IDAt strictyaml.Place            `yaml:"id,place"`
	// The protocol.
	Kind strictyaml.Value[endpointKind] `yaml:"kind,required"`
	// A URL for http, host:port for tls, tcp and ssh.
	Target text `yaml:"target"`
	// The fingerprint of the ssh host key: SHA256:…
	HostKey text `yaml:"host_key"`
	// For exec: the name of a command of the configuration.
	Run text `yaml:"run"`
	// For exec: what the command is given.
	Args []text `yaml:"args"`
	// The id of our team that looks after it.
	Team text `yaml:"team"`
}

// Shape implements strictyaml.Shaped.
func (rawEndpoint) Shape() strictyaml.Shape {
	return strictyaml.Shape{AnyOf: [][]string{{"target", "run"}}, Apart: [][]string{{"target", "run"}, {"target", "args"}}}
}

// rawSessions are regular talks.
type rawSessions struct {
	strictyaml.Place
	// Ids of our teams that take part.
	With []text `yaml:"with"`
	// Those that were held.
	Held []rawSession `yaml:"held"`
}

// rawSession is a talk that was held.
type rawSession struct {
	// The day.
	On date `yaml:"on,required"`
	// What it was about.
	Topics prose `yaml:"topics"`
}

// rawThreshold replaces the limit of a rule.
type rawThreshold struct {
	strictyaml.Place
	// The rule.
	Rule strictyaml.Value[scalar.LimitedRule] `yaml:"rule,required"`
	// A period such as 180 days, or a share such as 90 %.
	Value strictyaml.Value[scalar.Limit] `yaml:"value,required"`
	// Why.
	Because prose `yaml:"because"`
}

// rawIgnore takes a rule away for a time.
type rawIgnore struct {
	strictyaml.Place
	// The rule.
	Rule strictyaml.Value[scalar.RuleName] `yaml:"rule,required"`
	// Why.
	Because prose `yaml:"because"`
	// Who decided it.
	By text `yaml:"by"`
	// The last day it counts, at most 12 months ahead.
	Until date `yaml:"until,required"`
}
