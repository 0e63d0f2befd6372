package cache

import (
	"bufio"
	"cmp"
	"crypto/sha256"
	"errors"
	"io"
	"path/filepath"
	"slices"
	"time"

	"supplierwatch/internal/parallel"
	"supplierwatch/internal/structcodec"
)

const (
	// least is from how many suppliers on a registry is kept: a smaller one is read as fast without a cache.
	least = 100
	// changed is the share of the suppliers that must be missing in the cache before it is written again: the others are built anew meanwhile.
	changed = 1.0 / 8
)

// File is a file of the registry without any problem.
type File struct {
	Name      string // as people know it
	Content   Sum
	Plain     bool // it has suppliers of version 1 and nothing else
	Suppliers []Supplier
}

// Write writes these files into the cache, and nothing else. After an error the file of the cache is as it was.
func (c *Cache) Write(o *Organisation, files []File) error {
	of, err := program()
	if err != nil {
		return err
	}
	if folder := filepath.Dir(c.path); c.inUserFolder {
		if err := makeFolder(folder); err != nil {
			return err
		}
		defer deleteOld(folder, time.Now())
	}
	if err := replace(c.path, func(w io.Writer) error { return write(w, of, o, files) }); err != nil {
		return err
	}
	c.mu.Lock()
	defer c.mu.Unlock()
	c.written, c.writtenFor = sums(files), o.key
	return nil
}

// IsOutdated reports whether so much of these files is missing in the cache that writing it saves more than it costs.
func (c *Cache) IsOutdated(o *Organisation, files []File) bool {
	c.mu.Lock()
	defer c.mu.Unlock()
	all, missing := 0, 0
	for _, f := range files {
		all += len(f.Suppliers)
		if o.key != c.writtenFor || !c.written[f.Content] {
			missing += len(f.Suppliers)
		}
	}
	return all >= least && float64(missing) > changed*float64(all)
}

func sums(files []File) map[Sum]bool {
	all := make(map[Sum]bool, len(files))
	for _, f := range files {
		all[f.Content] = true
	}
	return all
}

// write writes a file of the cache: the head, the suppliers, the table.
func write(to io.Writer, program Sum, o *Organisation, files []File) error {
	codec, err := supplierCodec()
	if err != nil {
		return err
	}
	w := &writer{to: bufio.NewWriterSize(to, 1<<16), codec: codec, organisation: o}
	start := head(program, o.key)
	w.bytes(start)
	w.files(files)
	if w.err != nil {
		return w.err
	}
	end, err := w.table.end(start, w.at)
	if err != nil {
		return err
	}
	w.bytes(end)
	return cmp.Or(w.err, w.to.Flush())
}

// writer writes a file of the cache from its beginning to its end, and keeps its first error.
type writer struct {
	to           *bufio.Writer
	codec        *structcodec.Codec[Supplier]
	organisation *Organisation
	table        table
	at           int
	err          error
}

func (w *writer) bytes(data []byte) {
	if w.err != nil {
		return
	}
	if w.at += len(data); w.at > maxSize {
		w.err = errors.New("the registry is too large for a cache")
		return
	}
	_, w.err = w.to.Write(data)
}

// part is some suppliers of a file of the registry.
type part struct {
	file      int
	name      string
	suppliers []Supplier
}

// batch is how many parts are encoded before they are written, so that little memory is needed.
const batch = 16

// files writes the suppliers of all files. Processors encode them in parallel.
func (w *writer) files(files []File) {
	w.table.Files = make([]tableFile, len(files))
	var all []part
	for i, f := range files {
		w.table.Files[i] = tableFile{Sum: string(f.Content[:]), Plain: f.Plain}
		for some := range slices.Chunk(f.Suppliers, perPart) {
			all = append(all, part{i, f.Name, some})
		}
	}
	encoded := make([][]byte, batch) // used again by each batch
	for some := range slices.Chunk(all, batch) {
		errs := make([]error, len(some))
		parallel.Do(len(some), func(i int) { encoded[i], errs[i] = w.encode(some[i], encoded[i][:0]) })
		w.err = cmp.Or(w.err, errors.Join(errs...))
		for i, p := range some {
			w.part(p, encoded[i])
		}
	}
}

// encode encodes the suppliers of a part into memory that is no longer used.
func (w *writer) encode(p part, into []byte) ([]byte, error) {
	e := structcodec.NewEncoder(into, &w.organisation.references, p.name)
	for i := range p.suppliers {
		w.codec.Encode(e, &p.suppliers[i])
	}
	return e.Bytes()
}

func (w *writer) part(p part, data []byte) {
	sum := sha256.Sum256(data)
	f := &w.table.Files[p.file]
	f.Parts = append(f.Parts, tablePart{At: w.at, Length: len(data), Suppliers: len(p.suppliers), Sum: string(sum[:])})
	w.bytes(data)
}
