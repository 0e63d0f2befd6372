package listimport

import (
	"bytes"
	"errors"

	"supplierwatch/internal/model"
	"supplierwatch/internal/sheet"
	"supplierwatch/internal/supplierlist"
	"supplierwatch/internal/vcard"
)

// isVCard reports whether a file begins as a vCard does.
func isVCard(data []byte) bool {
	text, err := sheet.Text(data[:min(len(data), 64)&^1])
	return err == nil && bytes.HasPrefix(bytes.ToUpper(bytes.TrimSpace([]byte(text))), []byte("BEGIN:VCARD"))
}

// cards reads a file of vCards. Problems are at the line of the property.
func (s Source) cards(path string, data []byte, mapping supplierlist.Mapping, known supplierlist.Known) supplierlist.List {
	if mapping.File != "" {
		return unreadable(path, errors.New("a map file names columns, and vCards have none: leave out --map"))
	}
	if s.Sheet != "" {
		return unreadable(path, errors.New("vCards have no sheets: leave out --sheet"))
	}
	table, err := vcard.Read(data)
	if at, ok := errors.AsType[sheet.PlaceError](err); ok {
		return supplierlist.List{File: Name(path), Problems: []model.Problem{{Position: model.Position{File: Name(path), Line: at.Row, Column: 1}, Message: at.Why}}}
	}
	if err != nil {
		return unreadable(path, err)
	}
	list := supplierlist.Read(Name(path), table.Rows, mapping, known)
	for i, p := range list.Problems {
		list.Problems[i].Line, list.Problems[i].Column = table.Line(p.Line, p.Column), 1
	}
	list.Skipped = append(list.Skipped, table.Skipped...)
	return list
}
