package verification

import (
	"slices"

	"supplierwatch/internal/model"
)

// Languages are those in which suppliers can be asked, by ISO 639-1.
var Languages = []string{"de", "en", "es", "fr", "it", "nl"}

const english = "en"

// languageOfCountry returns the language that most people speak at work in a country (ISO 3166-1), of those that we write.
var languageOfCountry = map[string]string{
	"DE": "de", "AT": "de", "LI": "de", "CH": "de",
	"FR": "fr", "MC": "fr", "LU": "fr", "BE": "nl", "NL": "nl", "SR": "nl",
	"IT": "it", "SM": "it", "VA": "it",
	"ES": "es", "AD": "es", "MX": "es", "AR": "es", "BO": "es", "CL": "es", "CO": "es", "CR": "es", "CU": "es", "DO": "es", "EC": "es",
	"GT": "es", "HN": "es", "NI": "es", "PA": "es", "PE": "es", "PR": "es", "PY": "es", "SV": "es", "UY": "es", "VE": "es",
}

// languageOf returns the language in which a supplier is asked, and one in which the same text follows: the supplier's own if we write it,
// else English, beside what is spoken in its country.
func languageOf(s *model.Supplier) (first, beside string) {
	if slices.Contains(Languages, s.Language) {
		return s.Language, ""
	}
	return english, languageOfCountry[s.Country]
}
