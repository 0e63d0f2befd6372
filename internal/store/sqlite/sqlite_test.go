package sqlite

import (
	"path/filepath"
	"strings"
	"testing"
)

// fileURL names a database in a folder of the test.
func fileURL(t testing.TB) string {
	t.Helper()
	return "sqlite:" + filepath.Join(t.TempDir(), "supplierwatch.db")
}

func TestSQLite(t *testing.T) { testStore(t, fileURL) }

// Years of mails are no reason to read them all for each answer.
func TestAnswersAreFoundByIndex(t *testing.T) {
	s := mustOpen(t, fileURL(t))
	for query, index := range map[string]string{
		s.dialect.mailByToken: "USING INDEX outbox_token", s.dialect.mailByMessageID: "USING INDEX outbox_message_id",
		s.dialect.forgetMails: "USING INDEX outbox_settled",
	} {
		var id, parent, unused int
		var plan string
		err := s.reader.QueryRowContext(t.Context(), "EXPLAIN QUERY PLAN "+query, "x").Scan(&id, &parent, &unused, &plan)
		if err != nil || !strings.Contains(plan, index) {
			t.Errorf("got %q, %v; want %s", plan, err, index)
		}
	}
}
