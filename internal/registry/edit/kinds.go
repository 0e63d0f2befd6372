package edit

import (
	"time"

	"supplierwatch/internal/civil"
	"supplierwatch/internal/model"
	"supplierwatch/internal/yamlsplice"
)

// edits returns what is written for each kind of change. A kind is missing where the registry has no place for it: an attempt that failed is no
// part of a registry.
var edits = map[model.FactKind]func(c Change) yamlsplice.Edit{
	model.FactVerified: func(c Change) yamlsplice.Edit {
		return entry("verified", day("on", c.On.Date), text("by", c.By), text("how", string(c.How)))
	},
	model.FactRequested: func(c Change) yamlsplice.Edit {
		return entry("requested", day("window", c.Window), moment("at", c.On), text("reference", c.Reference))
	},
	model.FactPlaced: func(c Change) yamlsplice.Edit {
		return entry("placed", day("window", c.Window), moment("at", c.On), text("reference", c.Reference))
	},
	model.FactWaived: func(c Change) yamlsplice.Edit {
		return entry("waived", day("window", c.Window), text("because", c.Because), text("by", c.By))
	},
	model.FactConfirmed: func(c Change) yamlsplice.Edit { return keys(day("confirmed", c.On.Date)) },
	model.FactKeep: func(c Change) yamlsplice.Edit {
		return entry("kept", day("until", c.Until), day("on", c.On.Date), text("by", c.By), text("because", c.Because))
	},
	model.FactRenewed:     func(c Change) yamlsplice.Edit { return entry("renewed", day("until", c.Until), day("on", c.On.Date)) },
	model.FactNoticeGiven: func(c Change) yamlsplice.Edit { return keys(noticeGiven(c)) },
	model.FactSessionHeld: func(c Change) yamlsplice.Edit { return under("sessions", entry("held", day("on", c.On.Date))) },
	model.FactTold: func(c Change) yamlsplice.Edit {
		return entry("they_know", text("mailbox", c.Mailbox), day("on", c.On.Date))
	},
	model.FactReviewed: func(c Change) yamlsplice.Edit {
		return under("reviewed", keys(day("on", c.On.Date), text("by", c.By)))
	},
	model.FactChanged: func(c Change) yamlsplice.Edit {
		return keys(text("name", c.Name), text("email", c.Email), text("phone", c.Phone))
	},
}

// noticeGiven writes the day of receipt or, if the notice names its end, a block with both.
func noticeGiven(c Change) yamlsplice.Pair {
	if c.For.IsZero() {
		return day("notice_given", c.On.Date)
	}
	return yamlsplice.Pair{Key: "notice_given", Block: yamlsplice.Pairs(day("received", c.On.Date), day("for", c.For))}
}

// entry adds an entry to a list; pairs without a value are left out.
func entry(list string, all ...yamlsplice.Pair) yamlsplice.Edit {
	return yamlsplice.Edit{List: list, Entry: yamlsplice.Pairs(all...)}
}

// keys sets keys; pairs without a value are left out.
func keys(all ...yamlsplice.Pair) yamlsplice.Edit {
	return yamlsplice.Edit{Set: yamlsplice.Pairs(all...)}
}

// under writes into a block below the item.
func under(block string, e yamlsplice.Edit) yamlsplice.Edit {
	e.Block = block
	return e
}

func day(key string, d civil.Date) yamlsplice.Pair {
	return yamlsplice.Pair{Key: key, Value: d.String(), Bare: true}
}

func text(key, value string) yamlsplice.Pair { return yamlsplice.Pair{Key: key, Value: value} }

// moment writes a day or, where the hour is known, the instant by RFC 3339.
func moment(key string, m model.Moment) yamlsplice.Pair {
	if m.Instant.IsZero() {
		return day(key, m.Date)
	}
	return text(key, m.Instant.Format(time.RFC3339))
}
