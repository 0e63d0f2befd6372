package workbook

import (
	"archive/zip"
	"encoding/xml"
	"path"
	"strings"
)

// relations are the targets of a part by their ids (ECMA-376, part 2, 9.3).
type relations struct {
	All []struct {
		ID     string `xml:"Id,attr"`
		Type   string `xml:"Type,attr"`
		Target string `xml:"Target,attr"`
	} `xml:"Relationship"`
}

// sheetList is the part of a workbook that names its sheets.
type sheetList struct {
	Sheets []struct {
		Name  string     `xml:"name,attr"`
		Attrs []xml.Attr `xml:",any,attr"`
	} `xml:"sheets>sheet"`
}

// partOf returns the part of an archive with a sheet; nil if it is not found, which is no error: it is wanted for a closer look alone.
func partOf(archive *zip.Reader, sheetName string) *zip.File {
	var root, own relations
	var list sheetList
	readPart(archive, "_rels/.rels", &root)
	main := ""
	for _, r := range root.All {
		if strings.HasSuffix(r.Type, "/officeDocument") {
			main = below("", r.Target)
		}
	}
	readPart(archive, main, &list)
	readPart(archive, path.Join(path.Dir(main), "_rels", path.Base(main)+".rels"), &own)
	for _, s := range list.Sheets {
		for _, a := range s.Attrs {
			for _, r := range own.All {
				if s.Name == sheetName && a.Name.Local == "id" && a.Value == r.ID {
					return named(archive, below(path.Dir(main), r.Target))
				}
			}
		}
	}
	return nil
}

// below returns the name of a part that a relation in a folder leads to.
func below(folder, target string) string {
	if rest, absolute := strings.CutPrefix(target, "/"); absolute {
		return rest
	}
	return path.Join(folder, target)
}

func named(archive *zip.Reader, name string) *zip.File {
	for _, part := range archive.File {
		if strings.EqualFold(strings.ReplaceAll(part.Name, `\`, "/"), name) {
			return part
		}
	}
	return nil
}

// readPart reads a part with XML into a value, which stays as it is where that is not possible.
func readPart(archive *zip.Reader, name string, into any) {
	part := named(archive, name)
	if part == nil {
		return
	}
	opened, err := part.Open()
	if err != nil {
		return
	}
	defer opened.Close()
	_ = xml.NewDecoder(opened).Decode(into) // what cannot be read leads to no part
}
