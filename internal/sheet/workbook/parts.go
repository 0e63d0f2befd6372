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
	Sheets []listedSheet `xml:"sheets>sheet"`
}

// listedSheet is a sheet with its attributes, one of which is the id of its relation.
type listedSheet struct {
	Name  string     `xml:"name,attr"`
	Attrs []xml.Attr `xml:",any,attr"`
}

// worksheets returns the parts with the sheets that have cells, by the names of the sheets; others hold a chart alone.
func worksheets(archive *zip.Reader) map[string]*zip.File {
	var root, own relations
	var list sheetList
	readPart(archive, "_rels/.rels", &root)
	main := root.target("/officeDocument")
	readPart(archive, below("", main), &list)
	folder := path.Dir(below("", main))
	readPart(archive, path.Join(folder, "_rels", path.Base(main)+".rels"), &own)
	found := map[string]*zip.File{}
	for _, s := range list.Sheets {
		for _, r := range own.All {
			if part := named(archive, below(folder, r.Target)); part != nil && s.has(r.ID) && strings.HasSuffix(r.Type, "/worksheet") {
				found[s.Name] = part
			}
		}
	}
	return found
}

// target returns where the relation of a type leads; empty if there is none.
func (all relations) target(kind string) string {
	for _, r := range all.All {
		if strings.HasSuffix(r.Type, kind) {
			return r.Target
		}
	}
	return ""
}

// has reports whether the sheet has the id of a relation.
func (s listedSheet) has(id string) bool {
	for _, a := range s.Attrs {
		if a.Name.Local == "id" && a.Value == id {
			return true
		}
	}
	return false
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
