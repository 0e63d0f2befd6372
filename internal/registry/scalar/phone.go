package scalar

import (
	"errors"
	"fmt"
	"regexp"
	"strconv"
	"strings"
	"sync"

	"github.com/nyaruka/phonenumbers"

	"supplierwatch/internal/model"
	"supplierwatch/internal/numberingplan"
	"supplierwatch/internal/strictyaml"
)

// Phone is a number as people write it. Whether it can exist is a question for the rules.
type Phone string

// phonePattern allows the spaces, dashes and digits that numbers have which were copied from web pages.
const phonePattern = `^ *([tT][eE][lL]:)?([+＋] ?)?\(?[0-9０-９][-‐‑‒–−0-9０-９ ()/.` + "\u00a0\u2007\u202f" + `]{1,38}[0-9０-９]` +
	`(;ext=[0-9]{1,6}|[ ,]*([eE][xX][tT]([eE][nN][sS][iI][oO][nN])?|[xX]|[dD]urchwahl|[dD][wW]|[aA]pp|[pP]oste|[iI]nt)[.: ]*[0-9]{1,6})? *$`

var (
	phoneForm = regexp.MustCompile(phonePattern)
	extension = regexp.MustCompile(`(?i)(?:;ext=|[ ,]*(?:ext(?:ension)?|x|durchwahl|dw|app|poste|int)[.: ]*)([0-9]{1,6})$`)
	another   = regexp.MustCompile(`(?i)[0-9)][ ]*([,;|&]|\b(or|and|oder|und|ou|et)\b)[ ]*[+(0-9]|[0-9][ ]*[/ ][ ]*\+`)
	lettersIn = regexp.MustCompile(`[A-Za-z]`)
)

// UnmarshalText refuses what is not one number.
func (p *Phone) UnmarshalText(b []byte) error {
	text := strings.TrimSpace(string(b))
	plain := strictyaml.Dialled(text)
	if plainForm(text) {
		*p = Phone(text)
		return nil
	}
	switch {
	case phoneForm.MatchString(text) && severalNumbers(plain):
		*p = Phone(b)
		return strictyaml.NewlyRefusedError("has two numbers in it: write one contact for each number")
	case phoneForm.MatchString(text):
		*p = Phone(text)
		return nil
	case another.MatchString(plain):
		return errors.New("has two numbers in it: write one contact for each number")
	}
	return errors.New("is not a valid phone number: expected digits like +49 89 1234567" + phoneMeant(plain))
}

// plainForm reports whether a text has the form of most numbers: a plus, then digits with single spaces or hyphens between them. Every such text matches
// phonePattern and has no slash.
func plainForm(text string) bool {
	if len(text) < 3 || len(text) > 40 || text[0] != '+' || !isDigit(text[1]) || !isDigit(text[len(text)-1]) {
		return false
	}
	for i := 2; i < len(text); i++ {
		if !isDigit(text[i]) && (text[i] != ' ' && text[i] != '-' || !isDigit(text[i-1])) {
			return false
		}
	}
	return true
}

func isDigit(c byte) bool { return c >= '0' && c <= '9' }

// phoneMeant ends a message with what may have been meant by a text that is not a phone number.
func phoneMeant(text string) string {
	digits := strings.NewReplacer("O", "0", "o", "0", "l", "1", "I", "1").Replace(text)
	words := strings.TrimSpace(strings.TrimRight(phoneStart.FindString(leadingWord.ReplaceAllString(text, "")), " (/-"))
	switch {
	case isFax.MatchString(text) && phoneForm.MatchString(words):
		return "; a fax number reaches nobody by phone: write it under `notes`"
	case digits != text && phoneForm.MatchString(digits):
		return fmt.Sprintf("; a letter looks like a digit: write %q", digits)
	case strings.HasPrefix(text, "-") && phoneForm.MatchString("+"+text[1:]):
		return fmt.Sprintf("; it begins with a hyphen: write %q", "+"+text[1:])
	case words != text && phoneForm.MatchString(words) && len(onlyDigits(words)) > 5:
		return fmt.Sprintf("; write the number alone, %q, and words under `name` or `notes`", words)
	case lettersIn.MatchString(text) && len(onlyDigits(text)) > 3:
		if spelled := spelledOut(text); phoneForm.MatchString(spelled) {
			return fmt.Sprintf("; write the digits of the letters: %q", spelled)
		}
	}
	return ""
}

