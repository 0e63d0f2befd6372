package numberingplan

import (
	"slices"
	"strconv"
	"strings"
	"sync"

	"github.com/nyaruka/phonenumbers"
)

// Kind returns the kind of the number with those digits, which begin with a country code: UNKNOWN for one that cannot exist. It is not
// known where the number must be read by the library, such as one with zeros or a national prefix behind its country code.
func Kind(digits string) (kind phonenumbers.PhoneNumberType, known bool) {
	if len(digits) < shortest || len(digits) > longest {
		return 0, false
	}
	code, national := divide(digits)
	regions := plans().of(code)
	if len(regions) == 0 || national[0] == '0' || regions[0].mayBePrefixed(national) {
		return 0, false
	}
	for _, r := range regions {
		if !r.complete {
			return 0, false
		}
		if len(regions) > 1 && r.leading != nil && !r.leading.begin(national) {
			continue
		}
		if kind = r.kind(national); kind != phonenumbers.UNKNOWN || len(regions) == 1 || r.leading != nil {
			return kind, true
		}
	}
	return phonenumbers.UNKNOWN, true
}

// International returns the digits with country code of a number as dialled in a country: one that begins with the country's prefix 0.
// It is not known where the number must be read by the library.
func International(digits, country string) (international string, known bool) {
	r := plans().named(country)
	if len(digits) < shortest || len(digits) > longest || r == nil || !r.zero || digits[0] != '0' || digits[1] == '0' || r.general.matches(digits) {
		return "", false
	}
	international = r.code + digits[1:]
	kind, known := Kind(international)
	return international, known && kind != phonenumbers.UNKNOWN && r.general.matches(digits[1:])
}

// Shorter and longer numbers are left to the library.
const (
	shortest = 7
	longest  = 15 // E.164
)

// divide divides digits into the country code and the rest, as the library does: the shortest country code that exists.
func divide(digits string) (code int, national string) {
	for n := 1; n <= 3 && digits[0] != '0'; n++ {
		code = code*10 + int(digits[n-1]-'0')
		if plans().regions[code] != nil {
			return code, digits[n:]
		}
	}
	return 0, digits
}

// table has the regions of all country codes, the main one first. What a region needs is made of its data when it is first asked for: few countries
// are ever dialled.
type table struct {
	regions map[int]func() []*region
	byName  map[string]func() *region
}

var plans = sync.OnceValue(func() *table {
	t := &table{regions: map[int]func() []*region{}, byName: map[string]func() *region{}}
	collection, err := phonenumbers.MetadataCollection()
	if err != nil {
		return t // the library is asked
	}
	for _, data := range collection.GetMetadata() {
		if data.GetId() != phonenumbers.REGION_CODE_FOR_NON_GEO_ENTITY {
			t.byName[data.GetId()] = sync.OnceValue(func() *region { return newRegion(data) })
		}
	}
	for code := range phonenumbers.GetSupportedCallingCodes() {
		if names := phonenumbers.GetRegionCodesForCountryCode(code); len(names) > 0 {
			t.regions[code] = sync.OnceValue(func() []*region { return t.regionsOf(names) })
		}
	}
	return t
})

// of returns the regions of a country code; none if there is no such code.
func (t *table) of(code int) []*region {
	if regions := t.regions[code]; regions != nil {
		return regions()
	}
	return nil
}

// named returns the region of a country; nil if there is none.
func (t *table) named(country string) *region {
	if r := t.byName[country]; r != nil {
		return r()
	}
	return nil
}

// regionsOf returns the regions of a country code, given in the order in which the library tries them. One without a table is not complete.
func (t *table) regionsOf(names []string) []*region {
	all := make([]*region, len(names))
	for i, name := range names {
		if all[i] = t.named(name); all[i] == nil {
			all[i] = &region{}
		}
	}
	return all
}

