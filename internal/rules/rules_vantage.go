package rules

import (
	"supplierwatch/internal/findingtext"
	"supplierwatch/internal/model"
	"supplierwatch/internal/obligations"
)

func init() {
	register(subject{
		globalChange: globalNever,
		global: map[string]func(*obligations.Context) []model.Finding{
			"vantage-blind": vantageBlind,
		},
	})
}

func vantageBlind(ec *obligations.Context) []model.Finding {
	f, s, ok := aboutWatchdog(ec, model.SubjectVantage)
	if !ok {
		return nil
	}
	f.Pending = ec.Debounced(s)
	f.Message = "This host has no network access; findings about suppliers' domains and endpoints are on hold."
	f.Advice.Headline = "Restore the network access of the supplierwatch host"
	f.Advice.Lead = findingtext.Lead("Restore the network access", f.Message)
	f.Advice.Do = []string{"Check name resolution and the firewall of the supplierwatch host."}
	return one(f)
}
