package registry

import (
	"io/fs"
	"os"
)

// alone does nothing: a file that is held open cannot be replaced here. That nobody else changed it is seen by comparing.
func alone(string) (release func(), err error) { return func() {}, nil }

// own does nothing: a new file gets the rights of its folder.
func own(*os.File, fs.FileInfo) {}
