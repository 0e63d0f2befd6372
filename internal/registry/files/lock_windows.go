package files

import (
	"io/fs"
	"os"
)

// lock closes the file: a file that is open cannot be replaced on this system. A change by somebody else shows when the contents are compared.
func lock(file *os.File) error { return file.Close() }

// copyOwner does nothing: a new file gets the rights of its folder.
func copyOwner(*os.File, fs.FileInfo) {}
