// Package bench measures the program as its users wait for it: as a process, with
// its whole start, on real files and servers. Where a program that does comparable
// work can be had, it is measured in turn with ours, so that a busy machine slows
// both; what counts is the ratio of the two.
//
// The programs that it is compared with come from a folder of sources (the kit),
// from Debian and from npm. A comparison whose program is missing is skipped, and
// the table says so.
//
// The parts are independent of each other, one a file:
//
//	rows.go       all rows of the table
//	figure.go     Figure: a measured value beside its yardstick and its target
//	process.go    Cost: wall time, processor time and memory of a process
//	kit.go        Kit: the other programs
//	company.go    registries of any size, in one file or in many
//	daemon.go     a daemon at work, what it uses, what it answers
//	played.go     the mail servers and web servers of the kit
//	check.go      check, its cache
//	service.go    the daemon's start, idle time, reload and pages
//	mailout.go    mails to many teams, and through one relay
//	equalmails.go the same number of mails of the same size, sent with go-mail
//	mailbox.go    scans of a role mailbox, and mails read whole
//	mailboxfiles.go the mails in it
//	callouts.go   questions to mail servers, of which some hang
//	webpages.go   requests of web pages
//	state.go      the size of the state
//	probeyear.go  the size of the state after a year of probes
//	simulation.go simulate
//	growth.go     check and start at 1,000, 10,000 and 100,000 suppliers
//
// Nothing here fails because something is slow.
package bench