var (
	leadingWord = regexp.MustCompile(`^\pL[\pL ]*[.:]?[ ]*`) // Tel. 089 …
	isFax       = regexp.MustCompile(`(?i)fax\b`)
)

var phoneStart = regexp.MustCompile(`^[+(]?[-+0-9 ()/.]*`)

// spelledOut returns a number with the digits that letters are on the keys of a telephone.
func spelledOut(text string) string {
	return phonenumbers.ConvertAlphaCharactersInNumber(text)
}

// severalNumbers reports whether a text that has the form of one number is two: the part before a slash is a whole number by itself, and its
// country code shows it, or both parts begin with the zero of a national number and are long enough for one.
func severalNumbers(text string) bool {
	first, second, divided := strings.Cut(text, "/")
	if !divided || len(onlyDigits(second)) < 3 {
		return false
	}
	if !international(first) {
		return beginsWithZero(first) && beginsWithZero(second) && len(onlyDigits(first)) > 6 && len(onlyDigits(second)) > 6
	}
	number, err := phonenumbers.Parse(international00(first), "")
	return err == nil && phonenumbers.IsValidNumber(number)
}

func beginsWithZero(text string) bool { return strings.HasPrefix(strings.TrimLeft(text, "( "), "0") }

// Pattern belongs to the schema.
func (Phone) Pattern() string { return phonePattern }

// International reports whether the number begins with a country code.
func (p Phone) International() bool { return international(p.alone()) }

func international(text string) bool {
	text = strings.TrimLeft(text, "( ")
	return strings.HasPrefix(text, "+") || strings.HasPrefix(text, "00")
}

// international00 returns a number that begins with 00 with a plus instead.
func international00(text string) string {
	if trimmed := strings.TrimLeft(text, "( "); strings.HasPrefix(trimmed, "00") {
		return "+" + trimmed[2:]
	}
	return text
}

// Extension returns the extension behind the number; empty if there is none.
func (p Phone) Extension() string {
	if plainForm(string(p)) {
		return ""
	}
	if found := extension.FindStringSubmatch(strictyaml.Dialled(string(p))); found != nil {
		return found[1]
	}
	return ""
}

// alone returns the number with usual characters, without its extension and without tel: before it.
func (p Phone) alone() string {
	if plainForm(string(p)) {
		return string(p)
	}
	text := strictyaml.Dialled(string(p))
	text = strings.TrimSpace(text[:len(text)-len(extension.FindString(text))])
	if len(text) > 4 && strings.EqualFold(text[:4], "tel:") {
		text = text[4:]
	}
	return text
}

// Dial returns the number in the form of E.164 and its kind. A number that cannot exist has no such form. National numbers are read as
// dialled in country.
func (p Phone) Dial(country string) (number string, kind model.PhoneKind) {
	if number, kind, known := p.dialCommon(country); known {
		return number, kind
	}
	return p.dialAny(country)
}

// dialCommon does what dialAny does for numbers that can be read without the library. An invalid one is left to it, except behind a plus.
func (p Phone) dialCommon(country string) (number string, kind model.PhoneKind, known bool) {
	text := p.dialledFrom(country)
	digits := onlyDigits(text)
	switch {
	case plainForm(text):
	case plainForm("+" + text):
		if digits, known = numberingplan.International(digits, country); !known {
			return "", "", false
		}
	default:
		return "", "", false
	}
	switch found, known := numberingplan.Kind(digits); {
	case !known:
		return "", "", false
	case found == phonenumbers.UNKNOWN:
		return "", model.PhoneInvalid, true
	default:
		return "+" + digits, phoneKind(found), true
	}
}

// dialAny asks the library.
func (p Phone) dialAny(country string) (number string, kind model.PhoneKind) {
	parsed, valid := parsePhone(p.dialledFrom(country), country)
	if !valid {
		return "", model.PhoneInvalid
	}
	return phonenumbers.Format(parsed, phonenumbers.E164), phoneKind(phonenumbers.GetNumberType(parsed))
}

// dialledFrom returns the number as the library reads it: it knows the 00 before country codes only of the country that it dials from.
func (p Phone) dialledFrom(country string) string {
	if country == "" {
		return international00(p.alone())
	}
	return p.alone()
}

// parsePhone reads a number and reports whether it is a valid one.
func parsePhone(text, country string) (number *phonenumbers.PhoneNumber, valid bool) {
	// The library has panicked on odd input before; a number that it cannot handle cannot be dialled.
	defer func() {
		if recover() != nil {
			number, valid = nil, false
		}
	}()
	number, err := phonenumbers.Parse(text, country)
	return number, err == nil && phonenumbers.IsValidNumber(number)
}

