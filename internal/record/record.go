package record

import (
	"fmt"

	"supplierwatch/internal/civil"
	"supplierwatch/internal/factindex"
	"supplierwatch/internal/model"
	"supplierwatch/internal/registry/edit"
	"supplierwatch/internal/registry/recordtarget"
)

// Result is what was recorded.
type Result struct {
	Target  recordtarget.Target
	Change  edit.Change
	Fact    model.Fact     // to be committed; the zero Fact where the registry's files were written instead
	Written model.Position // in the registry's files; zero: nowhere
	Checked bool           // against a registry
	Effect  Effect
}

// Check returns the fact that a request asks for, completed by the occurrence or the term that is meant where it names none, and what the fact
// changes. The fact is added to what is known, so that the next request is checked against it too.
func Check(request Request, known Known) (Result, error) {
	target, err := request.read()
	if err != nil {
		return Result{}, err
	}
	c := checker{request: request, known: known}
	change, supplier, err := c.check(&target)
	if err != nil {
		return Result{}, err
	}
	result := checked(target, change)
	result.Fact = request.fact(result.Change, known.Registry.CalendarOf(supplier.Owner))
	before := known.evaluate(result.Change, request.Now)
	added := result.Fact
	added.Seq = known.Facts.Seq() + 1
	known.Facts.Add(added)
	result.Effect = effect(before, known.evaluate(result.Change, request.Now))
	return result, nil
}

// CheckForm returns the fact that a request asks for where no registry is at hand that could say whether its subject exists.
func CheckForm(request Request) (Result, error) {
	target, err := request.read()
	if err != nil {
		return Result{}, err
	}
	change, err := request.change(target, civil.DefaultCalendar())
	if err != nil {
		return Result{}, err
	}
	return Result{Target: target, Change: change, Fact: request.fact(change, civil.DefaultCalendar())}, nil
}

// Write writes what a request says into the files of a registry instead of the state.
func Write(request Request, path string) (Result, []model.Problem, error) {
	target, err := request.read()
	if err != nil {
		return Result{}, nil, err
	}
	if !edit.HasPlace(request.Kind, target.Subject.Kind) {
		return Result{}, nil, fmt.Errorf("%w: record `%s` of a %s into the state, without --write", edit.ErrNoPlace, request.Kind, target.Subject.Kind)
	}
	editor, problems := edit.Open([]string{path})
	if len(problems) > 0 {
		return Result{}, problems, nil
	}
	before := Known{Registry: editor.Registry, Facts: factindex.New()}
	c := checker{request: request, known: before}
	change, _, err := c.check(&target)
	if err != nil {
		return Result{}, nil, err
	}
	result := checked(target, change)
	edited, err := editor.Splice(result.Change)
	if err != nil {
		return Result{}, nil, err
	}
	result.Written = edited.Position
	after := Known{Registry: edited.Registry, Facts: before.Facts}
	result.Effect = effect(before.evaluate(result.Change, request.Now), after.evaluate(result.Change, request.Now))
	return result, nil, nil
}

func checked(target recordtarget.Target, change edit.Change) Result {
	target.Supplier, target.Opens = change.Supplier, change.Window // a former id becomes the present one
	return Result{Target: target, Change: change, Checked: true}
}
