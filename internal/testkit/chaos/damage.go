package chaos

import (
	"bytes"
	"crypto/rand"
	"encoding/binary"
	"fmt"
	"os"
	"strings"
)

// pageSize is that of SQLite's files.
const pageSize = 4096

// overwrite replaces one page of a database with noise. The copy that it is done to has no free pages, so every one counts.
func (c *campaign) overwrite(file []byte) []byte {
	page := c.dice.IntN(len(file) / pageSize)
	bad := bytes.Clone(file)
	_, _ = rand.Read(bad[page*pageSize : (page+1)*pageSize])
	return bad
}

// flip changes one bit in the text of a row, which SQLite does not check: in an address, because facts, alerts and mails contain it.
func (c *campaign) flip(file []byte) []byte {
	var places []int
	for at := range file {
		if file[at] == '@' && bytes.HasPrefix(file[at:], []byte("@buyer.test")) && used(file, at) {
			places = append(places, at)
		}
	}
	if len(places) == 0 {
		return nil
	}
	bad := bytes.Clone(file)
	bad[places[c.dice.IntN(len(places))]+1+c.dice.IntN(5)] ^= 1
	return bad
}

// used reports whether a byte of a database is part of a row or an index. A page
// of a B-tree keeps the bytes of rows that have moved to another page, below the
// start of its cells (SQLite database file format, 1.6): they are read by nobody.
func used(file []byte, at int) bool {
	page := file[at-at%pageSize:]
	header := 0
	if at < pageSize {
		header = 100 // the header of the file
	}
	switch page[header] {
	case 0x02, 0x05, 0x0a, 0x0d: // interior and leaf pages of indexes and tables
		return at%pageSize >= int(binary.BigEndian.Uint16(page[header+5:]))
	}
	return true // an overflow page
}

// damage starts a daemon on a damaged database. The daemon must refuse it and report what to do. Afterwards the database is restored.
func (c *campaign) damage() error {
	kind, spoil := damagedPage, c.overwrite
	if c.dice.IntN(2) == 0 {
		kind, spoil = damagedBytes, c.flip
	}
	copied := c.company.state + ".backup"
	if said, err := c.shell("state", "backup", copied); err != nil {
		return c.undone("state backup", said, err)
	}
	whole, err := os.ReadFile(copied)
	if err != nil {
		return err
	}
	bad := spoil(whole)
	if bad == nil {
		return os.Remove(copied)
	}
	for _, name := range []string{c.company.state + "-wal", c.company.state + "-shm"} {
		if err := os.Remove(name); err != nil && !os.IsNotExist(err) {
			return err
		}
	}
	if err := os.WriteFile(c.company.state, bad, 0o600); err != nil {
		return err
	}
	c.tally.count(kind)
	c.refusal(kind)
	return os.Rename(copied, c.company.state)
}

// refusal starts the daemon and wants it to end at once, with the file, what is wrong and the way back.
func (c *campaign) refusal(kind Kind) {
	d, err := launch(c.Program, c.company.config(), c.lives, c.log)
	if err != nil {
		c.broken("%v", err)
		return
	}
	if !until(patience, func() bool { return !d.running() }) {
		d.kill()
		c.broken("%s: the daemon runs on", kind)
		return
	}
	said := d.said()
	code := d.cmd.ProcessState.ExitCode()
	for _, want := range []string{c.company.state, "damaged", "the last backup in its place"} {
		if code != 1 || !strings.Contains(said, want) {
			c.broken("%s: the daemon ended with code %d and does not say %q:\n%s", kind, code, want, fmt.Sprintf("%.2000s", said))
			return
		}
	}
}
