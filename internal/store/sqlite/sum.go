package sqlite

import (
	"database/sql/driver"
	"encoding/binary"
	"fmt"
	"hash/crc32"

	"modernc.org/sqlite"
)

// Every row carries the sum of its columns, a CRC-32C as file systems use it. It is computed here where a row is inserted, and by
// an SQL function where one is changed, and compared whenever a row is read: what changed on the disk, in memory or under somebody's editor is not
// taken for what was written. A row that vanished as a whole has no sum any more; that is for SQLite's own examination, which compares
// tables with their indexes.
func init() { sqlite.MustRegisterDeterministicScalarFunction("row_sum", -1, rowSum) }

var castagnoli = crc32.MakeTable(crc32.Castagnoli)

// rowSum is the SQL function.
func rowSum(_ *sqlite.FunctionContext, columns []driver.Value) (driver.Value, error) {
	var sum checksum
	for i, column := range columns {
		switch v := column.(type) {
		case string:
			sum.addText(v)
		case int64:
			sum.addNumber(v)
		default:
			return nil, fmt.Errorf("row_sum: column %d is a %T, expected a text or a whole number", i+1, column)
		}
	}
	return int64(sum), nil
}

// sumOf returns the sum of a row's columns, as the SQL function does. Each is a string or an int64.
func sumOf(columns []any) int64 {
	var sum checksum
	for _, column := range columns {
		switch v := column.(type) {
		case string:
			sum.addText(v)
		case int64:
			sum.addNumber(v)
		default:
			panic(fmt.Sprintf("a column is a %T, expected a text or a whole number", column))
		}
	}
	return int64(sum)
}

// checksum is the sum of texts and whole numbers. Each goes in behind its kind and length, so that nothing can wander from one column into the next.
type checksum uint32

func (c *checksum) addText(text string) {
	c.add('t', uint64(len(text)))
	*c = checksum(crc32.Update(uint32(*c), castagnoli, []byte(text)))
}

func (c *checksum) addNumber(n int64) { c.add('n', uint64(n)) }

func (c *checksum) add(kind byte, value uint64) {
	var head [9]byte
	head[0] = kind
	binary.BigEndian.PutUint64(head[1:], value)
	*c = checksum(crc32.Update(uint32(*c), castagnoli, head[:]))
}

// What the sum of a row is over, with the name that statements give the row.
const (
	factSum              = `row_sum(f.id, f.supplier, f.subject, f.kind, f.observed_at, f.recorded_at, f.actor, f.source, f.evidence, f.data)`
	alertSum             = `row_sum(a.id, a.key, a.state, a.ended_at, a.document)`
	notificationStateSum = `row_sum(d.document)`
	letterSum            = `o.id, o.kind, o.recipient, o.message_id, o.token, o.created_at` // the beginning of a mail's
	mailSum              = `row_sum(` + letterSum + `, o.digest, o.not_before, o.attempts, o.last_error, o.result, o.settled_at, o.forgotten)`
	laterSum             = `row_sum(` + letterSum + `, o.digest, n.not_before, o.attempts, o.last_error, o.result, o.settled_at, o.forgotten)`
	mailTextSum          = `row_sum(o.id, t.document)`
	calendarEventSum     = `row_sum(e.uid, e.document)`
	positionSum          = `row_sum(p.account, p.folder, p.uidvalidity, p.uid, p.modseq)`
)
