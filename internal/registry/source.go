package registry

import (
	"crypto/sha256"
	"slices"

	"supplierwatch/internal/flatyaml"
	"supplierwatch/internal/model"
	"supplierwatch/internal/registry/cache"
	"supplierwatch/internal/registry/files"
	"supplierwatch/internal/registry/problemlist"
	"supplierwatch/internal/strictyaml"
)

// suppliersKey is the key of the list that can be long.
const suppliersKey = "suppliers"

// leastPart is the size in bytes from which the next supplier begins a new part of a file.
const leastPart = 64 << 10

// source is a file with the documents in it. It is not changed once it is known to others.
type source struct {
	file       string // as people know it
	origin     files.File
	sum        [sha256.Size]byte
	docs       []rawDocument
	problems   []model.Problem
	unreadable bool // its content is not known
	changed    bool // it could be read once, and not a second time with the same content
	unsaved    bool // its content is not yet that of the file, and is held
	content    []byte

	parts     []flatyaml.Part // of the list of suppliers, where it is not in the document
	suppliers []builtSupplier // what was built of them, or of those in the documents
	builtFor  *organisation   // that the suppliers refer to; nil: not built
	dropped   bool            // what the suppliers were built of is no longer held
	cached    *cache.Kept     // its suppliers as they were built before; nil: they are not known, or already taken
}

// parse reads the content of a file. Its suppliers are decoded when they are built, if it is in plain YAML.
func parse(file string, data []byte) *source { return parseInParts(file, data, leastPart) }

// parseInParts reads the content of a file in parts of at least a size in bytes.
func parseInParts(file string, data []byte, leastPart int) *source {
	if problemlist.IsBlank(data) {
		return &source{file: file, sum: sha256.Sum256(data), problems: []model.Problem{problemlist.BlankFile(file)}, unreadable: true}
	}
	document, parts, ok := strictyaml.DecodeDivided[rawDocument](data, suppliersKey, leastPart)
	if !ok {
		return parseWhole(file, data)
	}
	return &source{file: file, sum: sha256.Sum256(data), docs: []rawDocument{document}, parts: parts}
}

// parseWhole reads all of the content of a file, and finds what is wrong with it.
func parseWhole(file string, data []byte) *source {
	docs, problems, whole := strictyaml.Decode[rawDocument](file, data, nil)
	return &source{file: file, sum: sha256.Sum256(data), docs: docs, problems: problems, unreadable: !whole}
}

// again reads the content of a file once more by a function like parse. It must not have changed.
func (s *source) again(parse func(file string, data []byte) *source) *source {
	data, err := s.origin.Read()
	if err == nil && sha256.Sum256(data) != s.sum {
		err = files.ErrChanged
	}
	if err != nil {
		missing := unreadable(s.origin, err)
		missing.changed = true
		return missing
	}
	read := parse(s.file, data)
	read.origin = s.origin
	return read
}

// unreadable returns a file that cannot be read.
func unreadable(file files.File, err error) *source {
	p := model.Problem{Position: model.Position{File: file.Name, Line: 1, Column: 1}, Message: "cannot be read: " + files.Reason(err)}
	return &source{file: file.Name, origin: file, problems: []model.Problem{p}, unreadable: true}
}

// whole returns the file with all of its suppliers decoded.
func (s *source) whole() *source {
	if !s.unsaved {
		return s.again(parseWhole)
	}
	read := parseWhole(s.file, s.content)
	read.origin, read.unsaved, read.content = s.origin, true, s.content
	return read
}

// toBuild returns the file with what its suppliers are built of.
func (s *source) toBuild() *source {
	if s.dropped {
		return s.again(parse)
	}
	return s
}

// work lists the parts of the file whose suppliers are to be built.
func (s *source) work(index int) []work {
	var all []work
	for _, d := range s.docs {
		if len(d.Suppliers) > 0 {
			all = append(all, work{source: index, raw: d.Suppliers})
		}
	}
	for _, part := range s.parts {
		all = append(all, work{source: index, part: &part})
	}
	return all
}

// withoutParts returns the file without the text of its suppliers, so that each part of it can be dropped as soon as it is built.
func (s *source) withoutParts() *source {
	if s.unsaved || s.parts == nil {
		return s
	}
	without := *s
	without.parts, without.dropped = nil, true
	return &without
}

// withSuppliers returns the file with the suppliers that were built of it, without what they were built of.
func (s *source) withSuppliers(o *organisation, built []builtSupplier) *source {
	with := *s
	with.suppliers, with.builtFor = built, o
	if s.unsaved {
		return &with
	}
	with.parts, with.dropped, with.docs = nil, true, slices.Clone(s.docs)
	for i := range with.docs {
		with.docs[i].Suppliers = nil
	}
	return &with
}

// isForeign reports whether no line may be shown of a file: it has problems, and the decoder showed no line of any.
func (s *source) isForeign() bool {
	return len(s.problems) > 0 && !slices.ContainsFunc(s.problems, func(p model.Problem) bool { return p.Excerpt != "" })
}

// holidayFiles returns the files that the calendars of a source name.
func (s *source) holidayFiles() []text {
	var named []text
	for _, d := range s.docs {
		for _, calendar := range d.Calendars.Entries {
			for _, h := range calendar.Value.Holidays {
				if h.File.Set {
					named = append(named, h.File)
				}
			}
		}
	}
	return named
}
