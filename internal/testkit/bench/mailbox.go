package bench

import (
	"fmt"
	"path/filepath"
	"time"
)

const (
	newMails   = 10
	wholeMails = 5000
)

// measureMailbox compares the processor time in which the daemon reads a role mailbox with that of a plain program that fetches thirteen header fields
// of each mail. The server's processor time counts for neither. Nobody in the mailbox is known, so that headers suffice but for bounces. Mails of known
// suppliers are read whole, and measured apart.
func measureMailbox(b *Bench) ([]Figure, error) {
	mails := 100_000
	if b.Small {
		mails = 10_000
	}
	scan, err := b.scan(mails)
	if err != nil {
		return nil, err
	}
	whole, err := b.readWhole()
	if err != nil {
		return nil, err
	}
	ratio := scan.first.Seconds() / scan.plain.Seconds()
	return []Figure{{
		Work: fmt.Sprintf("scan of a mailbox of %d mails of strangers: CPU", mails), Ours: seconds(scan.first),
		Yardstick: "thirteen fields of each, with go-imap: " + seconds(scan.plain), Ratio: ratio, Target: "≤ 1.3", Met: ratio <= 1.3,
	}, {
		Work: fmt.Sprintf("scan of it when %d mails are new", newMails), Ours: seconds(scan.again),
		Yardstick: "thirteen fields of those, with go-imap: " + seconds(scan.plainAgain), Target: "≤ 0.1 s more", Met: scan.again-scan.plainAgain <= 100*time.Millisecond,
	}, {
		Work: "read a mail of a supplier whole, 10 KB in the mean: CPU", Ours: microseconds(whole), Target: "≤ 400 µs", Met: whole <= 400*time.Microsecond,
	}}, nil
}

// scanTimes are medians of several scans: processor time of the first one, and how long one of the new mails took.
type scanTimes struct {
	first, plain, again, plainAgain time.Duration
}

// scan reads a mailbox for the first time and again, in turn with the plain program.
func (b *Bench) scan(mails int) (scanTimes, error) {
	box, err := b.mailbox(mailboxFiles{})
	if err != nil {
		return scanTimes{}, err
	}
	defer box.stop()
	if err := box.load(mails); err != nil {
		return scanTimes{}, err
	}
	if _, err := box.plain(); err != nil { // the server builds its index for whoever comes first
		return scanTimes{}, err
	}
	var all []scanTimes
	for range b.Rounds {
		var t scanTimes
		if t, err = box.round(); err != nil {
			return t, err
		}
		all = append(all, t)
	}
	return scanTimes{
		first: medianOf(all, func(t scanTimes) time.Duration { return t.first }), plain: medianOf(all, func(t scanTimes) time.Duration { return t.plain }),
		again: medianOf(all, func(t scanTimes) time.Duration { return t.again }), plainAgain: medianOf(all, func(t scanTimes) time.Duration { return t.plainAgain }),
	}, nil
}

func medianOf(all []scanTimes, value func(scanTimes) time.Duration) time.Duration {
	values := make([]time.Duration, len(all))
	for i, t := range all {
		values[i] = value(t)
	}
	return median(values)
}

// round has both programs read everything, and then what came meanwhile.
func (m *mailbox) round() (scanTimes, error) {
	var t scanTimes
	if err := m.forget(); err != nil {
		return t, err
	}
	cost, err := m.plain()
	if err != nil {
		return t, err
	}
	t.plain = cost.CPU
	if t.first, err = m.firstScan(companyFiles{}); err != nil {
		return t, err
	}
	again, err := m.listen(func() error { return m.load(newMails) })
	if err != nil {
		return t, err
	}
	t.again = again
	cost, err = m.plain()
	t.plainAgain = cost.Wall
	return t, err
}

// readWhole returns the processor time for each mail of a mailbox in which known suppliers write and whose server does not say which mails are bounces.
func (b *Bench) readWhole() (time.Duration, error) {
	box, err := b.mailbox(mailboxFiles{Known: true})
	if err != nil {
		return 0, err
	}
	defer box.stop()
	if err := box.load(wholeMails); err != nil {
		return 0, err
	}
	if err := box.forget(); err != nil {
		return 0, err
	}
	used, err := box.firstScan(companyFiles{Suppliers: 1000, PerFile: 100})
	return used / wholeMails, err
}

// firstScan starts a daemon with a new state and returns the processor time that it used until it had read the whole mailbox, without that of a start
// after which there is nothing to read.
func (m *mailbox) firstScan(c companyFiles) (time.Duration, error) {
	folder, err := m.bench.folder("scan")
	if err != nil {
		return 0, err
	}
	c.Account = "box"
	if err := c.write(filepath.Join(folder, "registry")); err != nil {
		return 0, err
	}
	first, err := m.untilRead(folder, func(d *daemon) (bool, error) {
		read, err := d.mailsRead()
		return read.mails >= m.mails, err
	})
	if err != nil {
		return 0, err
	}
	start, err := m.untilRead(folder, (*daemon).hasScanned)
	return first - start, err
}

// untilRead starts the daemon and returns the processor time that it used until a condition is met.
func (m *mailbox) untilRead(folder string, met func(*daemon) (bool, error)) (used time.Duration, err error) {
	err = m.withDaemon(folder, func(d *daemon) error {
		if err := d.untilMet("the end of the scan", met); err != nil {
			return err
		}
		used, _, err = d.usage()
		return err
	})
	return used, err
}

// listen starts the daemon on the state that it has, has mails arrive and returns how long the daemon read them. The time that the server takes to say
// that mail has come is the server's.
func (m *mailbox) listen(arrive func() error) (took time.Duration, err error) {
	err = m.withDaemon(filepath.Join(m.bench.Dir, "scan"), func(d *daemon) error {
		if err := d.untilMet("the first scan", (*daemon).hasScanned); err != nil {
			return err
		}
		if err := arrive(); err != nil {
			return err
		}
		if err := d.untilMet("the new mails", func(d *daemon) (bool, error) {
			read, err := d.mailsRead()
			took = read.took
			return read.mails >= newMails, err
		}); err != nil {
			return err
		}
		return nil
	})
	return took, err
}
