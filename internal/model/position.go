package model

import (
	"cmp"
	"fmt"
)

// Position is a place in a file that people edit. Line and Column count from one; a zero Line means the file as a whole.
type Position struct {
	File   string `json:"file"`
	Line   int    `json:"line"`
	Column int    `json:"column"`
}

// String returns file:line:column, the form that editors and CI systems link.
func (p Position) String() string {
	if p.Line == 0 {
		return p.File
	}
	return fmt.Sprintf("%s:%d:%d", p.File, p.Line, p.Column)
}

// Compare orders positions by file, line and column.
func (p Position) Compare(q Position) int {
	return cmp.Or(cmp.Compare(p.File, q.File), cmp.Compare(p.Line, q.Line), cmp.Compare(p.Column, q.Column))
}

// Problem describes what is wrong at a place of a file, what was found there, what is expected and, where it can be guessed, how to fix it.
type Problem struct {
	Position
	Message string `json:"message"`
}

// String returns the problem as file:line:column: message.
func (p Problem) String() string { return p.Position.String() + ": " + p.Message }
