package listimport

import (
	"archive/zip"
	"bytes"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/xuri/excelize/v2"

	"supplierwatch/internal/supplierlist"
)

// TestOtherFilesAreRefused reads files of other kinds, whatever their names: the error says what each of them is and what to do.
func TestOtherFilesAreRefused(t *testing.T) {
	for name, x := range map[string]struct{ data, want string }{
		"xls":                     {"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "it is a workbook of Excel 97 (.xls): save it as .xlsx or as CSV UTF-8"},
		"doc":                     {"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + string(inUTF16("WordDocument")), "it is a document of Word"},
		"xlsx with a password":    {encrypted(t), "it is protected by a password: open it in a spreadsheet program, and save it without a password"},
		"ods":                     {zipped(t, "mimetype", "application/vnd.oasis.opendocument.spreadsheet"), "it is a spreadsheet of LibreOffice (.ods): save it as .xlsx"},
		"ods by its content":      {zipped(t, "content.xml", ""), "it is a spreadsheet of LibreOffice (.ods)"},
		"ods with a password":     {zipped(t, "mimetype", "application/vnd.oasis.opendocument.spreadsheet", "META-INF/manifest.xml", "<manifest:encryption-data/>"), "it is protected by a password: open it in LibreOffice"},
		"odt":                     {zipped(t, "mimetype", "application/vnd.oasis.opendocument.text"), "it is a document of LibreOffice without a spreadsheet"},
		"numbers":                 {zipped(t, "Index/Document.iwa", ""), "it is a document of Apple Numbers or Pages: export it as Excel (.xlsx)"},
		"xlsb":                    {zipped(t, "xl/workbook.bin", ""), "it is a binary workbook of Excel (.xlsb)"},
		"docx":                    {zipped(t, "word/document.xml", ""), "it is a document of Word"},
		"another archive":         {zipped(t, "vendors.csv", "name"), "it is not a workbook of Excel (.xlsx)"},
		"half an archive":         {"PK\x03\x04", "it is not a workbook of Excel (.xlsx)"},
		"pdf":                     {"%PDF-1.7", "it is a PDF document"},
		"gzip":                    {"\x1f\x8b\x08", "it is compressed by gzip"},
		"rtf":                     {`{\rtf1`, "it is a document in Rich Text Format"},
		"web page named list.xls": {"\xef\xbb\xbf\r\n<HTML><table><tr><td>Name", "it is a web page (HTML), whatever its name"},
		"workbook of 2003":        {`<?xml version="1.0"?><?mso-application progid="Excel.Sheet"?><Workbook>`, "it is an XML document, such as a workbook of Excel 2003"},
		"image":                   {"\x89PNG\r\n\x1a\n\x00\x00", "NUL character"},
	} {
		source := Source{Stdin: strings.NewReader(x.data)}
		if got := source.List("-", supplierlist.Mapping{}, supplierlist.Known{}).Problems; len(got) != 1 || !strings.HasPrefix(got[0].String(), "stdin:1:1: cannot be read: ") || !strings.Contains(got[0].Message, x.want) {
			t.Errorf("%s: %v, want %q", name, got, x.want)
		}
	}
}

// encrypted returns a workbook that is protected by a password.
func encrypted(t *testing.T) string {
	t.Helper()
	f := excelize.NewFile()
	defer f.Close()
	var b bytes.Buffer
	if err := f.Write(&b, excelize.Options{Password: "secret"}); err != nil {
		t.Fatal(err)
	}
	return b.String()
}

// zipped returns an archive with parts, each a name and a text.
func zipped(t *testing.T, parts ...string) string {
	t.Helper()
	var b bytes.Buffer
	w := zip.NewWriter(&b)
	for i := 0; i+1 < len(parts); i += 2 {
		part, err := w.Create(parts[i])
		if err != nil {
			t.Fatal(err)
		}
		if _, err := part.Write([]byte(parts[i+1])); err != nil {
			t.Fatal(err)
		}
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	return b.String()
}

// TestFilesOfARepositoryAreRefused reads what lies beside lists in a repository: files of the registry, and pointers to files that were not fetched.
func TestFilesOfARepositoryAreRefused(t *testing.T) {
	for name, x := range map[string]struct{ data, want string }{
		"list.yaml": {"version: 1\n", "YAML, as the files of a registry are"},
		"list.YML":  {"name\nACME\n", "YAML, as the files of a registry are"},
		"lfs.csv":   {"version https://git-lfs.github.com/spec/v1\noid sha256:4d7a\nsize 12345\n", "a pointer of Git LFS"},
	} {
		path := filepath.Join(t.TempDir(), name)
		if err := os.WriteFile(path, []byte(x.data), 0o600); err != nil {
			t.Fatal(err)
		}
		source := Source{}
		if got := source.List(path, supplierlist.Mapping{}, supplierlist.Known{}).Problems; len(got) != 1 || !strings.Contains(got[0].Message, x.want) {
			t.Errorf("%s: %v", name, got)
		}
		if _, err := source.Table(path); err == nil || !strings.Contains(err.Error(), x.want) {
			t.Errorf("%s: %v", name, err)
		}
	}
}

// TestDivideKnowsWorkbooksOfOtherPrograms has lists that nothing reads refused as lists, which says how to save them, and not as YAML.
func TestDivideKnowsWorkbooksOfOtherPrograms(t *testing.T) {
	lists, registry := Divide([]string{"a.csv", "b.XLS", "c.ods", "d.numbers", "e.xlsb", "f.yaml", "folder", "g.xlsx", "h.vcf"})
	if got := strings.Join(lists, " "); got != "a.csv b.XLS c.ods d.numbers e.xlsb g.xlsx h.vcf" || strings.Join(registry, " ") != "f.yaml folder" {
		t.Errorf("lists %s, registry %v", got, registry)
	}
}
