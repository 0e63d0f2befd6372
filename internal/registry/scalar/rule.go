package scalar

import (
	"errors"
	"fmt"
	"maps"
	"regexp"
	"slices"
	"strconv"
	"strings"

	"supplierwatch/internal/civil"
	"supplierwatch/internal/rulebook"
	"supplierwatch/internal/strictyaml"
)

// RuleName is any rule.
type RuleName string

// UnmarshalText looks the rule up.
func (r *RuleName) UnmarshalText(b []byte) error {
	if slices.Contains(rulebook.Names(), string(b)) {
		*r = RuleName(b)
		return nil
	}
	return unknownRule(string(b), "is not a rule", rulebook.Names())
}

// Choices belongs to the schema: what can be written, too long a list for a message.
func (RuleName) Choices() []string { return rulebook.Names() }

// LimitedRule is a rule that has a limit.
type LimitedRule string

// UnmarshalText looks the rule up among those with a limit.
func (r *LimitedRule) UnmarshalText(b []byte) error {
	if limited := (*r).Choices(); !slices.Contains(limited, string(b)) {
		return unknownRule(string(b), "is not a rule with a limit", limited)
	}
	*r = LimitedRule(b)
	return nil
}

// Choices belongs to the schema.
func (LimitedRule) Choices() []string { return LimitedRules }

// LimitedRules lists the rules that have a limit, sorted.
var LimitedRules = slices.Sorted(maps.Keys(rulebook.DefaultLimits().Thresholds))

func unknownRule(name, message string, known []string) error {
	if near, ok := strictyaml.Suggest(name, known); ok {
		return fmt.Errorf("%s; did you mean `%s`?", message, near)
	}
	return fmt.Errorf("%s; see `explain` for their names", message)
}

// Limit is a period or a share.
type Limit struct {
	Period civil.Period
	Share  float64
}

const sharePattern = `^[0-9]{1,3}(\.[0-9]+)? ?%$`

var shareForm = regexp.MustCompile(sharePattern)

// UnmarshalText reads 180 days or 90 %.
func (l *Limit) UnmarshalText(b []byte) error {
	if !strings.HasSuffix(string(b), "%") {
		period, err := civil.ParsePeriod(string(b))
		if err != nil {
			return errors.New("is not a valid limit: expected a period like 180 days or a share like 90 %" + strictyaml.ShareMeant(string(b)))
		}
		l.Period = period
		return nil
	}
	percent, err := strconv.ParseFloat(strings.TrimSpace(strings.TrimSuffix(string(b), "%")), 64)
	if !shareForm.Match(b) || err != nil || percent > 100 {
		return errors.New("is not a valid share: expected a number from 0 to 100 with %, like 90 %" + strictyaml.ShareMeant(string(b)))
	}
	l.Share = percent / 100
	if why := strictyaml.UnclearShare(string(b)); why != "" {
		return strictyaml.NewlyRefusedError(why)
	}
	return nil
}

// Unquoted implements strictyaml.Unquoted.
func (Limit) Unquoted() {}

// Pattern belongs to the schema.
func (Limit) Pattern() string { return strictyaml.PeriodPattern + "|" + sharePattern }

// Quantity is an amount in a unit, such as 40 kg.
type Quantity string

// UnmarshalText takes any text and refuses a number in it that can be read in several ways.
func (q *Quantity) UnmarshalText(b []byte) error {
	*q = Quantity(b)
	if why := strictyaml.Quantity(string(b)); why != "" {
		return strictyaml.NewlyRefusedError(why)
	}
	return nil
}

// UnclearNumber implements strictyaml.Numbered.
func (Quantity) UnclearNumber(text string) string { return strictyaml.Quantity(text) }

// FreeText implements strictyaml.FreeText.
func (Quantity) FreeText() {}

// Pattern belongs to the schema.
func (Quantity) Pattern() string { return strictyaml.TextPattern }

// Phrase is what a mail is known by: words, or a regular expression between slashes.
type Phrase string

// FreeText implements strictyaml.FreeText.
func (Phrase) FreeText() {}

// UnmarshalText compiles a regular expression.
func (p *Phrase) UnmarshalText(b []byte) error {
	text := string(b)
	if len(text) > 1 && text[0] == '/' && text[len(text)-1] == '/' {
		if _, err := regexp.Compile(text[1 : len(text)-1]); err != nil {
			return fmt.Errorf("is not a valid regular expression (RE2): %s", strings.TrimPrefix(err.Error(), "error parsing regexp: "))
		}
	}
	*p = Phrase(b)
	return nil
}
