package sqlite

import (
	"database/sql/driver"
	"fmt"

	"modernc.org/sqlite"

	"supplierwatch/internal/store/rowdata"
)

// Every row carries the sum of its columns, a CRC-32C as file systems use it. It is computed here where a row is inserted, and by
// an SQL function where one is changed, and compared whenever a row is read: what changed on the disk, in memory or under somebody's editor is not
// taken for what was written. A row that vanished as a whole has no sum any more; that is for SQLite's own examination, which compares
// tables with their indexes.
func init() { sqlite.MustRegisterDeterministicScalarFunction("row_sum", -1, rowSum) }

// rowSum is the SQL function.
func rowSum(_ *sqlite.FunctionContext, columns []driver.Value) (driver.Value, error) {
	var sum rowdata.Checksum
	for i, column := range columns {
		switch v := column.(type) {
		case string:
			sum.AddText(v)
		case int64:
			sum.AddNumber(v)
		default:
			return nil, fmt.Errorf("row_sum: column %d is a %T, expected a text or a whole number", i+1, column)
		}
	}
	return int64(sum), nil
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
