package strictyaml

import (
	"fmt"
	"slices"
	"strings"

	"gopkg.in/yaml.v3"

	"supplierwatch/internal/model"
)

// problemList collects what is wrong with one file.
type problemList struct {
	file     string
	all      []model.Problem
	unquoted map[int]string // what problems say that repeat something from the file, without it; by their index
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
	// The document as a whole has no key; its messages begin without one.
	message := strings.TrimPrefix(fmt.Sprintf(format, args...), "``: ")
	p.all = append(p.all, model.Problem{Position: at.In(p.file), Message: message})
}

// quote reports a problem that repeats something from the file. Bare says the same without it.
func (p *problemList) quote(at Place, bare, format string, args ...any) {
	if p.unquoted == nil {
		p.unquoted = map[int]string{}
	}
	p.unquoted[len(p.all)] = strings.TrimPrefix(bare, "``: ")
	p.reportAt(at, format, args...)
}

// hideQuotes takes out of all problems what they repeat from the file. Problems that then say the same become one: each line of a file that
// is not ours can look like an unknown key.
func (p *problemList) hideQuotes() {
	for i, bare := range p.unquoted {
		p.all[i].Message = bare
	}
	reported := map[string]bool{}
	p.all = slices.DeleteFunc(p.all, func(problem model.Problem) bool {
		before := reported[problem.Message]
		reported[problem.Message] = true
		return before
	})
}
