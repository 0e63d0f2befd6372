package rules

import (
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
	f.Message = "This machine reaches nothing on the network; findings about suppliers' domains and endpoints are held."
	f.Advice.Headline = "Restore the network: the watchdog is cut off"
	f.Advice.Lead = lead("Restore the network", f.Message)
	f.Advice.Do = []string{"Check name resolution and the way out of the watchdog's machine."}
	return one(f)
}
