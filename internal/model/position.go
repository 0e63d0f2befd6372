package model

import (
	"cmp"
	"fmt"
	"slices"
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
	// Excerpt is the line of the file with a caret below the place, for people at a terminal; empty where the line may hold a secret.
	Excerpt string `json:"-"`
	// Omitted is how many problems the message counts; 0 if it is about one problem.
	Omitted int `json:"-"`
	// NewlyRefused means that the version before read the value without a word, and that the daemon still does.
	NewlyRefused bool `json:"-"`
}

// OnlyNewlyRefused reports whether the version before would have had no problem at all.
func OnlyNewlyRefused(problems []Problem) bool {
	return !slices.ContainsFunc(problems, func(p Problem) bool { return !p.NewlyRefused })
}

// String returns the problem as file:line:column: message.
func (p Problem) String() string { return p.Position.String() + ": " + p.Message }
