// Package chaos runs a fault injection campaign against the built program. The real daemon sends mail through a real Postfix while relays
// fail, the disk fills, the database is damaged and the daemon is killed. Then it compares the mails that arrived with those expected.
//
//	              edits, SIGHUP, ack, record, facts over the API
//	campaign ──────────────────────────────────────────────────▶ daemon  (killed, ended, started again)
//	   │  who should be notified of what                            │ SMTP with STARTTLS
//	   ▼                                                            ▼
//	ledger ◀── what came ── mailboxes ◀── Dovecot ◀── Postfix ◀── relay  (cuts, hangs, refuses, loses answers)
//
// The ledger is kept outside the daemon and does not depend on it. What people should be notified of follows from what the campaign wrote
// into the registry; what they were notified of follows from the mails in the mailboxes. It checks the guarantees of alerts:
//
//	lost         an alert that was open while a daemon that had read of it was ready reached everybody in step 0; if it was over soon, a
//	             mail that reports its end is enough
//	duplicated   one mail a recipient for each alert, step and reason; a mail came again, under its Message-ID, only if its answer was
//	             lost or the daemon was killed before it could record that the mail was sent: at once, or while the disk was full
//	idle         nobody is notified of an alert that is over or acknowledged
//	unclear      the campaign knows the reason that each mail states; otherwise it could not evaluate it
//	refused      a recipient who does not exist does not keep other recipients from getting their mail
//	disk         while nothing can be written, the daemon is not ready and loses nothing; when there is space again, it continues by itself
//	damage       a database that was changed is refused, wherever it was damaged
//
// Each file has one subject: campaign.go the sequence, acts.go what people do meanwhile, company.go what they write, daemon.go the program
// under test, relay.go, session.go and fault.go the failing relay, mail.go the content of a mail, ledger.go and verdict.go what should
// have arrived and whether it did, disk.go and damage.go the state, report.go the table.
//
// All random choices depend on one seed. The same seed makes the same plan, but the machine decides at which instant a kill meets the daemon.
package chaos