// region is the numbering plan of a country or of a part of one.
type region struct {
	code     string
	complete bool       // all of its expressions can be matched here
	prefix   *automaton // of what may come before a national number and is not part of it; nil: nothing
	prefixed bool       // what may come before a national number cannot be matched here
	leading  *automaton // the digits by which the region is known among those of its country code; nil: by its whole plan
	zero     bool       // a national number is dialled with 0 before it, and an international one with 00
	same     bool       // fixed and mobile numbers cannot be told apart
	general  described
	fixed    described
	mobile   described
	others   []kindOf // in the order in which the library tries them
}

// kindOf is a kind of numbers with its description.
type kindOf struct {
	kind  phonenumbers.PhoneNumberType
	looks described
}

// described is how numbers look.
type described struct {
	lengths []int32
	form    *automaton // nil: there are no such numbers
}

func (d described) matches(national string) bool {
	return d.form != nil && (len(d.lengths) == 0 || slices.Contains(d.lengths, int32(len(national)))) && d.form.matches(national)
}

func newRegion(data *phonenumbers.PhoneMetadata) *region {
	r := &region{
		code: strconv.Itoa(int(data.GetCountryCode())), complete: true, same: data.GetSameMobileAndFixedLinePattern(),
		zero: isZero(data.GetNationalPrefixForParsing()) && data.GetNationalPrefixTransformRule() == "" && data.GetInternationalPrefix() == "00",
	}
	if expression := data.GetNationalPrefixForParsing(); expression != "" {
		prefix, ok := newAutomaton(expression)
		r.prefix, r.prefixed = prefix, !ok
	}
	r.leading = r.optional(data.GetLeadingDigits())
	r.general, r.fixed, r.mobile = r.description(data.GetGeneralDesc()), r.description(data.GetFixedLine()), r.description(data.GetMobile())
	for _, k := range []struct {
		kind phonenumbers.PhoneNumberType
		desc *phonenumbers.PhoneNumberDesc
	}{
		{phonenumbers.PREMIUM_RATE, data.GetPremiumRate()},
		{phonenumbers.TOLL_FREE, data.GetTollFree()},
		{phonenumbers.SHARED_COST, data.GetSharedCost()},
		{phonenumbers.VOIP, data.GetVoip()},
		{phonenumbers.PERSONAL_NUMBER, data.GetPersonalNumber()},
		{phonenumbers.PAGER, data.GetPager()},
		{phonenumbers.UAN, data.GetUan()},
		{phonenumbers.VOICEMAIL, data.GetVoicemail()},
	} {
		r.others = append(r.others, kindOf{k.kind, r.description(k.desc)})
	}
	return r
}

// isZero reports whether the first of what may come before a national number is the digit 0 alone.
func isZero(expression string) bool { return expression == "0" || strings.HasPrefix(expression, "0|") }

func (r *region) optional(expression string) *automaton {
	if expression == "" {
		return nil
	}
	a, ok := newAutomaton(expression)
	r.complete = r.complete && ok
	return a
}

func (r *region) description(d *phonenumbers.PhoneNumberDesc) described {
	return described{lengths: d.GetPossibleLength(), form: r.optional(d.GetNationalNumberPattern())}
}

// mayBePrefixed reports whether a number may begin with something that is not part of the national number.
func (r *region) mayBePrefixed(national string) bool {
	return r.prefixed || r.prefix != nil && r.prefix.begin(national)
}

// kind returns the kind of a national number, UNKNOWN if it cannot exist in the region.
func (r *region) kind(national string) phonenumbers.PhoneNumberType {
	if !r.general.matches(national) {
		return phonenumbers.UNKNOWN
	}
	for _, k := range r.others {
		if k.looks.matches(national) {
			return k.kind
		}
	}
	fixed := r.fixed.matches(national)
	switch {
	case fixed && (r.same || r.mobile.matches(national)):
		return phonenumbers.FIXED_LINE_OR_MOBILE
	case fixed:
		return phonenumbers.FIXED_LINE
	case !r.same && r.mobile.matches(national):
		return phonenumbers.MOBILE
	}
	return phonenumbers.UNKNOWN
}
