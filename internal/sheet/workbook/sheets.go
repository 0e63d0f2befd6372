package workbook

import (
	"archive/zip"
	"errors"
	"fmt"
	"slices"
	"strings"

	"github.com/xuri/excelize/v2"
)

// chooseSheet returns the name of a sheet: the wanted one or, if none is named, the first visible one that holds something. others are the other visible
// ones that hold something.
func chooseSheet(file *excelize.File, parts map[string]*zip.File, wanted string) (name string, others []string, err error) {
	var visible, filled []string
	for _, name := range file.GetSheetList() {
		if shown, err := file.GetSheetVisible(name); err != nil || !shown || parts[name] == nil {
			continue
		}
		visible = append(visible, name)
		if holdsSomething(file, name) {
			filled = append(filled, name)
		}
	}
	switch {
	case wanted != "":
		if name, err = namedSheet(file.GetSheetList(), parts, wanted, visible); err != nil {
			return "", nil, err
		}
	case len(filled) > 0:
		name = filled[0]
	case len(visible) > 0:
		name = visible[0]
	default:
		return "", nil, errors.New("the workbook has no visible sheet")
	}
	for _, other := range filled {
		if other != name {
			others = append(others, other)
		}
	}
	return name, others, nil
}

// namedSheet returns the sheet with a name, or the first one whose name differs in case or in blanks around it alone. It may be hidden.
func namedSheet(all []string, parts map[string]*zip.File, wanted string, visible []string) (string, error) {
	all = slices.DeleteFunc(slices.Clone(all), func(name string) bool { return parts[name] == nil })
	if slices.Contains(all, wanted) {
		return wanted, nil
	}
	for _, name := range all {
		if strings.EqualFold(strings.TrimSpace(name), strings.TrimSpace(wanted)) {
			return name, nil
		}
	}
	quoted := make([]string, len(visible))
	for i, name := range visible {
		quoted[i] = fmt.Sprintf("%q", name)
	}
	if len(quoted) == 0 {
		return "", fmt.Errorf("the workbook has no sheet %q, and no visible one", wanted)
	}
	return "", fmt.Errorf("the workbook has no sheet %q: expected %s", wanted, strings.Join(quoted, " or "))
}

// holdsSomething reports whether any cell of a sheet has a value.
func holdsSomething(file *excelize.File, name string) bool {
	rows, err := file.Rows(name)
	if err != nil {
		return false
	}
	defer func() { _ = rows.Close() }() // it was only read
	for rows.Next() {
		cells, err := rows.Columns(excelize.Options{RawCellValue: true})
		if err != nil || strings.TrimSpace(strings.Join(cells, "")) != "" {
			return true // a damaged sheet is reported when it is read
		}
	}
	return false
}
