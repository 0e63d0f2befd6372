package scalar

import (
	"errors"
	"fmt"
	"math/big"
	"regexp"
	"strings"

	"golang.org/x/text/currency"
	xlanguage "golang.org/x/text/language"
)

// Country is a code of ISO 3166-1 alpha-2.
type Country string

// Language is a code of ISO 639-1.
type Language string

// CurrencyCode is a code of ISO 4217.
type CurrencyCode string

// DUNS is a D-U-N-S number: nine digits.
type DUNS string

// LEI is a Legal Entity Identifier by ISO 17442.
type LEI string

// GLN is a Global Location Number by GS1: 13 digits.
type GLN string

const (
	countryPattern  = `^[A-Z]{2}$`
	languagePattern = `^[a-z]{2}$`
	currencyPattern = `^[A-Z]{3}$`
	dunsPattern     = `^[0-9]{2}-?[0-9]{3}-?[0-9]{4}$`
	leiPattern      = `^[A-Z0-9]{18}[0-9]{2}$`
	glnPattern      = `^[0-9]{13}$`
)

var (
	countryForm  = regexp.MustCompile(countryPattern)
	languageForm = regexp.MustCompile(languagePattern)
	currencyForm = regexp.MustCompile(currencyPattern)
	dunsForm     = regexp.MustCompile(dunsPattern)
	leiForm      = regexp.MustCompile(leiPattern)
	glnForm      = regexp.MustCompile(glnPattern)
)

// Pattern belongs to the schema.
func (Country) Pattern() string { return countryPattern }

// Pattern belongs to the schema.
func (Language) Pattern() string { return languagePattern }

// Pattern belongs to the schema.
func (CurrencyCode) Pattern() string { return currencyPattern }

// Pattern belongs to the schema.
func (DUNS) Pattern() string { return dunsPattern }

// Pattern belongs to the schema.
func (LEI) Pattern() string { return leiPattern }

// Pattern belongs to the schema.
func (GLN) Pattern() string { return glnPattern }

// UnmarshalText accepts a country that exists.
func (c *Country) UnmarshalText(b []byte) error {
	r, err := xlanguage.ParseRegion(string(b))
	if !countryForm.Match(b) || err != nil || !r.IsCountry() {
		return errors.New("is not a valid country: expected two capital letters such as DE or US")
	}
	*c = Country(b)
	return nil
}

// UnmarshalText accepts a language that exists.
func (l *Language) UnmarshalText(b []byte) error {
	if _, err := xlanguage.ParseBase(string(b)); !languageForm.Match(b) || err != nil {
		return errors.New("is not a valid language: expected two lower-case letters such as de or en")
	}
	*l = Language(b)
	return nil
}

// UnmarshalText accepts a currency that exists.
func (c *CurrencyCode) UnmarshalText(b []byte) error {
	if _, err := currency.ParseISO(string(b)); !currencyForm.Match(b) || err != nil {
		return errors.New("is not a valid currency: expected three capital letters such as EUR or USD")
	}
	*c = CurrencyCode(b)
	return nil
}

// UnmarshalText checks the form alone: the numbers have had no reliable check digit since 2006.
func (d *DUNS) UnmarshalText(b []byte) error {
	if !dunsForm.Match(b) {
		return errors.New("is not a valid D-U-N-S number: expected nine digits")
	}
	*d = DUNS(strings.ReplaceAll(string(b), "-", ""))
	return nil
}

// UnmarshalText verifies the check digits of ISO 17442: with letters as numbers from 10 on, the remainder of division by 97 is 1.
func (l *LEI) UnmarshalText(b []byte) error {
	if !leiForm.Match(b) {
		return errors.New("is not a valid LEI: expected 20 capital letters and digits")
	}
	var digits strings.Builder
	for _, c := range b {
		if c >= 'A' {
			fmt.Fprint(&digits, int(c-'A')+10)
		} else {
			digits.WriteByte(c)
		}
	}
	n, _ := new(big.Int).SetString(digits.String(), 10)
	if n.Mod(n, big.NewInt(97)).Int64() != 1 {
		return errors.New("is not a valid LEI: its check digits do not fit the rest; a character is mistyped")
	}
	*l = LEI(b)
	return nil
}

// UnmarshalText verifies the check digit of GS1: weights 1 and 3 in turn, the sum a multiple of ten.
func (g *GLN) UnmarshalText(b []byte) error {
	if !glnForm.Match(b) {
		return errors.New("is not a valid GLN: expected 13 digits")
	}
	sum := 0
	for i, c := range b {
		sum += int(c-'0') * (1 + i%2*2)
	}
	if sum%10 != 0 {
		return errors.New("is not a valid GLN: its check digit does not fit the rest; a digit is mistyped")
	}
	*g = GLN(b)
	return nil
}
