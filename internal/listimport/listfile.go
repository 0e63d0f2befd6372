package listimport

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strings"

	"supplierwatch/internal/filekind"
	"supplierwatch/internal/model"
	"supplierwatch/internal/sheet"
	"supplierwatch/internal/sheet/workbook"
	"supplierwatch/internal/supplierlist"
)

// maxFile is the size up to which a list is read.
const maxFile = 64 << 20

// ReadFile reads a list of suppliers, whatever its format. What the file is shows in its first bytes, not in its name.
func ReadFile(path string, mapping supplierlist.Mapping, known supplierlist.Known) supplierlist.List {
	data, err := readData(path)
	if err != nil {
		return unreadable(path, err)
	}
	if why := foreignFormat(path, data); why != "" {
		return unreadable(path, errors.New(why))
	}
	if isVCard(data) {
		return readCards(path, data, mapping, known)
	}
	rows, err := rowsOf(data)
	if err != nil {
		return unreadable(path, err)
	}
	return supplierlist.Read(path, rows, mapping, known)
}

func unreadable(path string, err error) supplierlist.List {
	return supplierlist.List{File: path, Problems: []model.Problem{{Position: model.Position{File: path, Line: 1, Column: 1}, Message: "cannot be read: " + err.Error()}}}
}

// Rows returns the rows of a table: a workbook or a CSV file.
func Rows(path string) (sheet.Rows, error) {
	data, err := readData(path)
	if err != nil {
		return nil, err
	}
	if why := foreignFormat(path, data); why != "" {
		return nil, errors.New(why)
	}
	return rowsOf(data)
}

// rowsOf reads a workbook or a CSV file.
func rowsOf(data []byte) (sheet.Rows, error) {
	if bytes.HasPrefix(data, []byte("PK\x03\x04")) {
		return workbook.Read(data)
	}
	return sheet.ReadCSV(data)
}

// foreignFormat returns what a file is that is not read; empty for others. Only YAML shows in the name alone.
func foreignFormat(path string, data []byte) string {
	switch ext := strings.ToLower(filepath.Ext(path)); {
	case ext == ".yaml" || ext == ".yml":
		return "it is YAML, as the files of a registry are: name a list, saved as .xlsx or as CSV UTF-8"
	case bytes.HasPrefix(data, []byte("\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1")):
		return "it is a workbook of Excel 97 (.xls), or one that is protected by a password: save it as .xlsx or as CSV UTF-8, without a password"
	case filekind.IsLFSPointer(data):
		return filekind.LFSPointer
	case bytes.HasPrefix(data, []byte("%PDF")):
		return "it is a PDF document: export the list as .xlsx or as CSV UTF-8"
	}
	return ""
}

// readData returns the content of a regular file of at most maxFile. Pipes and devices are not read, since reading one could wait for ever.
func readData(path string) ([]byte, error) {
	info, err := os.Stat(path)
	if err != nil {
		return nil, plainError(err)
	}
	if !info.Mode().IsRegular() {
		return nil, fmt.Errorf("it is %s; only regular files are read", filekind.Of(info.Mode()))
	}
	file, err := os.Open(path)
	if err != nil {
		return nil, plainError(err)
	}
	defer file.Close()
	data, err := io.ReadAll(io.LimitReader(file, maxFile+1))
	if err == nil && len(data) > maxFile {
		err = fmt.Errorf("it is larger than %d MB: divide the list", maxFile>>20)
	}
	return data, err
}
