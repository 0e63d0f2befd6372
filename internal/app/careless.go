package app

import (
	"path/filepath"
	"slices"

	"supplierwatch/internal/model"
	"supplierwatch/internal/registry"
	"supplierwatch/internal/registry/files"
	"supplierwatch/internal/settings"
	"supplierwatch/internal/store"
)

// careless warns of files around a configuration that others on this machine can
// read or change. What does not exist yet is made with the right mode.
func careless(s *settings.Settings, paths []string) []model.Problem {
	warnings := files.WritableByOthers(paths)
	state, err := store.Path(s.State.URL)
	if err != nil {
		return warnings // told when the state is opened
	}
	if exposed := settings.Exposed(state); exposed != "" {
		warnings = append(warnings, aboutFile(state, "the state, with names, addresses and mails in it, "+exposed))
	}
	if key := filepath.Join(filepath.Dir(state), keyFile); s.Identity.Secret.IsZero() {
		if exposed := settings.Exposed(key); exposed != "" {
			warnings = append(warnings, aboutFile(key, "the key that signs links and tokens "+exposed+
				". Somebody may have a copy: stop the daemon and delete the file to have a new one made; mails sent so far can then no longer be answered"))
		}
	}
	return warnings
}

// aboutFile is a warning about a file that has no lines.
func aboutFile(path, message string) model.Problem {
	return model.Problem{Position: model.Position{File: filepath.ToSlash(path)}, Message: message}
}

// warnOf logs what of a registry makes an attack or a mistake easy, but for what
// was logged before: a reload repeats nothing.
func (d *Daemon) warnOf(loaded *model.Registry) {
	warnings := registry.Warnings(loaded)
	d.mu.Lock()
	before := d.warned
	d.warned = warnings
	d.mu.Unlock()
	for _, w := range warnings {
		said := func(b model.Problem) bool { return b.Message == w.Message && b.File == w.File }
		if !slices.ContainsFunc(before, said) {
			d.Log.Warn("registry", "place", w.Position.String(), "warning", w.Message)
		}
	}
}
