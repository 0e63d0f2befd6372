package strictyaml

import (
	"fmt"
	"math"
	"regexp"
	"strconv"
)

func (s scalar) boolean(t *bool) string {
	if !s.plain || s.text != "true" && s.text != "false" {
		return fmt.Sprintf("expected true or false without quotes, got %s", s.quotable())
	}
	*t = s.text == "true"
	return ""
}

var (
	wholeForm  = regexp.MustCompile(`^(0|[1-9][0-9]*)$`)
	numberForm = regexp.MustCompile(`^(0|[1-9][0-9]*)(\.[0-9]+)?([eE][-+]?[0-9]+)?$`)
)

// MaxWhole and MaxNumber are the largest numbers that a file may have: more is a typing error.
const (
	MaxWhole  = 1_000_000_000
	MaxNumber = 1e15
)

func (s scalar) whole(t *int) string {
	if !s.plain || !wholeForm.MatchString(s.text) {
		return fmt.Sprintf("expected a whole number like 3, not negative and without quotes, got %s", s.quotable())
	}
	n, err := strconv.Atoi(s.text)
	if err != nil || n > MaxWhole {
		return fmt.Sprintf("%s is too large a number", s.quotable())
	}
	*t = n
	return ""
}

func (s scalar) number(t *float64) string {
	if !s.plain || !numberForm.MatchString(s.text) {
		return fmt.Sprintf("expected a number like 3 or 0.5, not negative and without quotes, got %s", s.quotable())
	}
	n, err := strconv.ParseFloat(s.text, 64)
	if err != nil || math.IsInf(n, 0) || n > MaxNumber {
		return fmt.Sprintf("%s is too large a number", s.quotable())
	}
	*t = n
	return ""
}
