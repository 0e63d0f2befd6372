package strictyaml

import (
	"fmt"
	"math"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"unicode"
)

func (s scalar) boolean(t *bool) fault {
	if !s.plain || s.text != "true" && s.text != "false" {
		f := refused("expected true or false without quotes, got %s", s.quotable())
		switch word := strings.ToLower(strings.TrimSpace(s.text)); {
		case slices.Contains([]string{"true", "yes", "y", "on", "1", "ja", "oui", "sí", "si"}, word):
			f.text += ": write true"
		case slices.Contains([]string{"false", "no", "n", "off", "0", "nein", "non"}, word):
			f.text += ": write false"
		}
		return f
	}
	*t = s.text == "true"
	return fault{}
}

var (
	wholeForm   = regexp.MustCompile(`^(0|[1-9][0-9]*)$`)
	numberForm  = regexp.MustCompile(`^(0|[1-9][0-9]*)(\.[0-9]+)?([eE][-+]?[0-9]+)?$`)
	thousandths = regexp.MustCompile(`^([1-9][0-9]{0,2})[.,]([0-9]{3})$`)
)

// isWhole reports whether a text has the form wholeForm.
func isWhole(text string) bool {
	return text != "" && strings.Trim(text, "0123456789") == "" && (text[0] != '0' || len(text) == 1)
}

// MaxWhole and MaxNumber are the largest numbers that a file may have: more is a typing error.
const (
	MaxWhole  = 1_000_000_000
	MaxNumber = 1e15
)

func (s scalar) whole(t *int) fault {
	if !s.plain || !isWhole(s.text) {
		return refused("expected a whole number like 3, not negative and without quotes, got %s%s", s.quotable(), s.wholeMeant())
	}
	n, err := strconv.Atoi(s.text)
	if err != nil || n > MaxWhole {
		return refused("%s is too large a number", s.quotable())
	}
	*t = n
	return fault{}
}

func (s scalar) number(t *float64) fault {
	if !s.plain || !isWhole(s.text) && !numberForm.MatchString(s.text) {
		if why := unclearNumber(s.text); why != "" && s.plain {
			return refused("%s %s", s.quotable(), why)
		}
		return refused("expected a number like 3 or 0.5, not negative and without quotes, got %s%s", s.quotable(), s.numberMeant())
	}
	n, err := strconv.ParseFloat(s.text, 64)
	if err != nil || math.IsInf(n, 0) || n > MaxNumber {
		return refused("%s is too large a number", s.quotable())
	}
	*t = n
	if isWhole(s.text) {
		return fault{}
	}
	if why := unclearNumber(s.text); why != "" {
		return newlyRefused("%s %s", s.quotable(), why)
	}
	return fault{}
}

// wholeMeant ends a message with the whole number that was probably meant.
func (s scalar) wholeMeant() string {
	number, unit := cutUnit(s.text)
	all := numbersMeant(number)
	meant := slices.DeleteFunc(slices.Clone(all), func(n string) bool { return !wholeForm.MatchString(n) })
	switch {
	case len(all) == 0 || s.shown != "":
		return ""
	case len(meant) == 0: // it has decimals
		n, err := strconv.ParseFloat(all[0], 64)
		if err != nil || n > MaxWhole {
			return ""
		}
		if n == math.Trunc(n) {
			return fmt.Sprintf(": write %.0f", n)
		}
		return fmt.Sprintf(": write a whole number, such as %.0f or %.0f", math.Floor(n), math.Ceil(n))
	case unit != "":
		return ": write the number alone, " + strings.Join(meant, " or ")
	}
	return s.meant(meant)
}

// cutUnit divides a number from the percent sign or the word that follows it.
func cutUnit(text string) (number, unit string) {
	text = strings.TrimSpace(text)
	at := strings.LastIndexFunc(text, func(r rune) bool { return !unicode.IsLetter(r) && r != '%' }) + 1
	if number = strings.TrimSpace(text[:at]); number == "" {
		return text, ""
	}
	return number, text[at:]
}

// ShareMeant ends the message about a text that is not a valid limit with what was probably meant, a share or a period; empty where nobody can know.
func ShareMeant(text string) string {
	number, unit := cutUnit(text)
	meant := slices.DeleteFunc(numbersMeant(number), func(n string) bool {
		percent, err := strconv.ParseFloat(n, 64)
		return err != nil || percent > 100
	})
	switch {
	case unit == "" && wholeForm.MatchString(number) && len(meant) == 1:
		return fmt.Sprintf("; the unit is missing: write %s days or %s %%", number, number)
	case unit == "" && wholeForm.MatchString(number):
		return fmt.Sprintf("; the unit is missing: write %s days", number)
	case len(meant) == 0 || !isPercent(unit):
		return ""
	}
	return "; write " + strings.Join(meant, " % or ") + " %"
}

func isPercent(unit string) bool {
	return slices.Contains([]string{"%", "percent", "pct", "prozent"}, strings.ToLower(unit))
}

// UnclearShare returns as a predicate why a share such as 9.000 % can be mistaken for another; empty where it is clear.
func UnclearShare(text string) string {
	if number, unit := cutUnit(text); isPercent(unit) && thousandths.MatchString(number) {
		return "can be read as thousands" + ShareMeant(text)
	}
	return ""
}

func (s scalar) numberMeant() string { return s.meant(numbersMeant(s.text)) }

// meant ends a message with what to write; nothing where nobody can know, or the text is not to be repeated.
func (s scalar) meant(choices []string) string {
	if len(choices) == 0 || s.shown != "" {
		return ""
	}
	return ": write " + strings.Join(choices, " or ")
}

