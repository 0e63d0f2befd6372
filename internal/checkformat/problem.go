package checkformat

import (
	"strconv"

	"supplierwatch/internal/model"
)

// problem is an error of registry or configuration as the formats write it.
type problem struct {
	place       Place
	message     string
	fingerprint string // unique within one check; it stays when lines move
}

// problemsOf returns the errors that prevented the evaluation.
func problemsOf(c Check) []problem {
	var all []problem
	seen := map[string]int{}
	for _, p := range c.Document.Errors {
		place := c.Places.of(p.Position)
		about := model.Digest(ruleOfProblems, place.Path, p.Message)
		seen[about]++
		all = append(all, problem{place, plain(p.Message), model.Digest(about, strconv.Itoa(seen[about]))[:32]})
	}
	return all
}
