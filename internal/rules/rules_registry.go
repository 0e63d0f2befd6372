package rules

import (
	"supplierwatch/internal/calendargap"
	"supplierwatch/internal/model"
	"supplierwatch/internal/obligations"
)

func init() {
	register(subject{
		globalChange: globalNever,
		global: map[string]func(*obligations.Context) []model.Finding{
			"calendar-without-holidays": func(ec *obligations.Context) []model.Finding { return calendargap.Findings(ec.Registry) },
			"registry-invalid":          registryInvalid,
		},
	})
}

func registryInvalid(ec *obligations.Context) []model.Finding {
	f, s, ok := aboutWatchdog(ec, model.SubjectLoading)
	if !ok {
		return nil
	}
	f.Message = "The registry cannot be read since " + s.First.ObservedAt.UTC().Format("2006-01-02 15:04 UTC") + "; the last good one stays in force."
	f.Advice.Headline = "Mend the registry: the last edit is not in force"
	f.Advice.Lead = lead("Mend the registry", f.Message)
	f.Advice.Do = []string{"Run check on the registry.", "Correct what it names, and reload."}
	return one(f)
}
