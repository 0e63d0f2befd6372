package sqlite

import (
	"context"
	"database/sql"
	"fmt"

	"supplierwatch/internal/model"
)

// positionRow is a position as a statement takes it.
type positionRow struct {
	Account     string `json:"account"`
	Folder      string `json:"folder"`
	UIDValidity uint32 `json:"uidvalidity"`
	UID         uint32 `json:"uid"`
	ModSeq      int64  `json:"modseq"`
}

// savePositions writes how far folders were read, whatever was known before.
func savePositions(ctx context.Context, tx *sql.Tx, positions []model.FolderPosition) error {
	if len(positions) == 0 {
		return nil
	}
	rows := make([]positionRow, len(positions))
	for i, p := range positions {
		// A mod-sequence has 63 bits (RFC 7162, 3.1).
		if p.ModSeq >= 1<<63 {
			return fmt.Errorf("save position of %q in %q: mod-sequence %d is out of range", p.Folder, p.Account, p.ModSeq)
		}
		rows[i] = positionRow{
			Account: clean(p.Account), Folder: clean(p.Folder), UIDValidity: p.UIDValidity, UID: p.UID, ModSeq: int64(p.ModSeq),
		}
	}
	if err := execSet(ctx, tx, savePositionsSQL, rows); err != nil {
		return fmt.Errorf("save positions: %w", err)
	}
	return nil
}

// loadPositions returns how far each folder was read, by account and folder.
func loadPositions(ctx context.Context, reader *sql.DB) ([]model.FolderPosition, error) {
	rows, err := reader.QueryContext(ctx, positionsSQL)
	if err != nil {
		return nil, err
	}
	defer rows.Close()
	var positions []model.FolderPosition
	for rows.Next() {
		var p model.FolderPosition
		var sound bool
		if err := rows.Scan(&p.Account, &p.Folder, &p.UIDValidity, &p.UID, &p.ModSeq, &sound); err != nil {
			return nil, err
		}
		if !sound {
			return nil, altered("position", p.Account+"/"+p.Folder)
		}
		positions = append(positions, p)
	}
	return positions, rows.Err()
}
