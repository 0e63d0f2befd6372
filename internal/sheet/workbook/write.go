package workbook

import (
	"errors"
	"fmt"
	"io"
	"strings"

	"github.com/xuri/excelize/v2"

	"supplierwatch/internal/sheet"
)

// textFormat is the number format of text (ECMA-376, 18.8.30): what people write into such a cell stays as it is.
const textFormat = 49

// Write writes rows as a workbook with one sheet, whose first row is a header. Every cell is text.
func Write(w io.Writer, name string, rows [][]string) (err error) {
	file := excelize.NewFile()
	defer func() { err = errors.Join(err, file.Close()) }()
	if err := file.SetSheetName("Sheet1", name); err != nil {
		return fmt.Errorf("write workbook: %w", err)
	}
	if err := fill(file, name, rows); err != nil {
		return fmt.Errorf("write workbook: %w", err)
	}
	if err := file.Write(w); err != nil {
		return fmt.Errorf("write workbook: %w", err)
	}
	return nil
}

// fill writes the cells, and formats whole columns as text, so that rows that people add are text too.
func fill(file *excelize.File, name string, rows [][]string) error {
	text, err := file.NewStyle(&excelize.Style{NumFmt: textFormat})
	if err != nil {
		return err
	}
	bold, err := file.NewStyle(&excelize.Style{NumFmt: textFormat, Font: &excelize.Font{Bold: true}})
	if err != nil {
		return err
	}
	stream, err := file.NewStreamWriter(name)
	if err != nil {
		return err
	}
	for i, width := range widths(rows) {
		if err := errors.Join(stream.SetColWidth(i+1, i+1, width), stream.SetColStyle(i+1, i+1, text)); err != nil {
			return err
		}
	}
	frozen := &excelize.Panes{Freeze: true, YSplit: 1, TopLeftCell: "A2", ActivePane: "bottomLeft"}
	if err := stream.SetPanes(frozen); err != nil {
		return err
	}
	for i, row := range rows {
		style := text
		if i == 0 {
			style = bold
		}
		if err := writeRow(stream, i+1, row, style); err != nil {
			return err
		}
	}
	return stream.Flush()
}

func writeRow(stream *excelize.StreamWriter, number int, row []string, style int) error {
	cells := make([]any, len(row))
	for i, value := range row {
		if len([]rune(value)) > sheet.MaxCell {
			return fmt.Errorf("row %d, column %d: a cell has at most %d characters", number, i+1, sheet.MaxCell)
		}
		cells[i] = excelize.Cell{StyleID: style, Value: value}
	}
	at, err := excelize.CoordinatesToCellName(1, number)
	if err != nil {
		return err
	}
	return stream.SetRow(at, cells)
}

// Widths of columns in characters.
const (
	minWidth = 8
	maxWidth = 50
)

// widths returns how wide the columns are for their longest values.
func widths(rows [][]string) []float64 {
	var found []float64
	for _, row := range rows {
		for i, value := range row {
			if i == len(found) {
				found = append(found, minWidth)
			}
			longest := 0
			for line := range strings.Lines(value) {
				longest = max(longest, len([]rune(line)))
			}
			found[i] = min(maxWidth, max(found[i], float64(longest+2)))
		}
	}
	return found
}
