package lexicon

import (
	"strings"
	"time"
)

// What automatic answers say.
var (
	// AutoSubject is in the subject.
	AutoSubject = tableOf(foreignAutoSubjects, listed(func(l language) []string { return l.autoSubject }))
	// Away announces an absence.
	Away = spoken(func(l language) []string { return l.away })
	// Receipt confirms that a request was received or registered.
	Receipt = spoken(func(l language) []string { return l.receipt })
)

// foreignAutoSubjects are subjects of auto-replies in languages that nothing
// else is read in.
var foreignAutoSubjects = []string{
	"autosvar", "automatiskt svar", "automatisk svar", "frånvaro", "fravær", "fraværende", "automaattinen vastaus", "poissa",
	"resposta automática", "ausência", "fora do escritório", "automatyczna odpowiedź", "odpowiedź automatyczna", "nieobecność",
	"automatická odpověď", "mimo kancelář", "automatikus válasz", "házon kívül", "răspuns automat", "otomatik yanıt",
	"автоматический ответ", "автоответ", "自動返信", "自動応答", "不在", "自动回复", "自動回覆", "자동 회신",
}

// StandIn introduces a replacement.
var StandIn = spoken(func(l language) []string { return l.standIn })

var until = spoken(func(l language) []string { return l.until })

// weekdays may be between "until" and the date.
var weekdays = tableOf([]string{
	"the", "and including", "including", "den", "dem", "le", "el", "il", "de", "day", "día", "giorno", "einschließlich", "einschl.",
	"inklusive", "zum", "inclus", "compreso", "incluido", "en met", "op", "monday", "tuesday", "wednesday", "thursday", "friday",
	"saturday", "sunday", "mon", "tue", "wed", "thu", "fri", "montag", "dienstag", "mittwoch", "donnerstag", "freitag", "samstag",
	"sonntag", "mo", "di", "mi", "do", "fr", "lundi", "mardi", "mercredi", "jeudi", "vendredi", "lunedì", "martedì", "mercoledì", "giovedì",
	"venerdì", "lunes", "martes", "miércoles", "jueves", "viernes", "maandag", "dinsdag", "woensdag", "donderdag", "vrijdag",
})

// EndsWithUntil reports whether a folded text ends with a word such as "until", weekdays and articles behind it apart.
func EndsWithUntil(text string) bool {
	text = strings.TrimRight(text, " ,.:")
	for range 4 {
		if until.suffix(text) > 0 {
			return true
		}
		shorter := strings.TrimRight(text[:len(text)-weekdays.suffix(text)], " ,.")
		if len(shorter) == len(text) {
			return false
		}
		text = shorter
	}
	return false
}

// Months returns the months by their folded names and abbreviations in all languages.
func Months() map[string]time.Month {
	months := map[string]time.Month{}
	for _, l := range languages {
		for i, names := range l.months {
			for name := range strings.SplitSeq(names, "|") {
				months[Fold(name)] = time.Month(i + 1)
			}
		}
	}
	return months
}
