package model

import "supplierwatch/internal/civil"

// Recorded is what a person records about a supplier. What is empty is not stored.
type Recorded struct {
	On        civil.Date // zero: the hour counts, and ObservedAt has it
	Until     civil.Date
	For       civil.Date // the end of the contract that a notice names
	Window    civil.Date // the day on which the occurrence opens
	By        string     // who did it, if that is not who records it
	Reference string     // the number of an order or a request
	Mailbox   string     // one of our mailboxes
	Because   string
	How       How
	Details   ContactDetails
}

// Fact returns base, which has the kind of what is recorded, with the rest of it.
func (x Recorded) Fact(base Fact) Fact {
	base.Data = map[string]string{}
	for key, value := range map[string]string{
		dataOn: x.On.String(), dataUntil: x.Until.String(), dataFor: x.For.String(), dataWindow: x.Window.String(), dataBy: x.By, dataReference: x.Reference,
		dataMailbox: x.Mailbox, dataBecause: x.Because, dataHow: string(x.How),
	} {
		base.set(key, value)
	}
	x.Details.addTo(base)
	return base
}

// On returns the day on which a fact holds; zero if it holds when it was observed.
func (f Fact) On() civil.Date { return f.day(dataOn) }

// Until returns the last day of what a fact records: an absence, a renewed term.
func (f Fact) Until() civil.Date { return f.day(dataUntil) }

// For returns the end of the contract that a notice names; zero if it names none.
func (f Fact) For() civil.Date { return f.day(dataFor) }

// Window returns the day on which the occurrence of an order window opens that a fact is about.
func (f Fact) Window() civil.Date { return f.day(dataWindow) }

// By returns who did what a fact records: the person that it names, else its actor.
func (f Fact) By() string {
	if who := f.Data[dataBy]; who != "" {
		return who
	}
	return f.Actor
}

// Reference returns the number of the order or request that a fact names.
func (f Fact) Reference() string { return f.Data[dataReference] }

// Because returns the reason that a person gave.
func (f Fact) Because() string { return f.Data[dataBecause] }

// Mailbox returns the id of our mailbox that a fact names.
func (f Fact) Mailbox() string { return f.Data[dataMailbox] }
