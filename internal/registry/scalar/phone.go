package scalar

import (
	"errors"
	"regexp"

	"github.com/nyaruka/phonenumbers"

	"supplierwatch/internal/model"
)

// Phone is a number as people write it. Whether it can exist is a question for the rules.
type Phone string

// phonePattern allows the no-break space that copied numbers often have.
const phonePattern = `^(\+ ?)?\(?[0-9][-0-9 ()/.` + "\u00a0" + `]{1,38}[0-9]( ?(ext\.?|x) ?[0-9]{1,6})?$`

var phoneForm = regexp.MustCompile(phonePattern)

// UnmarshalText refuses what is not a number at all.
func (p *Phone) UnmarshalText(b []byte) error {
	if !phoneForm.Match(b) {
		return errors.New("is not a valid phone number: expected digits like +49 89 1234567")
	}
	*p = Phone(b)
	return nil
}

// Pattern belongs to the schema.
func (Phone) Pattern() string { return phonePattern }

// International reports whether the number begins with a country code.
func (p Phone) International() bool { return len(p) > 0 && p[0] == '+' }

// Dial returns the number in the form of E.164 and its kind. A number that cannot exist has no such form. National numbers are read as
// dialled in country.
func (p Phone) Dial(country string) (number string, kind model.PhoneKind) {
	// The library has panicked on odd input before; a number that it cannot handle cannot be dialled.
	defer func() {
		if recover() != nil {
			number, kind = "", model.PhoneInvalid
		}
	}()
	parsed, err := phonenumbers.Parse(string(p), country)
	if err != nil || !phonenumbers.IsValidNumber(parsed) {
		return "", model.PhoneInvalid
	}
	return phonenumbers.Format(parsed, phonenumbers.E164), phoneKind(phonenumbers.GetNumberType(parsed))
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
