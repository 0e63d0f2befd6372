package internal_test

import "testing"

const (
	maxFiles = 30
	maxLines = 3000
	lineStep = 100 // exceptions count lines in hundreds, so that a small change does not touch the list
)

// TestPackageSize checks that a package stays small enough to be read as a whole. Test files do not count.
func TestPackageSize(t *testing.T) {
	files, lines := map[string]int{}, map[string]int{}
	for folder, sources := range parsedSources(t) {
		total := 0
		for _, file := range sources {
			total += fileSet.File(file.FileStart).LineCount() - 1
		}
		if len(sources) > maxFiles {
			files[folder] = len(sources)
		}
		if total > maxLines {
			lines[folder] = (total + lineStep - 1) / lineStep * lineStep
		}
	}
	checkExceptions(t, "files", files, "A package has at most 30 files: split it, or move files to the package that they belong to.")
	checkExceptions(t, "lines", lines, "A package has at most 3,000 lines: split it.")
}
