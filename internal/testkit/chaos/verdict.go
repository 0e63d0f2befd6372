package chaos

import (
	"fmt"
	"maps"
	"slices"
	"strings"
	"time"
)

// received is what lies in the mailboxes: the mails of each recipient, oldest first.
type received map[string][]mail

// received reads it off.
func (c *campaign) received() received {
	all := received{}
	for who, box := range c.boxes {
		for _, m := range box.Look(c.host) {
			all[who] = append(all[who], readMessage(m))
		}
	}
	return all
}

// evidence is a broken guarantee, with what proves it.
type evidence struct {
	guarantee string
	what      string
	alert     string // its id, if it is known: to look it up in the log
}

// soon is how long an alert may last if its only mail reports that it is over: that mail replaces an earlier one that met faults and waits
// for its next attempt. An alert that lasts longer must be reported while it is open.
const soon = 3 * time.Minute

// lost finds recipients who were not notified of an open alert.
func (c *campaign) lost(came received) (all []evidence) {
	for _, e := range c.ledger.episodes {
		if !e.seen {
			continue
		}
		enough := mail.tells
		if !e.open() && e.ended.Sub(e.since) < soon {
			enough = mail.mentions
		}
		for _, who := range reached {
			if !slices.ContainsFunc(came[who], func(m mail) bool { return enough(m, e.contract) }) {
				all = append(all, evidence{"lost", fmt.Sprintf("%s was never told of %s", who, e.subject()), c.alertOf(e)})
			}
		}
	}
	return all
}

// mentions reports whether a mail mentions a contract.
func (m mail) mentions(contract string) bool {
	return slices.ContainsFunc(m.says, func(s said) bool { return s.contract == contract })
}

// tells reports whether a mail asks for an action on a contract.
func (m mail) tells(contract string) bool {
	return slices.ContainsFunc(m.says, func(s said) bool { return s.contract == contract && s.reason != ended })
}

// duplicated finds steps that somebody received in more than one mail, each with a Message-ID of its own.
func (c *campaign) duplicated(came received) (all []evidence) {
	for _, e := range c.ledger.episodes {
		allowed := map[string]int{first: 1, worse: e.worse, escalated: 1 + e.worse}
		for who, mails := range came {
			ids := map[string]map[string]bool{} // by reason
			for _, m := range mails {
				for _, s := range m.says {
					if s.contract != e.contract || s.reason == "" {
						continue
					}
					if ids[s.reason] == nil {
						ids[s.reason] = map[string]bool{}
					}
					ids[s.reason][m.id] = true
				}
			}
			for reason, distinct := range ids {
				if most := max(1, allowed[reason]); len(distinct) > most {
					all = append(all, evidence{"duplicated", fmt.Sprintf("%s was notified of %s in %d mails for the reason %q, at most %d are due: %s",
						who, e.subject(), len(distinct), reason, most, strings.Join(slices.Sorted(maps.Keys(distinct)), " ")), c.alertOf(e)})
				}
			}
		}
	}
	return all
}

// commitWithin is how long the daemon may take to write down that mails have left, on a machine that has other work too.
const commitWithin = 5 * time.Second

// again is what is known of mails that came more than once.
type again struct {
	copies  int           // beyond the first, all under the same Message-ID
	lost    int           // of those, because the answer was lost
	killed  int           // and because the daemon was killed before it could note that the mail had left
	longest time.Duration // from the answer to the kill
	beyond  []evidence    // for no such reason
}

// repeated looks why mails came more than once.
func (c *campaign) repeated() (a again) {
	type key struct{ to, id string }
	byMail := map[key][]delivery{}
	for _, d := range c.relay.taken() {
		byMail[key{d.to, d.id}] = append(byMail[key{d.to, d.id}], d)
	}
	for k, all := range byMail {
		for i, d := range all[:len(all)-1] {
			a.copies++
			next := all[i+1].at
			// A mail that was handed over may be taken after the one who did so was killed.
			death, killed := c.deathBetween(d.since, next)
			switch {
			case !d.answered:
				a.lost++
			case killed && (c.relay.idle(d.at, death) <= commitWithin || c.wasFull(d.at, death)):
				a.killed++
				a.longest = max(a.longest, death.Sub(d.at))
			default:
				a.beyond = append(a.beyond, evidence{"duplicated", fmt.Sprintf("%s got %s at %s and, although its answer had arrived, again at %s",
					k.to, k.id, d.at.Format(time.TimeOnly), next.Format(time.TimeOnly)), d.about()})
			}
		}
	}
	return a
}

// wasFull reports whether nothing could be written down between two instants, up to the later one.
func (c *campaign) wasFull(from, to time.Time) bool {
	return slices.ContainsFunc(c.full, func(s span) bool { return s.from.Before(from.Add(commitWithin)) && s.to.After(to) })
}

func (d delivery) about() string {
	if len(d.mail.says) == 0 {
		return ""
	}
	return d.mail.says[0].alert
}

// deathBetween returns the first kill between two instants.
func (c *campaign) deathBetween(from, to time.Time) (time.Time, bool) {
	for _, at := range c.deaths {
		if at.After(from) && at.Before(to) {
			return at, true
		}
	}
	return time.Time{}, false
}

// clocks leaves room for what was under way, and for a mail's date having whole seconds.
const clocks = 5 * time.Second

// idle finds mails about alerts that were over or acknowledged when the mails were written.
func (c *campaign) idle(came received) (all []evidence) {
	for _, e := range c.ledger.episodes {
		for who, mails := range came {
			for _, m := range mails {
				for _, s := range m.says {
					if s.contract != e.contract || s.reason == "" || s.reason == ended {
						continue
					}
					if !e.over.IsZero() && m.written.After(e.over.Add(clocks)) {
						all = append(all, evidence{"idle", fmt.Sprintf("%s was notified of %s (%s) after it had ended", who, e.subject(), s.reason), s.alert})
					}
					if s.reason == escalated && !e.acked.IsZero() && m.written.After(e.acked.Add(clocks)) {
						all = append(all, evidence{"idle", fmt.Sprintf("%s was notified of %s (escalated) after it had been acknowledged", who, e.subject()), s.alert})
					}
				}
			}
		}
	}
	return all
}

// unclear finds mails whose reason the campaign cannot evaluate: new words in mails would end its checks unnoticed.
func (c *campaign) unclear(came received) (all []evidence) {
	seen := map[string]bool{}
	for _, mails := range came {
		for _, m := range mails {
			for _, s := range m.says {
				if !known(s.reason) && !seen[s.reason] {
					seen[s.reason] = true
					all = append(all, evidence{"unclear", fmt.Sprintf("the campaign knows no mail with the reason %q: add its words to reasons", s.reason), s.alert})
				}
			}
		}
	}
	return all
}

// missing finds mails that Postfix took and nobody has: then the campaign itself cannot be believed.
func (c *campaign) missing(came received) (all []evidence) {
	for _, d := range c.relay.taken() {
		if _, watched := c.boxes[d.to]; watched && !slices.ContainsFunc(came[d.to], func(m mail) bool { return m.id == d.id }) {
			all = append(all, evidence{"mail system", fmt.Sprintf("Postfix accepted %s for %s, but it is not in the mailbox", d.id, d.to), d.about()})
		}
	}
	return all
}
