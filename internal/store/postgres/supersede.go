package postgres

import (
	"context"

	"supplierwatch/internal/model"
	"supplierwatch/internal/store/rowdata"
)

// supersede closes what waits in vain to report the same alerts to the same recipient as a new mail does, and returns the facts that report it.
// A mail that nobody tried yet, or that may have arrived, goes nevertheless. The new mail's tries go on counting where those of the old one ended.
func supersede(ctx context.Context, tx *transaction, mails []model.Mail) (counted []model.Mail, facts []model.Fact, err error) {
	news := rowdata.News(mails)
	if len(news) == 0 {
		return mails, nil, nil
	}
	old, err := olderMails(ctx, tx, news)
	if err != nil {
		return mails, nil, err
	}
	counted, closed, facts := old.Supersede(mails)
	if len(closed) == 0 {
		return mails, nil, nil
	}
	ids := make([]string, len(closed))
	for i, row := range closed {
		ids[i] = row.ID
	}
	rows, err := all(ctx, tx.sql, scanMailRow, mailsByIDSQL, ids)
	if err != nil {
		return mails, nil, err
	}
	_, err = settle(ctx, tx, rows, closed)
	return counted, facts, err
}

// olderMails returns the mails that new ones make superfluous.
func olderMails(ctx context.Context, tx *transaction, news []rowdata.NewsRow) (old rowdata.Older, err error) {
	var ids, recipients, of, alerts []string
	for _, n := range news {
		ids, recipients = append(ids, n.ID), append(recipients, n.Recipient)
		for _, alert := range n.Alerts {
			of, alerts = append(of, n.ID), append(alerts, rowdata.Clean(alert))
		}
	}
	rows, err := tx.sql.QueryContext(ctx, olderMailsSQL, ids, recipients, of, alerts)
	if err != nil {
		return old, err
	}
	defer rows.Close()
	for rows.Next() {
		var l letter
		var heir string
		if err := rows.Scan(append(l.fields(), &heir)...); err != nil {
			return old, err
		}
		m, err := l.mail()
		if err != nil {
			return old, err
		}
		old.Add(m, heir)
	}
	return old, rows.Err()
}
