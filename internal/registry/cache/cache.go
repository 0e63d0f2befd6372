package cache

import (
	"crypto/sha256"
	"sync"

	"supplierwatch/internal/parallel"
	"supplierwatch/internal/structcodec"
)

// Cache is what is kept of one registry. A nil Cache keeps nothing. It may be read by several goroutines. One may write the file at the same
// time; readers do not see that.
type Cache struct {
	path         string
	inUserFolder bool // which is made when it is first written to, and kept small
	content      string
	organisation Sum // that the suppliers refer to
	files        map[Sum]*Kept

	mu         sync.Mutex
	written    map[Sum]bool // the files of the registry that the file at path has
	writtenFor Sum          // that organisation
}

// Kept is what is kept of a file of the registry.
type Kept struct {
	Plain bool // it has suppliers of version 1 and nothing else
	parts []tablePart
	in    *Cache
}

// Open opens the cache in a file. Where there is none that can be used, it is empty.
func Open(path string) *Cache {
	c := &Cache{path: path}
	content, err := read(path)
	if err != nil {
		return c
	}
	of, err := program()
	if err != nil {
		return c
	}
	list, organisation, err := readTable(content, of)
	if err != nil {
		return c
	}
	c.content, c.organisation, c.writtenFor = content, organisation, organisation
	c.files, c.written = map[Sum]*Kept{}, map[Sum]bool{}
	for _, f := range list.Files {
		if len(f.Sum) == sha256.Size {
			sum := Sum([]byte(f.Sum))
			c.files[sum], c.written[sum] = &Kept{Plain: f.Plain, parts: f.Parts, in: c}, true
		}
	}
	return c
}

// Kept returns what is kept of a file with that content; nil if nothing is.
func (c *Cache) Kept(content Sum) *Kept {
	if c == nil {
		return nil
	}
	return c.files[content]
}

// Release frees what was read. From then on the cache is empty to readers, and still knows what its file has.
func (c *Cache) Release() {
	if c != nil {
		c.content, c.files = "", nil
	}
}

// Wanted is a file of the registry whose suppliers are wanted.
type Wanted struct {
	Name string // as people know it
	Kept *Kept
}

// Suppliers returns the suppliers of each of the files; nil for a file whose suppliers are not kept for that organisation.
func Suppliers(o *Organisation, files []Wanted) [][]Supplier {
	found := make([][]Supplier, len(files))
	codec, err := supplierCodec()
	if err != nil {
		return found
	}
	type work struct{ file, part int }
	var all []work
	parts := make([][][]Supplier, len(files))
	for i, f := range files {
		parts[i] = make([][]Supplier, len(f.Kept.parts))
		for k := range f.Kept.parts {
			all = append(all, work{i, k})
		}
	}
	parallel.Do(len(all), func(i int) {
		w := all[i]
		parts[w.file][w.part] = files[w.file].Kept.part(codec, o, files[w.file].Name, w.part)
	})
	for i := range files {
		found[i] = joined(parts[i])
	}
	return found
}

// part decodes the suppliers of a part; nil if it is of another organisation or damaged.
func (k *Kept) part(codec *structcodec.Codec[Supplier], o *Organisation, file string, number int) []Supplier {
	c, p := k.in, k.parts[number]
	if o.key != c.organisation || p.At < 0 || p.Length < 0 || p.At > len(c.content) || p.Length > len(c.content)-p.At || p.Suppliers < 1 || p.Suppliers > perPart {
		return nil
	}
	data := c.content[p.At : p.At+p.Length]
	if sum := sha256.Sum256([]byte(data)); string(sum[:]) != p.Sum {
		return nil
	}
	d := structcodec.NewDecoder(data, &o.references, file)
	decoded := make([]Supplier, p.Suppliers)
	for i := range decoded {
		codec.Decode(d, &decoded[i])
	}
	if d.End() != nil {
		return nil
	}
	return decoded
}

// joined returns the suppliers of all parts; nil if any of them is missing.
func joined(parts [][]Supplier) []Supplier {
	var all []Supplier
	for _, p := range parts {
		if p == nil {
			return nil
		}
		all = append(all, p...)
	}
	return all
}
