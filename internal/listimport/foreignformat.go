package listimport

import (
	"archive/zip"
	"bytes"
	"slices"
	"strings"

	"supplierwatch/internal/filekind"
)

// save is how people make a list of what is not read.
const save = "save it as .xlsx or as CSV UTF-8"

// beginnings are the first bytes of files that are not read, and what they are.
var beginnings = []struct{ bytes, what string }{
	{"%PDF", "a PDF document: export the list as .xlsx or as CSV UTF-8"},
	{"{\\rtf", "a document in Rich Text Format: " + save},
	{"\x1f\x8b", "compressed by gzip: unpack it first"},
	{"7z\xbc\xaf\x27\x1c", "a 7z archive: unpack it first"},
}

// webPages are how texts begin that are tables for a browser, which ERP systems often write under names such as list.xls.
var webPages = []string{"<!doctype html", "<html", "<table", "<head", "<meta", "<style"}

// archives are the parts by which archives are known, and what they are.
var archives = []struct{ part, what string }{
	{"xl/workbook.bin", "a binary workbook of Excel (.xlsb): " + save},
	{"word/document.xml", "a document of Word: copy its table into a spreadsheet, and " + save},
	{"ppt/presentation.xml", "a presentation of PowerPoint: copy its table into a spreadsheet, and " + save},
	{"Index/Document.iwa", "a document of Apple Numbers or Pages: export it as Excel (.xlsx) or as CSV in UTF-8"},
	{"Index.zip", "a document of Apple Numbers or Pages: export it as Excel (.xlsx) or as CSV in UTF-8"},
}

// foreignFormat returns what a file is that is not read; empty for others. Only YAML shows in the name alone.
func foreignFormat(path string, data []byte) string {
	what := ""
	switch {
	case filekind.IsYAML(path):
		return "it is YAML, as the files of a registry are: name a list, saved as .xlsx or as CSV UTF-8"
	case filekind.IsLFSPointer(data):
		return filekind.LFSPointer
	}
	switch start := strings.ToLower(string(bytes.TrimSpace(bytes.TrimPrefix(data[:min(len(data), 512)], []byte("\xef\xbb\xbf"))))); {
	case bytes.HasPrefix(data, []byte("\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1")):
		what = compoundFile(data)
	case isArchive(data):
		what = foreignArchive(data)
	case slices.ContainsFunc(webPages, func(begin string) bool { return strings.HasPrefix(start, begin) }):
		what = "a web page (HTML), whatever its name: open it in a spreadsheet program, and " + save
	case strings.HasPrefix(start, "<?xml"), strings.HasPrefix(start, "<workbook"):
		what = "an XML document, such as a workbook of Excel 2003: open it in a spreadsheet program, and " + save
	}
	for _, x := range beginnings {
		if bytes.HasPrefix(data, []byte(x.bytes)) {
			what = x.what
		}
	}
	if what == "" {
		return ""
	}
	return "it is " + what
}

// compoundFile returns what a file in the container of old Office programs is: one of their own, or a new one that is encrypted, which has a stream with
// the name EncryptedPackage (MS-OFFCRYPTO, 2.3.4.4).
func compoundFile(data []byte) string {
	switch {
	case bytes.Contains(data, inUTF16("EncryptedPackage")):
		return "protected by a password: open it in a spreadsheet program, and save it without a password as .xlsx or as CSV UTF-8"
	case bytes.Contains(data, inUTF16("WordDocument")):
		return "a document of Word: copy its table into a spreadsheet, and " + save
	}
	return "a workbook of Excel 97 (.xls): " + save
}

// inUTF16 returns ASCII in UTF-16, as the container writes names.
func inUTF16(text string) []byte {
	var b []byte
	for i := range len(text) {
		b = append(b, text[i], 0)
	}
	return b
}

// isArchive reports whether a file is a zip archive, as workbooks are.
func isArchive(data []byte) bool { return bytes.HasPrefix(data, []byte("PK\x03\x04")) }

// foreignArchive returns what an archive is that is not a workbook of Excel; empty if that does not show.
func foreignArchive(data []byte) string {
	archive, err := zip.NewReader(bytes.NewReader(data), int64(len(data)))
	if err != nil {
		return ""
	}
	for _, part := range archive.File {
		for _, x := range archives {
			if part.Name == x.part {
				return x.what
			}
		}
		if part.Name == "mimetype" || part.Name == "content.xml" {
			return openDocument(archive)
		}
	}
	return ""
}

// openDocument returns what a document of OpenOffice or LibreOffice is. If it is protected by a password, its manifest says so.
func openDocument(archive *zip.Reader) string {
	if strings.Contains(partText(archive, "META-INF/manifest.xml"), "encryption-data") {
		return "protected by a password: open it in LibreOffice, and save it without a password as .xlsx or as CSV UTF-8"
	}
	if mime := partText(archive, "mimetype"); mime != "" && !strings.Contains(mime, "spreadsheet") {
		return "a document of LibreOffice without a spreadsheet: copy its table into a spreadsheet, and " + save
	}
	return "a spreadsheet of LibreOffice (.ods): save it as .xlsx (Excel 2007-365) or as CSV UTF-8"
}

// partText returns the beginning of a part; empty if it cannot be read.
func partText(archive *zip.Reader, name string) string {
	part, err := archive.Open(name)
	if err != nil {
		return ""
	}
	defer func() { _ = part.Close() }()
	var text [64 << 10]byte
	n := 0
	for n < len(text) {
		read, err := part.Read(text[n:])
		if n += read; err != nil {
			break
		}
	}
	return string(text[:n])
}
