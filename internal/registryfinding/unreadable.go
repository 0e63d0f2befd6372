package registryfinding

import (
	"fmt"
	"strings"

	"supplierwatch/internal/factindex"
	"supplierwatch/internal/model"
	"supplierwatch/internal/prose"
)

// Unreadable completes the finding on a registry that cannot be read, or that is read only as the version before read it.
func Unreadable(f model.Finding, s factindex.Streak) model.Finding {
	since := s.First.ObservedAt.UTC().Format("2006-01-02 15:04 UTC")
	if n, ofConfiguration := s.Last.NewlyRefused(); n > 0 {
		return newlyRefused(f, s.Last, n, ofConfiguration)
	}
	const do = "Correct the registry"
	f.Message = "The registry has not been readable since " + since + "; the last valid version stays in force."
	f.Advice.Headline = do + ": the last change is not in force"
	f.Advice.Lead = strings.ToUpper(do) + ". " + f.Message
	f.Advice.Do = []string{"Run `supplierwatch check` on the registry.", "Correct the errors that it lists, and reload the registry."}
	return f
}

// newlyRefused lists each place, so that nobody needs a shell to find it. Some of the values may be the configuration's.
func newlyRefused(f model.Finding, last model.Fact, n, ofConfiguration int) model.Finding {
	do, where, check, again := "Correct the registry", "The registry has", "Run `supplierwatch check` on the registry; it shows each line.", "Correct what it lists, and reload the registry."
	switch {
	case ofConfiguration == n:
		do, where = "Correct the configuration", "The configuration has"
	case ofConfiguration > 0:
		do, where = "Correct the registry and the configuration", "The registry and the configuration have"
	}
	if ofConfiguration > 0 {
		check, again = "Run `supplierwatch check` with `--config`; it shows each line.", "Correct what it lists, and restart the daemon."
	}
	values, them := "values", "them"
	if n == 1 {
		values, them = "value", "it"
	}
	f.Message = fmt.Sprintf("%s %d %s that version 0.3 will reject. Until then supplierwatch reads %s as the version before did, and watches everything.", where, n, values, them)
	f.Advice.Headline = fmt.Sprintf("%s: %s will be rejected", do, prose.Count(n, "value"))
	f.Advice.Lead = strings.ToUpper(do) + ". " + f.Message
	f.Advice.Do = []string{check, again}
	places := strings.Split(last.Evidence, "\n")
	f.Advice.How = places
	if more := n - len(places); more > 0 {
		f.Advice.How = append(f.Advice.How, fmt.Sprintf("%d more are listed by `supplierwatch check`.", more))
	}
	return f
}
