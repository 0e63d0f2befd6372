package replycmd

import (
	"regexp"
	"slices"
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

// isUnit reports whether a folded word is a unit of time.
func isUnit(word string) bool {
	_, known := units[word]
	return known || slices.Contains(englishUnits, word)
}

// englishUnits are the units that civil.ParsePeriod knows.
var englishUnits = []string{"minute", "minutes", "hour", "hours", "day", "days", "week", "weeks", "month", "months", "business", "working"}

// counts are numbers in words, in six languages, folded.
var counts = map[string]string{}

func init() {
	for number, words := range map[string]string{
		"1":  "a an one ein eine einen einem einer un une una uno een",
		"2":  "two zwei deux due dos twee",
		"3":  "three drei trois tre tres drie",
		"4":  "four vier quatre quattro cuatro",
		"5":  "five fünf cinq cinque cinco vijf",
		"6":  "six sechs sei seis zes",
		"7":  "seven sieben sept sette siete zeven",
		"8":  "eight acht huit otto ocho",
		"9":  "nine neun neuf nove nueve negen",
		"10": "ten zehn dix dieci diez tien",
		"12": "twelve zwölf douze dodici doce twaalf",
		"14": "fourteen vierzehn quatorze quattordici catorce veertien",
	} {
		for word := range strings.FieldsSeq(words) {
			counts[bare(word)] = number
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
		if number, known := counts[folded]; known {
			parts = append(parts, number)
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
