package oneshot

import "supplierwatch/internal/wiring"

// PageURL is where the page of a configuration is (empty: the default).
func PageURL(config string) (string, error) {
	conf, problems, _ := wiring.LoadSettings(config)
	if len(problems) > 0 {
		return "", wiring.ProblemError(problems)
	}
	return wiring.PageURL(conf), nil
}
