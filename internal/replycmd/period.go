package replycmd

import (
	"regexp"
	"strings"

	"supplierwatch/internal/civil"
)

// units are units of time as people write them, in six languages, folded.
var units = map[string]string{}

func init() {
	for unit, words := range map[string]string{
		"minutes":       "min mins minuten minuto minuti minutos minuut minuten",
		"hours":         "h hr hrs std stunde stunden heure heures ora ore hora horas uur uren",
		"days":          "d tag tage tagen jour jours giorno giorni día días dag dagen",
		"weeks":         "w wk wks woche wochen semaine semaines settimana settimane semana semanas week weken",
		"business days": "bd workday workdays werktag werktage werktagen arbeitstag arbeitstage arbeitstagen werkdag werkdagen",
		"months":        "monat monate monaten mois mese mesi mes meses maand maanden",
	} {
		for word := range strings.FieldsSeq(words) {
			units[bare(word)] = unit
		}
	}
}

// workingDays are words for business days of two words, by the second one.
var workingDays = map[string]string{
	"days": "business working", "day": "business working", "ouvres": "jours", "ouvrables": "jours", "lavorativi": "giorni", "laborables": "dias", "habiles": "dias",
}

// leadingPeriod reads the period that a text begins with, the longest one.
func leadingPeriod(text string) (p civil.Period, rest string, found bool) {
	words := strings.Fields(text)
	for n := min(len(words), mostPeriodWords); n > 0; n-- {
		p, err := civil.ParsePeriod(inEnglish(words[:n]))
		if err == nil && !p.IsZero() {
			return p, strings.Join(words[n:], " "), true
		}
	}
	return civil.Period{}, "", false
}

// mostPeriodWords is how many words a period has at most: 1 week 3 business days.
const mostPeriodWords = 5

// numberAndUnit is a number with its unit behind it, without a blank.
var numberAndUnit = regexp.MustCompile(`^(\d+)([a-z]+)$`)

// inEnglish returns the words of a period with the units of civil.ParsePeriod.
func inEnglish(words []string) string {
	var parts []string
	for i, word := range words {
		word = strings.TrimRight(strings.TrimSpace(word), ".,;:!?)")
		if strings.HasPrefix(word, "P") {
			parts = append(parts, word) // ISO 8601
			continue
		}
		folded := bare(word)
		if m := numberAndUnit.FindStringSubmatch(folded); m != nil {
			parts, folded, word = append(parts, m[1]), m[2], m[2]
		}
		if first, known := workingDays[folded]; known && i > 0 && len(parts) > 0 && strings.Contains(first, bare(words[i-1])) {
			parts = append(parts[:len(parts)-1], "business days")
			continue
		}
		unit, known := units[folded]
		if !known {
			unit = strings.ToLower(word) // what is not a unit stays as it is written, so that -3 is not 3
		}
		parts = append(parts, unit)
	}
	return strings.Join(parts, " ")
}
