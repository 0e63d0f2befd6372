package bulkedit

import (
	"fmt"
	"path/filepath"
	"strings"

	"supplierwatch/internal/supplierdiff"
)

// newSuppliers is the first file of a folder that new suppliers are added to, without its ending.
const newSuppliers = "suppliers"

// maxInFile is how many suppliers a file has before new ones go into the next: people can still read it, and programs need little memory for it.
const maxInFile = 1000

// portion is the new suppliers of one file.
type portion struct {
	file  string // as the registry names it
	added []supplierdiff.Change
}

// divide returns which file gets which new suppliers, in their order: the first files that have room. A registry in a single file is not divided.
func (t *Target) divide(added []supplierdiff.Change) []portion {
	if !t.divided {
		return []portion{{filepath.ToSlash(t.path), added}}
	}
	inFile := map[string]int{}
	for _, s := range t.Registry.Suppliers {
		inFile[s.Pos.File]++
	}
	var all []portion
	for number := 1; len(added) > 0; number++ {
		name := t.newFile(number)
		if room := maxInFile - inFile[name]; room > 0 {
			n := min(room, len(added))
			all = append(all, portion{name, added[:n:n]})
			added = added[n:]
		}
	}
	return all
}

// newFile returns a file for new suppliers: suppliers.yaml, suppliers-002.yaml, and so on.
func (t *Target) newFile(number int) string {
	folder := ""
	if t.path != "" {
		folder = strings.TrimSuffix(filepath.ToSlash(t.path), "/") + "/"
	}
	if number == 1 {
		return folder + newSuppliers + ".yaml"
	}
	return fmt.Sprintf("%s%s-%03d.yaml", folder, newSuppliers, number)
}
