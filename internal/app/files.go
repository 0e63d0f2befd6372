package app

import (
	"context"
	"io/fs"
	"path/filepath"
	"strings"
	"time"

	"github.com/fsnotify/fsnotify"

	"supplierwatch/internal/registry/files"
	"supplierwatch/internal/wiring"
)

const (
	// settle is how long files must rest before they are read: an editor
	// writes in several steps, a deployment swaps several files.
	settle = time.Second
	// look is how often files are read without any sign of a change. Some file
	// systems tell of none.
	look = time.Minute
	// restless is how long files that never rest are waited for: a folder in
	// which something always moves must not put a change off for ever.
	restless = 10 * time.Second
)

// watchFiles reloads the registry when its files change, until the context
// ends. What counts is the content: a sign of a change only makes it look.
func (d *Daemon) watchFiles(ctx context.Context) {
	signs, err := fsnotify.NewWatcher()
	if err != nil {
		d.Log.Warn("watch files: looking once a minute instead", "error", err)
		signs = &fsnotify.Watcher{}
	} else {
		defer signs.Close()
		d.follow(signs)
	}
	timer := time.NewTimer(look)
	defer timer.Stop()
	var moved movement
	for {
		select {
		case <-ctx.Done():
			return
		case _, open := <-signs.Events:
			if open {
				timer.Reset(moved.sign(d.clock()))
			}
		case err := <-signs.Errors:
			d.Log.Warn("watch files", "error", err)
		case <-timer.C:
			moved = movement{}
			d.reloadIfChanged(ctx)
			if err == nil {
				d.follow(signs)
			}
			timer.Reset(look)
		}
	}
}

// movement is a time in which files move.
type movement struct{ since time.Time }

// sign notes that files moved now and tells how long to wait for them to rest.
func (m *movement) sign(now time.Time) time.Duration {
	if m.since.IsZero() {
		m.since = now
	}
	return max(0, min(settle, m.since.Add(restless).Sub(now)))
}

// follow asks for signs of the folders that hold the registry. To follow a
// folder twice is to follow it once.
func (d *Daemon) follow(signs *fsnotify.Watcher) {
	for _, path := range d.options.Paths {
		for _, folder := range folders(path) {
			if err := signs.Add(folder); err != nil {
				d.Log.Debug("watch folder", "folder", folder, "error", err)
			}
		}
	}
}

// folders are those in which a change to what lies at the path shows: the
// folders themselves, because editors and deployments replace files by others,
// and where the path is a link, those around the link and around its target.
func folders(path string) []string {
	found := []string{filepath.Dir(path)}
	target, err := files.Resolve(path)
	if err != nil {
		return found // what cannot be read shows at the next reload
	}
	found = append(found, filepath.Dir(target))
	_ = filepath.WalkDir(target, func(p string, entry fs.DirEntry, err error) error {
		if err == nil && entry.IsDir() {
			if p != target && strings.HasPrefix(entry.Name(), ".") {
				return fs.SkipDir // such as .git, which is not read either
			}
			found = append(found, p)
		}
		return nil
	})
	return found
}

// reloadIfChanged takes a registry over that reads otherwise than the last one
// looked at, be that good or bad.
func (d *Daemon) reloadIfChanged(ctx context.Context) {
	d.reading.Lock()
	defer d.reading.Unlock()
	loaded, problems := d.load()
	if loaded != nil && loaded.Hash == d.registry.Load().Hash && d.reloadState().OK {
		return
	}
	if len(problems) > 0 && wiring.ProblemError(problems).Error() == text(d.lastProblems()) {
		return
	}
	d.take(ctx, loaded, problems, false)
}

// lastProblems is why the registry could not be read the last time; nil if it
// could.
func (d *Daemon) lastProblems() error {
	if r := d.reloadState(); !r.OK {
		return wiring.ProblemError(r.Problems)
	}
	return nil
}
