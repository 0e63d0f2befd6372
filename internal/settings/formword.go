package settings

import (
	"errors"
	"fmt"
	"maps"
	"regexp"
	"slices"
	"strconv"
	"strings"

	"supplierwatch/internal/civil"
	"supplierwatch/internal/model"
	"supplierwatch/internal/rulebook"
	"supplierwatch/internal/strictyaml"
)

// namePattern is the form of names that people choose here and use in the registry.
const namePattern = `^[A-Za-z0-9_.-]+$`

var nameForm = regexp.MustCompile(namePattern)

// named returns the entries of a table names that can be referred to.
type named struct{}

// NamePattern implements strictyaml.Named.
func (named) NamePattern() string { return namePattern }

// CheckName implements strictyaml.Named.
func (named) CheckName(name string) error {
	if !nameForm.MatchString(name) {
		return errors.New("may contain only letters, digits, dots, hyphens and underscores")
	}
	return nil
}

// Words lists the ways.
func (TLS) Words() []string { return []string{string(StartTLS), string(Implicit), string(NoTLS)} }

// Words lists the mechanisms.
func (Auth) Words() []string {
	return []string{string(AuthPlain), string(AuthLogin), string(AuthSCRAM), string(AuthXOAuth2), string(AuthNone)}
}

// Words lists the grants.
func (Grant) Words() []string { return []string{string(GrantClient), string(GrantJWT)} }

// Words lists the formats.
func (WebhookFormat) Words() []string { return []string{string(Generic), string(Alertmanager)} }

// Words lists what mail without Authentication-Results may count as.
func (Unstamped) Words() []string { return []string{string(UnstampedInternal)} }

// authServID is the name under which a mail server writes Authentication-Results, or none.
type authServID string

const authServIDPattern = "^[^\\s;()\"=]+$"

var authServIDForm = regexp.MustCompile(authServIDPattern)

// UnmarshalText checks the name (RFC 8601, section 2.5).
func (a *authServID) UnmarshalText(b []byte) error {
	if !authServIDForm.Match(b) {
		return errors.New("is not a name that a mail server writes in Authentication-Results: expected one like mx.buyer.example, or none")
	}
	*a = authServID(b)
	return nil
}

// Unquoted implements strictyaml.Unquoted.
func (authServID) Unquoted() {}

// Pattern belongs to the schema.
func (authServID) Pattern() string { return authServIDPattern }

type reads string

const (
	readToken reads = "token"
	readOpen  reads = "open"
)

// Words lists who may read.
func (reads) Words() []string { return []string{string(readToken), string(readOpen)} }

type evidence string

const evidenceExcerpt evidence = "excerpt"

// Words lists how much is kept.
func (evidence) Words() []string { return []string{string(evidenceExcerpt)} }

type logFormat string

const logJSON logFormat = "json"

// Words lists the formats.
func (logFormat) Words() []string { return []string{"text", string(logJSON)} }

type logLevel string

// Words lists the levels.
func (logLevel) Words() []string { return []string{"debug", "info", "warn", "error"} }

// mode is a Mode. It has a reader of its own because two of its words mean true and false to some readers of YAML.
type mode string

// UnmarshalText reads the word.
func (m *mode) UnmarshalText(b []byte) error {
	if words := (*m).Choices(); !slices.Contains(words, string(b)) {
		return fmt.Errorf("is not one of %s", strings.Join(words, ", "))
	}
	*m = mode(b)
	return nil
}

// Unquoted implements strictyaml.Unquoted.
func (mode) Unquoted() {}

// Choices belongs to the schema.
func (mode) Choices() []string { return []string{string(ModeOff), string(ModeAsk), string(ModeOn)} }

// occasion is a severity or a rule.
type occasion string

// UnmarshalText looks it up.
func (o *occasion) UnmarshalText(b []byte) error {
	word := string(b)
	if model.Severity(word).Validate() == nil || slices.Contains(rulebook.Names(), word) {
		*o = occasion(b)
		return nil
	}
	if near, ok := strictyaml.Suggest(word, (*o).Choices()); ok {
		return fmt.Errorf("is neither a severity nor a rule; did you mean `%s`?", near)
	}
	return errors.New("is neither a severity nor a rule; see `supplierwatch explain` for their names")
}

// Choices belongs to the schema.
func (occasion) Choices() []string {
	return append([]string{string(model.Critical), string(model.Warning), string(model.Info)}, rulebook.Names()...)
}

// limited returns a predicate for a name that is not a rule with a limit, or nothing.
func limited(name string) string {
	known := rulebook.DefaultLimits().Thresholds
	if _, ok := known[name]; ok {
		return ""
	}
	names := slices.Sorted(maps.Keys(known))
	if near, ok := strictyaml.Suggest(name, names); ok {
		return fmt.Sprintf("is not a rule with a limit; did you mean `%s`?", near)
	}
	return "is not a rule with a limit; expected one of " + strings.Join(names, ", ")
}

// limit is a period or a share.
type limit struct {
	Period civil.Period
	Share  float64 // 0.9 for 90 %
}

const sharePattern = `^([0-9]{1,3}(?:\.[0-9]+)?) ?%$`

var shareForm = regexp.MustCompile(sharePattern)

// UnmarshalText reads 90 days or 90 %.
func (l *limit) UnmarshalText(b []byte) error {
	m := shareForm.FindSubmatch(b)
	if m == nil {
		p, err := strictyaml.ParsePeriod(string(b))
		if err != nil {
			return errors.New("is not a valid limit: expected a period like 90 days, or a share like 90 %" + strictyaml.ShareMeant(string(b)))
		}
		l.Period = p
		return nil
	}
	percent, err := strconv.ParseFloat(string(m[1]), 64)
	if err != nil || percent > 100 {
		return errors.New("is not a valid share: expected a number from 0 to 100 with %, like 90 %")
	}
	l.Share = percent / 100
	if why := strictyaml.UnclearShare(string(b)); why != "" {
		return strictyaml.NewlyRefusedError(why)
	}
	return nil
}

// Unquoted implements strictyaml.Unquoted.
func (limit) Unquoted() {}

// Pattern belongs to the schema.
func (limit) Pattern() string { return sharePattern + `|` + strictyaml.PeriodPattern }
