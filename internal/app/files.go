package app

import (
	"context"
	"io/fs"
	"path/filepath"
	"time"

	"github.com/fsnotify/fsnotify"
)

const (
	// settle is how long files must rest before they are read: an editor
	// writes in several steps, a deployment swaps several files.
	settle = time.Second
	// look is how often files are read without any sign of a change. Some file
	// systems tell of none.
	look = time.Minute
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
	for {
		select {
		case <-ctx.Done():
			return
		case _, open := <-signs.Events:
			if open {
				timer.Reset(settle)
			}
		case err := <-signs.Errors:
			d.Log.Warn("watch files", "error", err)
		case <-timer.C:
			d.reloadIfChanged(ctx)
			if err == nil {
				d.follow(signs)
			}
			timer.Reset(look)
		}
	}
}

// follow asks for signs of the folders that hold the registry: the folders
// themselves, because editors and deployments replace files by others. To
// follow a folder twice is to follow it once.
func (d *Daemon) follow(signs *fsnotify.Watcher) {
	for _, path := range d.Paths {
		folders := []string{filepath.Dir(path)}
		// A folder that cannot be read shows at the next reload.
		_ = filepath.WalkDir(path, func(p string, entry fs.DirEntry, err error) error {
			if err == nil && entry.IsDir() {
				folders = append(folders, p)
			}
			return nil
		})
		for _, folder := range folders {
			if err := signs.Add(folder); err != nil {
				d.Log.Debug("watch folder", "folder", folder, "error", err)
			}
		}
	}
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
	if len(problems) > 0 && problemError(problems).Error() == text(d.lastProblems()) {
		return
	}
	d.take(ctx, loaded, problems, false)
}

// lastProblems is why the registry could not be read the last time; nil if it
// could.
func (d *Daemon) lastProblems() error {
	if r := d.reloadState(); !r.OK {
		return problemError(r.Problems)
	}
	return nil
}
