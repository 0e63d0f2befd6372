package oneshot

import "supplierwatch/internal/wiring"

// PageURL is where the page of a configuration is (empty: the default).
func PageURL(config string) (string, error) {
	conf, problems, _ := wiring.LoadSettingsLikeBefore(config)
	if conf == nil {
		return "", wiring.ProblemError(problems)
	}
	return wiring.PageURL(conf), nil
}
