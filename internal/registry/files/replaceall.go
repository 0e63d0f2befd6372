package files

import (
	"bytes"
	"crypto/rand"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
)

// Replacement is the new content of a file.
type Replacement struct {
	File   File
	Before []byte // the expected old content; nil: the file is new
	After  []byte
}

// NewFile returns a file that does not exist yet, in a folder that does.
func NewFile(path string) (File, error) {
	folder, err := Resolve(filepath.Dir(path))
	if err != nil {
		return File{}, fmt.Errorf("write %s: %s", path, Reason(err))
	}
	return File{Name: filepath.ToSlash(path), at: location{folder, filepath.Base(path)}}, nil
}

// ReplaceAll replaces several files as Replace replaces one. All new contents are on the disk before the first of them takes effect; if one cannot, the
// others are taken back.
func ReplaceAll(all []Replacement) error {
	var ready []*prepared
	defer func() {
		for _, p := range ready {
			p.release()
		}
	}()
	for _, r := range all {
		p, err := r.prepare()
		if p != nil {
			ready = append(ready, p)
		}
		if err != nil {
			return err
		}
	}
	for i, p := range ready {
		if err := p.commit(); err != nil {
			return errors.Join(err, takeBack(ready[:i]))
		}
	}
	return syncFolders(ready)
}

// prepared is a replacement whose new content is on the disk under a temporary name.
type prepared struct {
	Replacement
	root      *os.Root
	locked    *os.File // nil: the file is new
	temporary string
}

func (r Replacement) prepare() (*prepared, error) {
	root, err := os.OpenRoot(r.File.at.folder)
	if err != nil {
		return nil, fmt.Errorf("write %s: %s", r.File.Name, Reason(err))
	}
	p := &prepared{Replacement: r, root: root}
	if r.Before == nil {
		return p, p.prepareNew()
	}
	return p, p.prepareOld()
}

func (p *prepared) prepareOld() (err error) {
	file, at := p.File.Name, p.File.at
	if p.locked, err = open(p.root, at.below); err != nil {
		return fmt.Errorf("write %s: %s; nothing was changed", file, Reason(err))
	}
	if err := lock(p.locked); err != nil {
		return fmt.Errorf("write %s: lock it: %s", file, Reason(err))
	}
	if p.temporary, err = writeTemporary(p.root, at.below, p.After); err != nil {
		return fmt.Errorf("write %s: %s; nothing was changed", file, Reason(err))
	}
	if now, err := p.File.Read(); err != nil || !bytes.Equal(now, p.Before) {
		return fmt.Errorf("write %s: %w", file, ErrChanged)
	}
	return nil
}

// prepareNew writes the content of a new file, with the permissions that new files get.
func (p *prepared) prepareNew() error {
	at := p.File.at
	p.temporary = filepath.Join(filepath.Dir(at.below), "."+filepath.Base(at.below)+"."+rand.Text()+".new")
	file, err := p.root.OpenFile(p.temporary, os.O_WRONLY|os.O_CREATE|os.O_EXCL, 0o666)
	if err == nil {
		_, err = file.Write(p.After)
		err = errors.Join(err, file.Sync(), file.Close())
	}
	if err != nil {
		return fmt.Errorf("write %s: %s; nothing was changed", p.File.Name, Reason(err))
	}
	return nil
}

// commit puts the new content into effect. A new file never takes the place of one that somebody else has made.
func (p *prepared) commit() error {
	var err error
	if p.Before != nil {
		err = p.root.Rename(p.temporary, p.File.at.below)
	} else if _, exists := p.root.Lstat(p.File.at.below); exists == nil {
		err = fs.ErrExist
	} else {
		err = p.root.Rename(p.temporary, p.File.at.below)
	}
	if err != nil {
		return fmt.Errorf("write %s: %s; nothing was changed", p.File.Name, Reason(err))
	}
	return nil
}

// takeBack undoes replacements that are in effect.
func takeBack(all []*prepared) error {
	var failed error
	for _, p := range all {
		var err error
		if p.Before == nil {
			err = p.root.Remove(p.File.at.below)
		} else if p.temporary, err = writeTemporary(p.root, p.File.at.below, p.Before); err == nil {
			err = p.root.Rename(p.temporary, p.File.at.below)
		}
		if err != nil {
			failed = errors.Join(failed, fmt.Errorf("restore %s: %s; it holds the new content", p.File.Name, Reason(err)))
		}
	}
	return failed
}

// release removes what is left of a replacement.
func (p *prepared) release() {
	if p.temporary != "" {
		_ = p.root.Remove(p.temporary) // after the renaming there is nothing to remove
	}
	if p.locked != nil {
		p.locked.Close()
	}
	p.root.Close()
}

// syncFolders makes the renamings safe from a loss of power.
func syncFolders(all []*prepared) error {
	done := map[string]bool{}
	for _, p := range all {
		folder := filepath.Dir(p.File.at.below)
		if full := filepath.Join(p.File.at.folder, folder); !done[full] {
			done[full] = true
			if err := syncFolder(p.root, folder); err != nil {
				return err
			}
		}
	}
	return nil
}
