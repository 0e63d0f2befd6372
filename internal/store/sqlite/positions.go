package sqlite

import (
	"context"
	"database/sql"
	"fmt"

	"supplierwatch/internal/model"
	"supplierwatch/internal/store/rowdata"
)

// savePositions writes how far folders were read, whatever was known before.
func savePositions(ctx context.Context, tx *sql.Tx, positions []model.FolderPosition) error {
	if len(positions) == 0 {
		return nil
	}
	rows, err := rowdata.PositionRows(positions)
	if err != nil {
		return err
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
