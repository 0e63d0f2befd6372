package rowdata

import (
	"errors"
	"fmt"

	"supplierwatch/internal/model"
)

// PositionRow is how far a folder was read, as a statement takes it.
type PositionRow struct {
	Account     string `json:"account"`
	Folder      string `json:"folder"`
	UIDValidity uint32 `json:"uidvalidity"`
	UID         uint32 `json:"uid"`
	ModSeq      int64  `json:"modseq"`
}

// PositionRows returns the rows of positions. It refuses a mod-sequence of more than 63 bits (RFC 7162, 3.1).
func PositionRows(positions []model.FolderPosition) ([]PositionRow, error) {
	rows := make([]PositionRow, len(positions))
	for i, p := range positions {
		if p.ModSeq >= 1<<63 {
			return nil, fmt.Errorf("save position of %q in %q: mod-sequence %d is out of range", p.Folder, p.Account, p.ModSeq)
		}
		rows[i] = PositionRow{
			Account: Clean(p.Account), Folder: Clean(p.Folder), UIDValidity: p.UIDValidity, UID: p.UID, ModSeq: int64(p.ModSeq),
		}
	}
	return rows, nil
}

// CalendarEventRow returns the columns of an event's row: its UID and its document. It refuses an event that could not be found again.
func CalendarEventRow(e model.CalendarEvent) ([]any, error) {
	if e.UID == "" {
		return nil, errors.New("save calendar events: a UID is missing")
	}
	text, err := Document(e)
	return []any{Clean(e.UID), text}, err
}
