package sqlite

import (
	"fmt"
	"path/filepath"
	"strings"
)

// sqliteScheme begins the URL of a database in a file.
const sqliteScheme = "sqlite:"

// Path takes the file out of a state URL such as sqlite:./var/supplierwatch.db. Any other URL is an error that says what is
// supported.
func Path(url string) (string, error) {
	path, ok := strings.CutPrefix(url, sqliteScheme)
	switch {
	case !ok:
		return "", fmt.Errorf("read state %q: expected sqlite:FILE, such as sqlite:./var/supplierwatch.db", url)
	case strings.HasPrefix(path, "//"):
		return "", fmt.Errorf("read state %q: write sqlite:%s, without //", url, strings.TrimPrefix(path, "//"))
	case path == "" || strings.HasSuffix(path, "/"):
		return "", fmt.Errorf("read state %q: the file is missing; write it out, such as sqlite:%s", url, filepath.Join(path, "supplierwatch.db"))
	case strings.ContainsRune(path, 0):
		return "", fmt.Errorf("read state %q: a file's name holds no NUL character", url)
	}
	return path, nil
}
