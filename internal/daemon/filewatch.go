package daemon

import (
	"context"
	"io/fs"
	"log/slog"
	"path/filepath"
	"strings"
	"time"

	"github.com/fsnotify/fsnotify"

	"supplierwatch/internal/registry/files"
)

const (
	// settle is how long files must rest before they are read: an editor
	// writes in several steps, a deployment swaps several files.
	settle = time.Second
	// look is how often files are read without any sign of a change. Some file
	// systems report none.
	look = time.Minute
	// restless is how long files that never rest are waited for: a folder in
	// which something always moves must not put a change off for ever.
	restless = 10 * time.Second
)

// fileWatcher has the registry read again when its files change.
type fileWatcher struct {
	paths   []string
	changed func(context.Context) // reads them
	clock   func() time.Time
	log     *slog.Logger
}

// run watches until the context ends. What counts is the content: a sign of a change only makes it read.
func (w *fileWatcher) run(ctx context.Context) {
	signs, err := fsnotify.NewWatcher()
	if err != nil {
		w.log.Warn("The system does not tell of changed files; they are read once a minute.", "error", err)
		signs = &fsnotify.Watcher{}
	} else {
		defer signs.Close()
		w.follow(signs)
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
				timer.Reset(moved.sign(w.clock()))
			}
		case err := <-signs.Errors:
			w.log.Warn("Changes of files may have been missed.", "error", err)
		case <-timer.C:
			moved = movement{}
			w.changed(ctx)
			if err == nil {
				w.follow(signs)
			}
			timer.Reset(look)
		}
	}
}

// movement is a time in which files move.
type movement struct{ since time.Time }

// sign records that files changed now and returns how long to wait until they rest.
func (m *movement) sign(now time.Time) time.Duration {
	if m.since.IsZero() {
		m.since = now
	}
	return max(0, min(settle, m.since.Add(restless).Sub(now)))
}

// follow asks for signs of the folders that hold the registry. To follow a
// folder twice is to follow it once.
func (w *fileWatcher) follow(signs *fsnotify.Watcher) {
	for _, path := range w.paths {
		for _, folder := range folders(path) {
			if err := signs.Add(folder); err != nil {
				w.log.Debug("A folder cannot be watched.", "folder", folder, "error", err)
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