// MissingPlus returns as a predicate what is wrong with a national number that is probably an international one whose plus was lost, or whose
// leading zero was, with both ways to write it; empty if nothing is. In a country in which national numbers begin with a prefix such as 0, any
// other number is suspicious. Elsewhere only one that cannot exist in the country and can exist behind a plus is.
func (p Phone) MissingPlus(country string) string {
	text := p.alone()
	digits := onlyDigits(text)
	if country == "" || international(text) || digits == "" {
		return ""
	}
	trunk := trunkPrefix(country)
	if trunk != "" && strings.HasPrefix(digits, trunk) {
		return ""
	}
	national, valid := parsePhone(text, country)
	valid = valid && !withOwnCode(digits, national)
	_, validAbroad := parsePhone("+"+digits, "")
	switch {
	case trunk == "" && (valid || !validAbroad):
		return ""
	case trunk == "":
		return fmt.Sprintf("is not a number of %s; the plus before the country code may be missing: write %q", country, withPlus(text))
	case valid && !strings.HasPrefix(onlyDigits(phonenumbers.Format(national, phonenumbers.NATIONAL)), trunk):
		return ""
	case national != nil && phonenumbers.IsValidShortNumberForRegion(national, country):
		return ""
	}
	readings := fmt.Sprintf("write %q for a number in %s", withPrefix(text, trunk), country)
	if validAbroad || strings.HasPrefix(digits, strconv.Itoa(phonenumbers.GetCountryCodeForRegion(country))) {
		readings = fmt.Sprintf("write %q if it begins with a country code, or %q for a number in %s", withPlus(text), withPrefix(text, trunk), country)
	}
	return fmt.Sprintf("begins neither with + nor with %s: %s", trunk, readings)
}

// withOwnCode reports whether digits begin with the country code of the number
// that the library read in them: it leaves the code out where the rest is a number
// of that country.
func withOwnCode(digits string, number *phonenumbers.PhoneNumber) bool {
	national := phonenumbers.GetNationalSignificantNumber(number)
	return digits != national && digits == strconv.Itoa(int(number.GetCountryCode()))+national
}

// withPlus returns a number with a plus before it.
func withPlus(text string) string {
	return "+" + strings.TrimSpace(strings.NewReplacer("(", "", ")", "").Replace(text))
}

// withPrefix returns a number with a prefix before its first digit.
func withPrefix(text, prefix string) string {
	at := strings.IndexFunc(text, func(r rune) bool { return r >= '0' && r <= '9' })
	return text[:max(at, 0)] + prefix + text[max(at, 0):]
}

// trunkPrefix returns the prefix of every national number of a country, such as 0 in Germany; empty where some are dialled without one.
func trunkPrefix(country string) string {
	if known, ok := trunkPrefixes.Load(country); ok {
		return known.(string)
	}
	prefix := commonPrefix(country)
	trunkPrefixes.Store(country, prefix)
	return prefix
}

var trunkPrefixes sync.Map // country → prefix

// commonPrefix finds the prefix that the library's examples of fixed and mobile numbers share.
func commonPrefix(country string) string {
	prefix := phonenumbers.GetNddPrefixForRegion(country, true)
	for _, kind := range []phonenumbers.PhoneNumberType{phonenumbers.FIXED_LINE, phonenumbers.MOBILE} {
		example := phonenumbers.GetExampleNumberForType(country, kind)
		if prefix == "" || example == nil || !strings.HasPrefix(onlyDigits(phonenumbers.Format(example, phonenumbers.NATIONAL)), prefix) {
			return ""
		}
	}
	return prefix
}

func onlyDigits(text string) string {
	return strings.Map(func(r rune) rune {
		if r < '0' || r > '9' {
			return -1
		}
		return r
	}, text)
}

func phoneKind(t phonenumbers.PhoneNumberType) model.PhoneKind {
	switch t {
	case phonenumbers.FIXED_LINE:
		return model.PhoneFixed
	case phonenumbers.MOBILE:
		return model.PhoneMobile
	case phonenumbers.TOLL_FREE:
		return model.PhoneTollFree
	case phonenumbers.PREMIUM_RATE, phonenumbers.SHARED_COST:
		return model.PhonePremium
	}
	return model.PhoneOrdinary
}
