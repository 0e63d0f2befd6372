package postgres

import (
	"context"
	"slices"

	"supplierwatch/internal/model"
	"supplierwatch/internal/store/rowdata"
)

// recordResults writes what attempts came to.
func recordResults(ctx context.Context, tx *transaction, attempts []model.Attempt) error {
	if _, err := tx.sql.ExecContext(ctx, endMailsSQL, rowdata.Ended(attempts)); err != nil {
		return err
	}
	attempts = rowdata.Tried(attempts)
	ids := make([]string, len(attempts))
	for i, a := range attempts {
		ids[i] = a.Mail
	}
	rows, err := all(ctx, tx.sql, scanMailRow, mailsByIDSQL, ids)
	if err != nil {
		return err
	}
	tried := make(map[string]int, len(rows))
	for _, m := range rows {
		if !m.sound() {
			return altered("mail", m.id)
		}
		tried[m.id] = int(m.attempts)
	}
	settled, err := rowdata.SettledRows(attempts, tried)
	if err != nil {
		return err
	}
	if rows, err = settle(ctx, tx, rows, settled); err != nil {
		return err
	}
	return alignPosts(ctx, tx, rows)
}

// settle writes what attempts make of rows that are still queued, and returns all rows as they are now.
func settle(ctx context.Context, tx *transaction, rows []mailRow, settled []rowdata.SettledRow) ([]mailRow, error) {
	byID := make(map[string]rowdata.SettledRow, len(settled))
	for _, s := range settled {
		byID[s.ID] = s
	}
	var changed []mailRow
	for i, m := range rows {
		s, ok := byID[m.id]
		if !ok || !m.queued() {
			continue
		}
		m.result, m.attempts, m.lastError, m.notBefore, m.settledAt = string(s.Result), int64(s.Attempts), s.LastError, s.NotBefore, s.SettledAt
		rows[i] = m
		changed = append(changed, m)
	}
	return rows, updateMails(ctx, tx, "settle mails", changed)
}

// alignPosts has the posts to a webhook wait for as long as those of its posts that were just tried.
func alignPosts(ctx context.Context, tx *transaction, tried []mailRow) error {
	until := map[string]string{}
	for _, m := range tried {
		if m.queued() && len(m.recipient) > len(hookPrefix) && m.recipient[:len(hookPrefix)] == hookPrefix {
			until[m.recipient] = max(until[m.recipient], m.notBefore)
		}
	}
	if len(until) == 0 {
		return nil
	}
	var hooks, instants []string
	for hook, instant := range until {
		hooks, instants = append(hooks, hook), append(instants, instant)
	}
	rows, err := all(ctx, tx.sql, scanMailRow, earlierPostsSQL, hooks, instants)
	if err != nil {
		return err
	}
	rows = slices.DeleteFunc(rows, func(m mailRow) bool { return !m.sound() })
	for i := range rows {
		rows[i].notBefore = until[rows[i].recipient]
	}
	return updateMails(ctx, tx, "align posts", rows)
}

// hookPrefix begins the recipient of a post.
const hookPrefix = "webhook:"
