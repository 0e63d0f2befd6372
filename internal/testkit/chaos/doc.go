// Package chaos is a campaign against the built program: it has the real daemon mail over a real Postfix while relays fail, the disk
// fills, the database is damaged and the daemon is killed, and compares what came out with what should have.
//
//	              edits, SIGHUP, ack, record, facts over the API
//	campaign ──────────────────────────────────────────────────▶ daemon  (killed, ended, started again)
//	   │  what should be told to whom                               │ SMTP with STARTTLS
//	   ▼                                                            ▼
//	ledger ◀── what came ── mailboxes ◀── Dovecot ◀── Postfix ◀── relay  (cuts, hangs, refuses, loses answers)
//
// The ledger is kept outside the daemon and asks nothing of it: that something is to be told is known from what the campaign wrote into the
// registry, that it was told from the mails that lie in the mailboxes. It holds the daemon to the promises of alerts:
//
//	lost         an alert that stood while a daemon that had read of it called itself ready reached everybody whom step 0 names; of one
//	             that was soon over it is enough to be told that
//	duplicated   one mail a recipient for each alert, step and reason; a mail came again, under its Message-ID, only if its answer was
//	             lost or the daemon was killed before it could write down that it had left: at once, or while the disk was full
//	idle         nobody is told of what is over or acknowledged
//	refused      a recipient who does not exist keeps nobody from theirs
//	disk         while nothing can be written the daemon is not ready, and loses nothing; when there is room it goes on by itself
//	damage       a database that is not what was written is refused, wherever it was damaged
//
// One file holds one idea: campaign.go the course of it, acts.go what people do meanwhile, company.go what they write, daemon.go the
// program under test, relay.go, session.go and fault.go the way out that fails, mail.go what a mail says, ledger.go and verdict.go what
// should have come and whether it did, disk.go and damage.go the state, report.go the table.
//
// All dice fall from one seed. The same seed makes the same plan; which instant of the daemon a kill meets is up to the machine.
package chaos
