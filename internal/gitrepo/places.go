package gitrepo

import (
	"bufio"
	"cmp"
	"os"
	"path/filepath"
	"strings"
	"unicode"
	"unicode/utf8"

	"supplierwatch/internal/checkformat"
	"supplierwatch/internal/model"
)

// Places returns the places of positions in a repository: the path below its root, and where the word at the position ends.
func Places(root string, positions []model.Position) (checkformat.Places, error) {
	root, err := resolved(root)
	if err != nil {
		return nil, err
	}
	byFile := map[string][]model.Position{}
	for _, at := range positions {
		byFile[at.File] = append(byFile[at.File], at)
	}
	places := checkformat.Places{}
	for file, inFile := range byFile {
		name, err := resolved(file)
		if err != nil {
			return nil, err
		}
		path := below(root, name)
		lines := linesOf(name, inFile)
		for _, at := range inFile {
			places[at] = place(path, at, lines[at.Line])
		}
	}
	return places, nil
}

// below returns the path of a file from a folder, or its absolute path where it is elsewhere.
func below(root, name string) string {
	path, err := filepath.Rel(root, name)
	if err != nil || path == ".." || strings.HasPrefix(path, ".."+string(filepath.Separator)) {
		path = name
	}
	return filepath.ToSlash(path)
}

// linesOf returns the lines at positions of a file, by number. A file that cannot be read has none: its path is known all the same.
func linesOf(name string, positions []model.Position) map[int]string {
	wanted := map[int]bool{}
	for _, at := range positions {
		wanted[at.Line] = true
	}
	lines := map[int]string{}
	info, err := os.Stat(name)
	if err != nil || !info.Mode().IsRegular() {
		return lines
	}
	file, err := os.Open(name)
	if err != nil {
		return lines
	}
	defer file.Close()
	scanner := bufio.NewScanner(file)
	scanner.Buffer(nil, int(cmp.Or(info.Size(), 1))+1)
	for number := 1; scanner.Scan(); number++ {
		if wanted[number] {
			lines[number] = scanner.Text()
		}
	}
	return lines
}

// place returns a position with the end of the word there. Lines and columns count from one.
func place(path string, at model.Position, line string) checkformat.Place {
	row, column := max(at.Line, 1), max(at.Column, 1)
	before, rest := split(line, column-1)
	end := strings.IndexFunc(rest, func(r rune) bool { return unicode.IsSpace(r) || r == ',' || r == ']' || r == '}' })
	if end < 0 {
		end = len(rest)
	}
	word := rest[:end]
	return checkformat.Place{
		Path: path, Line: row, Column: column, EndLine: row, EndColumn: column + max(utf8.RuneCountInString(word), 1),
		Byte: max(len(before)+1, column), EndByte: max(len(before)+1, column) + max(len(word), 1),
	}
}

// split cuts a text after a number of characters.
func split(text string, characters int) (before, rest string) {
	n := 0
	for i := range text {
		if n == characters {
			return text[:i], text[i:]
		}
		n++
	}
	return text, ""
}

// Beside returns where the files of a repository are in a folder beside it: a copy of the repository or, where that lacks them, of the registry.
func Beside(root string, paths []string, folder string) ([]string, error) {
	root, err := resolved(root)
	if err != nil {
		return nil, err
	}
	var found []string
	for _, name := range paths {
		real, err := resolved(name)
		if err != nil {
			return nil, err
		}
		copied := filepath.Join(folder, filepath.FromSlash(below(root, real)))
		if !exists(copied) {
			return []string{folder}, nil
		}
		found = append(found, copied)
	}
	return found, nil
}

func exists(path string) bool {
	_, err := os.Stat(path)
	return err == nil
}