// unclearNumber returns as a predicate why a number that computers can read must be written in another way; empty where it is clear.
func unclearNumber(text string) string {
	switch {
	case thousandths.MatchString(text):
		return "can be read in two ways, which differ by a factor of 1,000: write " + strings.Join(numbersMeant(text), " or ")
	case strings.ContainsAny(text, "eE") && numberForm.MatchString(text):
		if meant := numbersMeant(text); len(meant) > 0 {
			return "is written with an exponent: write the number out, " + meant[0]
		}
		return "is written with an exponent: write the number out"
	}
	return ""
}

// Quantity returns as a predicate what is wrong with the number that a quantity such as 40 kg begins with; empty if nothing is, or if it
// begins with none.
func Quantity(text string) string {
	found := quantityNumber.FindString(text)
	number := strings.TrimRight(strings.TrimSpace(found), ".,'’ ")
	if chemicalName.MatchString(text[len(found):]) {
		return ""
	}
	if number == "" || plainNumber.MatchString(number) && unclearNumber(number) == "" {
		return ""
	}
	if why := unclearNumber(number); why != "" {
		return fmt.Sprintf("begins with a number that %s", why)
	}
	meant := numbersMeant(number)
	if len(meant) == 0 {
		return "begins with a number that is not clear: write it with digits and at most one decimal point"
	}
	return fmt.Sprintf("begins with a number that is not clear: write %s", strings.Join(meant, " or "))
}

var (
	plainNumber = regexp.MustCompile(`^(0|[1-9][0-9]*)(\.[0-9]+)?$`)
	// quantityNumber matches a number in any habit: groups of three digits divided by a space, point, comma, apostrophe or underscore, a decimal
	// comma, an exponent, a hexadecimal number.
	quantityNumber = regexp.MustCompile(`^[ \x{a0}\x{202f}]*(0[xX][0-9a-fA-F]+|[0-9]([0-9.,'’_]|[ \x{a0}\x{2009}\x{202f}][0-9]{3}\b)*([eE][-+]?[0-9]+\b)?)`)

	chemicalName = regexp.MustCompile(`^-[A-Za-z]`) // 1,2-dichloroethane

	digitsOnly   = regexp.MustCompile(`^[0-9]+$`)
	groupedForm  = regexp.MustCompile(`^([1-9][0-9]{0,2})(?:[ .,'’_\x{a0}\x{2009}\x{202f}]([0-9]{3}))+$`)
	indianForm   = regexp.MustCompile(`^[1-9][0-9]?(,[0-9]{2})+,[0-9]{3}$`)
	currencyMark = regexp.MustCompile(`(?i)^(eur|usd|gbp|chf|[€$£¥])\s*|\s*(eur|usd|gbp|chf|[€$£¥]|,-|,–|\.-)$`)
	separators   = regexp.MustCompile(`[ .,'’_\x{a0}\x{2009}\x{202f}]`)
)

// numbersMeant returns how a number that is written in the habit of some country or program is to be written here: one way or, where it can be
// read in two, both.
func numbersMeant(text string) []string {
	text = currencyMark.ReplaceAllString(strings.TrimSpace(plainForm(text)), "")
	text = strings.TrimPrefix(text, "+")
	if m := thousandths.FindStringSubmatch(text); m != nil {
		return []string{m[1] + m[2], compact(m[1] + "." + m[2])}
	}
	if n, err := strconv.ParseUint(strings.ToLower(text), 0, 53); err == nil && strings.HasPrefix(text, "0") && len(text) > 1 && strings.ContainsAny(text, "xXbBoO") {
		return []string{strconv.FormatUint(n, 10)}
	}
	if strings.ContainsAny(text, "eE") {
		return writtenOut(strings.Replace(text, ",", ".", 1))
	}
	if n := grouped(text); n != "" {
		return []string{n}
	}
	if n := decimal(text); n != "" {
		return []string{n}
	}
	return nil
}

// grouped reads whole numbers with a sign between the groups, with decimals behind another sign.
func grouped(text string) string {
	last := strings.LastIndexAny(text, ".,")
	if last > 0 && last < len(text)-1 && digitsOnly.MatchString(text[last+1:]) {
		if whole := text[:last]; !strings.Contains(whole, text[last:last+1]) && (groupedForm.MatchString(whole) || indianForm.MatchString(whole)) {
			return compact(separators.ReplaceAllString(whole, "") + "." + text[last+1:])
		}
	}
	if groupedForm.MatchString(text) || indianForm.MatchString(text) {
		return withoutZeros(separators.ReplaceAllString(text, ""))
	}
	return ""
}

// decimal reads a number with a decimal comma, with zeros before it, or with nothing on one side of the point.
func decimal(text string) string {
	whole, fraction, divided := strings.Cut(strings.ReplaceAll(strings.Replace(text, ",", ".", 1), "_", ""), ".")
	switch {
	case whole == "" && !divided, whole != "" && !digitsOnly.MatchString(whole), fraction != "" && !digitsOnly.MatchString(fraction), whole+fraction == "":
		return ""
	case !divided || fraction == "":
		return withoutZeros(whole)
	}
	return withoutZeros(whole) + "." + fraction
}

// writtenOut returns a number with an exponent without it.
func writtenOut(text string) []string {
	n, err := strconv.ParseFloat(text, 64)
	if err != nil || n < 0 || n > MaxNumber {
		return nil
	}
	return []string{strconv.FormatFloat(n, 'f', -1, 64)}
}

func withoutZeros(digits string) string {
	if digits = strings.TrimLeft(digits, "0"); digits == "" {
		return "0"
	}
	return digits
}

// compact returns a decimal number without zeros at its ends.
func compact(text string) string {
	whole, fraction, _ := strings.Cut(text, ".")
	if fraction = strings.TrimRight(fraction, "0"); fraction == "" {
		return withoutZeros(whole)
	}
	return withoutZeros(whole) + "." + fraction
}
