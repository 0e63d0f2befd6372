package sheet

import (
	"fmt"
	"regexp"
	"strings"
	"unicode/utf8"

	"golang.org/x/text/encoding/charmap"
)

var (
	exponential = regexp.MustCompile(`^[+-]?([0-9]+([eE]\+|E-)|[0-9]+[.,][0-9]+[eE][+-]?)[0-9]{1,3}$`)
	rounded     = regexp.MustCompile(`^[1-9][0-9]{14}0+$`)
	fraction    = regexp.MustCompile(`^[+-]?([1-9][0-9]{0,2}([., '\x{a0}\x{202f}’][0-9]{3})*|[1-9][0-9]*|0)[.,][0-9]+$`)
	grouped     = regexp.MustCompile(`^[1-9][0-9]{0,2}([.,'’\x{a0}\x{202f}][0-9]{3})+$`)
	wide        = regexp.MustCompile(`^#+$`)
	truth       = regexp.MustCompile(`^(TRUE|FALSE|WAHR|FALSCH|VRAI|FAUX|VERO|FALSO|VERDADERO|VERDADEIRO|WAAR|ONWAAR)$`)
	timeOfDay   = regexp.MustCompile(`^[0-9]{1,2}:[0-9]{2}(:[0-9]{2})?$`)

	// failed are errors of formulas: in Excel a number sign and a word of any language with a mark behind it, in LibreOffice also a number.
	failed = regexp.MustCompile(`^(#[¿¡]?[\p{Lu}_/0]+[!?]|#(REF|N/A|N/D|NV|BEZUG|NAME|WERT|VALUE|VALEUR|DIV/0|NUM|ZAHL|NOMBRE|NULL|SPILL|GETTING_DATA)|(Err|Fehler|Erreur):[0-9]{3})$`)
)

const (
	monthWord = `(Jan|Feb|Mar|Mär|Mrz|Apr|May|Mai|Jun|Jul|Aug|Sep|Sept|Oct|Okt|Nov|Dec|Dez` +
		`|janv|févr|mars|avr|mai|juin|juil|août|sept|oct|nov|déc|gen|feb|mar|apr|mag|giu|lug|ago|set|ott|dic|ene|abr|may|jun|jul|sep)\.?`
	clock = `([ T][0-9]{1,2}:[0-9]{2}(:[0-9]{2}(\.[0-9]+)?)?Z?)?`
)

// dateForms are the ways in which spreadsheets show what they have taken for a date.
var dateForms = regexp.MustCompile(`^([0-9]{1,2}[-. /]{1,2}` + monthWord + `([-. /]{1,2}[0-9]{2,4})?` +
	`|` + monthWord + `[-. /]{1,2}[0-9]{2,4}` +
	`|[0-9]{1,2}[./][0-9]{1,2}[./]([0-9]{4}|[0-9]{2})` + clock +
	`|[0-9]{4}-[0-9]{2}-[0-9]{2}` + clock + `)$`)

// Damage returns what a spreadsheet did to a value of any kind, as a predicate; empty if nothing shows. A wrong character set damages text too.
func (c Cell) Damage() string {
	text := strings.TrimSpace(c.Text)
	switch {
	case c.Changed != "":
		return c.Changed
	case strings.ContainsRune(text, utf8.RuneError):
		return "has characters that were lost (�) when the list was saved: save it again as CSV UTF-8"
	case c.AsText:
		return misread(text)
	case wide.MatchString(text):
		return "is what a spreadsheet shows in a column that is too narrow: widen the column and save the list again"
	case failed.MatchString(text):
		return "is an error of a formula: correct it in the spreadsheet"
	case exponential.MatchString(text):
		return "is a number that a spreadsheet has shortened, so its last digits are lost: copy it again as text"
	case dateForms.MatchString(text):
		return "is a date that a spreadsheet has made of another value: format the column as text and write the value again"
	}
	return misread(text)
}

// DamagedCode returns what a spreadsheet did to a value that is a code, such as an id or a phone number, as a predicate; empty if nothing shows.
func (c Cell) DamagedCode() string {
	text := strings.TrimSpace(c.Text)
	why := c.Damage()
	switch {
	case why != "" || c.AsText:
		return why
	case grouped.MatchString(text):
		return "is a number with thousands separators, as a spreadsheet writes it: format the column as text and write the value again"
	case fraction.MatchString(text):
		return "is a number with decimals, as a spreadsheet writes it: format the column as text and write the value again"
	case rounded.MatchString(text):
		return "has zeros behind its 15th digit, as a spreadsheet writes a longer number, so its last digits are lost: copy it again as text"
	case timeOfDay.MatchString(text):
		return "is a time of day that a spreadsheet has made of another value: format the column as text and write the value again"
	case truth.MatchString(text):
		return "is a truth value that a spreadsheet has made of another value: format the column as text and write the value again"
	}
	return ""
}

// misread returns the error for text in UTF-8 that was read as Windows-1252 and saved so: MÃ¼ller.
func misread(text string) string {
	if !strings.ContainsAny(text, "ÃÂâÅÄ") {
		return ""
	}
	raw, err := charmap.Windows1252.NewEncoder().String(text)
	if err != nil || !utf8.ValidString(raw) || raw == text {
		return ""
	}
	return fmt.Sprintf("was read in a wrong character set and saved so: it may have been %q; save the list again as CSV UTF-8", raw)
}
