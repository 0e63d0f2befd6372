package sqlite

import (
	"context"
	"database/sql"

	"supplierwatch/internal/model"
	"supplierwatch/internal/store/rowdata"
)

// supersede closes what waits in vain to tell the same recipient about alerts of which a new mail tells as well, and gives the facts that
// this is. Whoever could not be reached for days gets what is, not all that was. A mail that nobody tried yet, or that may have arrived,
// goes nevertheless. The new mail's tries go on counting where those of the old one ended.
func supersede(ctx context.Context, tx *sql.Tx, mails []model.Mail) (counted []model.Mail, facts []model.Fact, err error) {
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
	return counted, facts, execSet(ctx, tx, recordResultsSQL, closed)
}

// olderMails returns the mails that new ones make superfluous.
func olderMails(ctx context.Context, tx *sql.Tx, news []rowdata.NewsRow) (old rowdata.Older, err error) {
	set, err := rowdata.Document(news)
	if err != nil {
		return old, err
	}
	rows, err := tx.QueryContext(ctx, olderMailsSQL, set)
	if err != nil {
		return old, err
	}
	defer rows.Close()
	for rows.Next() {
		var heir string
		m, err := scanMail(rows, &heir)
		if err != nil {
			return old, err
		}
		old.Add(m, heir)
	}
	return old, rows.Err()
}
