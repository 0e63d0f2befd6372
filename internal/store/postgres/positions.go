package postgres

import (
	"context"
	"database/sql"

	"supplierwatch/internal/model"
	"supplierwatch/internal/store/rowdata"
)

func scanPosition(rows *sql.Rows) (model.FolderPosition, error) {
	var row rowdata.PositionRow
	var sum int64
	if err := rows.Scan(&row.Account, &row.Folder, &row.UIDValidity, &row.UID, &row.ModSeq, &sum); err != nil {
		return model.FolderPosition{}, err
	}
	if sum != rowdata.Sum(positionColumns(row)) {
		return model.FolderPosition{}, altered("position", row.Account+"/"+row.Folder)
	}
	return model.FolderPosition{
		Account: row.Account, Folder: row.Folder, UIDValidity: row.UIDValidity, UID: row.UID, ModSeq: uint64(row.ModSeq),
	}, nil
}

func positionColumns(row rowdata.PositionRow) []any {
	return []any{row.Account, row.Folder, int64(row.UIDValidity), int64(row.UID), row.ModSeq}
}

// savePositions writes how far folders were read, whatever was known before. Of several positions in one folder the last one counts.
func savePositions(ctx context.Context, tx *transaction, positions []model.FolderPosition) error {
	found, err := rowdata.PositionRows(positions)
	if err != nil {
		return err
	}
	place := map[[2]string]int{}
	var rows [][]any
	for _, row := range found {
		i, twice := place[[2]string{row.Account, row.Folder}]
		if !twice {
			i = len(rows)
			place[[2]string{row.Account, row.Folder}] = i
			rows = append(rows, nil)
		}
		rows[i] = summed(positionColumns(row))
	}
	return execRows(ctx, tx, "save positions", savePositionsSQL, rows)
}
