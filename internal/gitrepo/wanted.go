package gitrepo

import (
	"bytes"
	"context"
	"errors"
	"io"
	"os"
	"path"
	"path/filepath"
	"strings"

	"supplierwatch/internal/filekind"

	"gopkg.in/yaml.v3"
)

// wanted is what is read for a path: what a registry there would read.
type wanted struct {
	at   string // the path in the repository
	file bool   // it is that of a file
}

func wantedOf(real, at string) wanted {
	info, err := os.Stat(real)
	return wanted{at: at, file: err == nil && !info.IsDir()}
}

// folder is the folder in which the files are that a registry at the path can read.
func (w wanted) folder() string {
	if w.file {
		return path.Dir(w.at)
	}
	return w.at
}

// itself reports whether a file belongs to the registry by its own name, as those do that files.List finds. A link may lead to one.
func (w wanted) itself(o object) bool {
	switch {
	case o.isLink():
		return true
	case w.file:
		return o.path == w.at
	}
	return filekind.IsYAML(o.path) && !isHidden(strings.TrimPrefix(o.path, w.at+"/"))
}

// isHidden reports whether a path leads through something hidden.
func isHidden(name string) bool { return strings.HasPrefix(name, ".") || strings.Contains(name, "/.") }

// extract writes what is wanted, and returns how many files the registry has by their own names.
func (r revision) extract(ctx context.Context, w wanted) (count int, err error) {
	first, err := listTree(ctx, r.root, r.commit, w.folder(), w.itself)
	if err != nil || len(first) == 0 {
		return 0, err
	}
	named, linked, err := r.writeRegistry(first)
	if err != nil || len(named) == 0 {
		return len(first) - linked, err
	}
	further, err := listTree(ctx, r.root, r.commit, w.folder(), func(o object) bool {
		return !w.itself(o) && (named[path.Base(o.path)] || linked > 0 && !w.file && filekind.IsYAML(o.path))
	})
	if err != nil {
		return 0, err
	}
	return len(first) - linked, r.writeFurther(further)
}

// writeFurther writes files that the registry may name, and those to which its links lead.
func (r revision) writeFurther(all []object) error {
	folder, err := r.folder()
	if err != nil {
		return err
	}
	defer folder.Close()
	for _, o := range all {
		write := r.objects.writeSmallFile
		if filekind.IsYAML(o.path) {
			write = r.objects.writeFile
		}
		if err := write(o, folder); err != nil {
			return err
		}
	}
	return nil
}

// writeRegistry writes files, and returns the names of further files: those that the files name, and to which links lead. linked is how many of them
// are links.
func (r revision) writeRegistry(all []object) (named map[string]bool, linked int, err error) {
	folder, err := r.folder()
	if err != nil {
		return nil, 0, err
	}
	defer folder.Close()
	named = map[string]bool{}
	for _, o := range all {
		if o.isLink() {
			target, err := r.objects.writeLink(o, folder)
			if err != nil {
				return nil, 0, err
			}
			linked++
			named[path.Base(target)] = true
			continue
		}
		if err := r.writeAndRead(folder, o, named); err != nil {
			return nil, 0, err
		}
	}
	return named, linked, nil
}

// writeAndRead writes a file of the registry, and adds the names of the files that it names, such as the holidays of a calendar.
func (r revision) writeAndRead(folder *os.Root, o object, named map[string]bool) error {
	if err := r.objects.writeFile(o, folder); err != nil || !filekind.IsYAML(o.path) {
		return err
	}
	data, err := folder.ReadFile(filepath.FromSlash(o.path))
	if err != nil {
		return err
	}
	for _, name := range filesNamedIn(data) {
		named[path.Base(name)] = true
	}
	return nil
}

// filesNamedIn returns the values of all keys `file` in a text of YAML, as far as it can be read.
func filesNamedIn(data []byte) []string {
	if !bytes.Contains(data, []byte("file")) {
		return nil
	}
	var found []string
	for documents := yaml.NewDecoder(bytes.NewReader(data)); ; {
		var document yaml.Node
		err := documents.Decode(&document)
		if err != nil && !errors.Is(err, io.EOF) {
			return found // the registry refuses the text
		}
		if err != nil {
			return found
		}
		found = append(found, filesNamedBelow(&document)...)
	}
}

func filesNamedBelow(n *yaml.Node) []string {
	var found []string
	for i, child := range n.Content {
		isValue := n.Kind == yaml.MappingNode && i%2 == 1 && n.Content[i-1].Value == "file"
		if child.Kind == yaml.AliasNode {
			child = child.Alias
		}
		if isValue && child.Kind == yaml.ScalarNode {
			found = append(found, child.Value)
		}
		if n.Content[i].Kind != yaml.AliasNode {
			found = append(found, filesNamedBelow(child)...)
		}
	}
	return found
}
