package filekind

import (
	"path/filepath"
	"strings"
)

// IsYAML reports whether a path has the name of a file in YAML, as those of a registry have.
func IsYAML(path string) bool {
	ext := strings.ToLower(filepath.Ext(path))
	return ext == ".yaml" || ext == ".yml"
}
