package departure

import (
	"strings"

	"supplierwatch/internal/mailparse/lexicon"
)

// denied reports whether a sentence names a departure between two places without reporting it: it denies it, asks about it, makes it a condition,
// or limits it to days and places.
func denied(s lexicon.Sentence, start, end int) bool {
	return s.Asks || conditional[lexicon.FirstWord(s.Folded)] || isNegated(s.Folded, start, end) || isLimited(s.Folded[end:])
}

// conditional are words that begin a condition.
var conditional = set(`if, should, whether, falls, wenn, sollte, sofern, si, qualora, als, indien, mocht, caso`)

// isNegated reports whether a clause denies what it names between two places. Phrases such as "no longer with us" hold a negation of their own.
func isNegated(folded string, start, end int) bool {
	clause := lexicon.NoLonger.Blanked(folded[strings.LastIndexAny(folded[:start], ",:")+1 : end])
	if lexicon.Not.Begins(folded[start:end]) {
		clause = lexicon.NoLonger.Blanked(folded[strings.LastIndexAny(folded[:start], ",:")+1 : start])
	}
	for at := nextWord(clause, 0); at < len(clause); {
		word := lexicon.FirstWord(clause[at:])
		if negations[word] {
			return true
		}
		at = nextWord(clause, at+len(word))
	}
	return false
}

// negations are words that deny a departure, of "isn't" and its like what is before the apostrophe. Of a bare no, "no, Tom has left", a comma is behind it.
var negations = set(
	`not, hasn, haven, isn, aren, wasn, won, didn, doesn, nobody, never, none, neither`, `nicht, kein, keiner, keine, niemand, nie, niemals`,
	`pas, personne, jamais, aucun`, `non, nessuno`, `nadie, nunca, ninguno, no`, `niet, geen, niemand, nooit`, `não, ninguém`,
)

// isLimited reports whether what follows a phrase of leaving limits it to days, times or places, as in "no longer works on Fridays", or names a
// thing of the company, as in "left the company car".
func isLimited(behind string) bool {
	at := nextWord(behind, 0)
	for range 4 {
		word := lexicon.FirstWord(behind[min(at, len(behind)):])
		switch {
		case word == "" || strings.Contains(behind[:at], ","):
			return false
		case limits[word] || lexicon.Weekday.IsWhole(word) || lexicon.Weekday.IsWhole(strings.TrimSuffix(word, "s")):
			return true
		case !limiting[word]:
			return false
		}
		at = nextWord(behind, at+len(word))
	}
	return false
}

var (
	// limiting are words between a phrase of leaving and what limits it.
	limiting = set(`on, in, at, from, with, for, the, our, this, every, am, an, im, in, mit, von, den, der, dem, le, les, la, en, à, de, depuis, avec, il, lo, nel, da, in, con, los, las, el, por, desde, op, de, het, 's, vanuit, met, às, aos, à`)
	// limits are times and places of work, and things of a company.
	limits = set(
		`home, nights, night, mornings, afternoons, evenings, weekends, shifts, overtime, car, van, bus, bike, phone, laptop, premises, gate, grounds, site, yard, party, dinner, meeting, today, old, division, department, project, projects`,
		`homeoffice, büro, nachts, nachmittags, vormittags, abends, wochenenden, wochenende, schicht, alten, heute, abteilung, bereich, projekt, vertrieb, einkauf`,
		`télétravail, week-end, matin, soir, nuit, après-midi, réunion, projet`, `smart, casa, weekend, mattino, mattina, pomeriggio, sera, notte, oggi`,
		`casa, noche, noches, tardes, mañanas, hoy, teletrabajo`, `thuis, weekend, avonds, ochtends, middags, vandaag`, `casa, noite, hoje`,
	)
)
