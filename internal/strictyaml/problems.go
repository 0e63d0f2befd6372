package strictyaml

import (
	"fmt"
	"slices"
	"strings"

	"gopkg.in/yaml.v3"

	"supplierwatch/internal/model"
)

// MaxProblems is how many problems are listed; the rest is a number.
const MaxProblems = 1000

// problemList collects what is wrong with one file.
type problemList struct {
	file     string
	lines    lineIndex
	all      []model.Problem
	unquoted map[int]string // what problems say that repeat something from the file, without it; by their index
	omitted  model.Problem  // the first problem beyond MaxProblems, with the number of all of them
}

// fault is what is wrong with a value. The zero fault means that nothing is.
type fault struct {
	text         string
	newlyRefused bool // the version before read the value without a word
}

// refused returns a fault that has always been one.
func refused(format string, args ...any) fault { return fault{text: fmt.Sprintf(format, args...)} }

// newlyRefused returns the fault of a value that the version before read. The value must be read all the same.
func newlyRefused(format string, args ...any) fault {
	return fault{text: fmt.Sprintf(format, args...), newlyRefused: true}
}

// place returns where a node begins.
func place(n *yaml.Node) Place {
	return Place{Line: int32(max(n.Line, 1)), Column: int32(max(n.Column, 1))}
}

// report adds a problem at the place of a node.
func (p *problemList) report(n *yaml.Node, format string, args ...any) {
	p.reportAt(place(n), format, args...)
}

func (p *problemList) reportAt(at Place, format string, args ...any) {
	p.reportFault(at, refused(format, args...))
}

// reportFault adds a problem at a place, or counts it where there are too many to be listed.
func (p *problemList) reportFault(at Place, f fault) {
	// The document as a whole has no key; its messages begin without one.
	problem := model.Problem{Position: at.In(p.file), Message: strings.TrimPrefix(f.text, "``: "), NewlyRefused: f.newlyRefused}
	if len(p.all) < MaxProblems {
		p.all = append(p.all, problem)
		return
	}
	if p.omitted.Omitted == 0 {
		p.omitted = problem
	}
	p.omitted.Omitted++
	p.omitted.NewlyRefused = p.omitted.NewlyRefused && problem.NewlyRefused
}

// quote reports a problem that repeats something from the file. Bare says the same without it.
func (p *problemList) quote(at Place, bare, format string, args ...any) {
	if p.unquoted == nil {
		p.unquoted = map[int]string{}
	}
	p.unquoted[len(p.all)] = strings.TrimPrefix(bare, "``: ")
	p.reportAt(at, format, args...)
}

// list returns the problems, each with its line of the file.
func (p *problemList) list() []model.Problem {
	for i := range p.all {
		p.all[i].Excerpt = p.lines.excerpt(p.all[i].Position)
	}
	return p.withOmitted()
}

// withoutQuotes returns the problems without what they repeat from the file. Problems that then say the same become one: each line of a file
// that is not ours can look like an unknown key.
func (p *problemList) withoutQuotes() []model.Problem {
	for i, bare := range p.unquoted {
		if i < len(p.all) {
			p.all[i].Message = bare
		}
	}
	reported := map[string]bool{}
	p.all = slices.DeleteFunc(p.all, func(problem model.Problem) bool {
		before := reported[problem.Message]
		reported[problem.Message] = true
		return before
	})
	p.omitted = model.Problem{}
	return p.all
}

func (p *problemList) withOmitted() []model.Problem {
	if p.omitted.Omitted == 0 {
		return p.all
	}
	p.omitted.Message = MoreProblems(p.omitted.Omitted)
	return append(p.all, p.omitted)
}

// MoreProblems returns the message on how many problems are not listed.
func MoreProblems(n int) string {
	if n == 1 {
		return "1 more error begins here and is not listed"
	}
	return fmt.Sprintf("%d more errors begin here and are not listed", n)
}
