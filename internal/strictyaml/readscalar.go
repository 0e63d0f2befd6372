package strictyaml

import (
	"encoding"

	"supplierwatch/internal/civil"
)

// into reads the text into target, a pointer, and returns what is wrong with it, or nothing.
func (s scalar) into(target any) string {
	switch t := target.(type) {
	case *bool:
		return s.boolean(t)
	case *int:
		return s.whole(t)
	case *float64:
		return s.number(t)
	case *civil.Date:
		return s.date(t)
	case *civil.Period:
		return s.period(t)
	case encoding.TextUnmarshaler:
		return s.unmarshal(t)
	}
	return s.string(target)
}

// wanted returns in words what may stand where target is read.
func wanted(target any) string {
	switch target.(type) {
	case *bool:
		return "true or false"
	case *int:
		return "a whole number"
	case *float64:
		return "a number"
	case *civil.Date:
		return "a date like 2027-03-31"
	case *civil.Period:
		return "a period like 3 months"
	}
	return "text"
}
