package lexicon

import (
	"slices"
	"strings"
	"sync"
	"time"
)

// Weekday are the days of the week.
var Weekday = tableOf(daysOfWeek)

// WeekdayName reports whether a folded word is a weekday or the beginning of one, as in "Mon".
func WeekdayName(word string) bool {
	return len(word) > 1 && slices.ContainsFunc(daysOfWeek, func(day string) bool { return strings.HasPrefix(Fold(day), word) })
}

// WeekdayAt returns the weekday that a folded text begins with.
func WeekdayAt(folded string) (day time.Weekday, found bool) {
	n, found := Weekday.Prefix(folded)
	if !found {
		return 0, false
	}
	return weekdayOf()[folded[:n]], true
}

// weekdayOf are the weekdays by their folded names.
var weekdayOf = sync.OnceValue(func() map[string]time.Weekday {
	days := map[string]time.Weekday{}
	for i, name := range daysOfWeek {
		days[Fold(name)] = time.Weekday((i + 1) % 7)
	}
	return days
})

// daysOfWeek are seven names of each language, from Monday on.
var daysOfWeek = []string{
	"monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday",
	"montag", "dienstag", "mittwoch", "donnerstag", "freitag", "samstag", "sonntag",
	"lundi", "mardi", "mercredi", "jeudi", "vendredi", "samedi", "dimanche",
	"lunedì", "martedì", "mercoledì", "giovedì", "venerdì", "sabato", "domenica",
	"lunes", "martes", "miércoles", "jueves", "viernes", "sábado", "domingo",
	"maandag", "dinsdag", "woensdag", "donderdag", "vrijdag", "zaterdag", "zondag",
	"segunda-feira", "terça-feira", "quarta-feira", "quinta-feira", "sexta-feira", "sábado", "domingo",
	"måndag", "tisdag", "onsdag", "torsdag", "fredag", "lördag", "söndag",
	"poniedziałku", "wtorku", "środy", "czwartku", "piątku", "soboty", "niedzieli",
	"pondělí", "úterý", "středy", "čtvrtka", "pátku", "soboty", "neděle",
}

var (
	// Tomorrow is the day after.
	Tomorrow = tableOf([]string{"tomorrow", "morgen", "demain", "domani", "mañana", "amanhã", "imorgon", "jutra", "zítra"})
	// NextWeek is the week after.
	NextWeek = tableOf([]string{"next week", "nächste woche", "nächster woche", "la semaine prochaine", "semaine prochaine", "la settimana prossima", "la prossima settimana", "settimana prossima", "prossima settimana", "la próxima semana", "la semana que viene", "próxima semana", "volgende week", "a próxima semana", "nästa vecka"})
	// NextOne are words before or behind a weekday that put it into the next week.
	NextOne = tableOf([]string{"next", "nächsten", "nächster", "kommenden", "prochain", "prossimo", "próximo", "que viene", "volgende", "aanstaande", "nästa", "próxima", "following"})
	// EndOf are words before a month of which the last day is meant.
	EndOf = tableOf([]string{"end of", "the end of", "ende", "end", "fin", "la fin", "la fin de", "fin de", "fine", "finales de", "final de", "fin del mes de", "eind", "einde", "o fim de", "ao fim de", "fim de", "slutet av", "końca", "konce"})
	// MidOf are words before a month of which the middle is meant.
	MidOf = tableOf([]string{"mid", "mid-", "the middle of", "middle of", "mitte", "la mi", "mi", "mi-", "metà", "mediados de", "medio", "half", "meados de", "mitten av", "połowy", "poloviny"})
)
