package supplierlist

import (
	"supplierwatch/internal/model"
	"supplierwatch/internal/strictyaml"
)

// Mapping is what a map file holds: which column holds what, where the headers do not show it. The zero Mapping finds columns by their headers.
type Mapping struct {
	File    string
	columns map[string]mappedColumn          // by folded header
	values  map[Key]map[string]string        // what the cells of a column mean
	given   map[Key]strictyaml.Value[string] // the same for each row
}

// mappedColumn is a column of a mapping.
type mappedColumn struct {
	header string
	field  Field
	skip   bool
	pos    model.Position
}

// mapDocument is a map file.
type mapDocument struct {
	strictyaml.Place
	Version strictyaml.Value[int]                                        `yaml:"version,required"`
	Columns strictyaml.Table[strictyaml.Value[string]]                   `yaml:"columns,required"`
	Values  strictyaml.Table[strictyaml.Table[strictyaml.Value[string]]] `yaml:"values"`
	All     strictyaml.Table[strictyaml.Value[string]]                   `yaml:"all"`
}

// skipColumn is what a map file writes for a column that is not read.
const skipColumn = "skip"

// ReadMapping reads a map file:
//
//	version: 1
//	columns: {LIFNR: erp, NAME1: name, TELF1: orders phone, ORT01: skip}
//	values: {tier: {A: critical, B: important}}
//	all: {country: DE}
func ReadMapping(file string, data []byte) (Mapping, []model.Problem) {
	documents, problems, _ := strictyaml.Decode[mapDocument](file, data, nil)
	m := mapReader{file: file, problems: problems, mapping: Mapping{File: file, columns: map[string]mappedColumn{}, values: map[Key]map[string]string{}, given: map[Key]strictyaml.Value[string]{}}}
	for i := range documents {
		m.document(&documents[i])
	}
	if len(m.problems) == 0 && len(m.mapping.columns) == 0 {
		m.report(strictyaml.Place{Line: 1, Column: 1}, "the map file names no column: expected `columns: {HEADER: FIELD}`")
	}
	return m.mapping, m.problems
}

// mapReader collects a mapping and what is wrong with it.
type mapReader struct {
	file     string
	mapping  Mapping
	problems []model.Problem
}

func (m *mapReader) document(d *mapDocument) {
	if d.Version.Set && d.Version.V != 1 {
		m.report(d.Version.Place, "`version`: this program reads version 1")
	}
	for _, e := range d.Columns.Entries {
		m.column(e)
	}
	for _, e := range d.Values.Entries {
		key, known := m.key(e.Name, e.Place)
		for _, v := range e.Value.Entries {
			if known && m.mapping.values[key] == nil {
				m.mapping.values[key] = map[string]string{}
			}
			if known {
				m.mapping.values[key][fold(v.Name)] = v.Value.V
			}
		}
	}
	for _, e := range d.All.Entries {
		if key, known := m.key(e.Name, e.Place); known {
			m.mapping.given[key] = e.Value
		}
	}
}

func (m *mapReader) column(e strictyaml.Entry[strictyaml.Value[string]]) {
	c := mappedColumn{header: e.Name, skip: e.Value.V == skipColumn, pos: e.In(m.file)}
	if !c.skip {
		var known bool
		if c.field, known = FieldOf(e.Value.V); !known && e.Value.Set {
			m.report(e.Value.Place, "`columns`: %q is not a field%s", e.Value.V, fieldMeant(e.Value.V))
		}
	}
	if other, twice := m.mapping.columns[fold(e.Name)]; twice {
		m.report(e.Place, "`columns`: %q and %q are the same header, since case and separators do not count", e.Name, other.header)
	}
	m.mapping.columns[fold(e.Name)] = c
}

// key reads the name of a field that concerns the supplier as a whole.
func (m *mapReader) key(name string, at strictyaml.Place) (Key, bool) {
	f, known := FieldOf(name)
	if !known || f.Key == "" {
		m.report(at, "%q is not a field of suppliers%s", name, fieldMeant(name))
		return "", false
	}
	return f.Key, true
}

func (m *mapReader) report(at strictyaml.Place, format string, args ...any) {
	m.problems = append(m.problems, problemAt(at.In(m.file), format, args...))
}

// fieldMeant ends a message about a field that does not exist.
func fieldMeant(name string) string {
	var names []string
	for _, f := range Fields() {
		names = append(names, f.String())
	}
	if near, ok := strictyaml.Suggest(name, names); ok {
		return "; did you mean `" + near + "`?"
	}
	return "; expected id, name, tier, country, customer number, language, owner, erp, `ROLE email`, `ROLE phone` or `ROLE name`"
}
