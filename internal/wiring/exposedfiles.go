package wiring

import (
	"path/filepath"

	"supplierwatch/internal/model"
	"supplierwatch/internal/registry/files"
	"supplierwatch/internal/settings"
)

// ExposedFiles returns a warning for each file around a configuration that other users of this machine can read or change. What does not
// exist yet is created with the right mode.
func ExposedFiles(s *settings.Settings, paths []string) []model.Problem {
	warnings := files.WritableByOthers(paths)
	state, err := fileBeside(s)
	if err != nil {
		return warnings // the error is reported when the state is opened
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

// aboutFile returns a warning about a file as a whole.
func aboutFile(path, message string) model.Problem {
	return model.Problem{Position: model.Position{File: filepath.ToSlash(path)}, Message: message}
}
