package dateinput

import (
	"time"

	"supplierwatch/internal/mailparse/lexicon"
)

// months are the names and abbreviations of months, folded.
var months = lexicon.Months()

// weekdays are the names of weekdays, folded. Abbreviations that also mean a month are left out.
var weekdays = map[string]time.Weekday{}

// relative are words for days next to today, with their distance.
var relative = map[string]int{}

// leading are words that may precede a date, and between are words that may stand between its parts.
var (
	leading = set("on", "the", "am", "den", "dem", "der", "vom", "le", "il", "el", "op", "dal", "del", "desde", "du", "since")
	between = set("of", "de", "di", "del", "van")
)

func init() {
	for i, names := range [][]string{
		{"sunday", "sun", "sonntag", "dimanche", "domenica", "domingo", "zondag"},
		{"monday", "mon", "montag", "lundi", "lunedì", "lunes", "maandag"},
		{"tuesday", "tue", "tues", "dienstag", "mardi", "martedì", "martes", "dinsdag"},
		{"wednesday", "wed", "mittwoch", "mercredi", "mercoledì", "miércoles", "woensdag"},
		{"thursday", "thu", "thurs", "donnerstag", "jeudi", "giovedì", "jueves", "donderdag"},
		{"friday", "fri", "freitag", "vendredi", "venerdì", "viernes", "vrijdag"},
		{"saturday", "sat", "samstag", "sonnabend", "samedi", "sabato", "sábado", "zaterdag"},
	} {
		for _, name := range names {
			weekdays[lexicon.Fold(name)] = time.Weekday(i)
		}
	}
	for distance, names := range map[int][]string{
		0:  {"today", "heute", "aujourd'hui", "oggi", "hoy", "vandaag"},
		-1: {"yesterday", "gestern", "hier", "ieri", "ayer", "gisteren"},
		1:  {"tomorrow", "morgen", "demain", "domani", "mañana"},
	} {
		for _, name := range names {
			relative[lexicon.Fold(name)] = distance
		}
	}
}

func set(words ...string) map[string]bool {
	all := map[string]bool{}
	for _, w := range words {
		all[w] = true
	}
	return all
}
