package commandline

import (
	"fmt"
	"slices"
	"strings"

	"supplierwatch/internal/strictyaml"
)

// usageCode is the exit code for a wrong registry, configuration or usage.
const usageCode = 2

// ExitError is an error that carries its exit code. One without an error has already been reported.
type ExitError struct {
	Code int
	Err  error
}

// Error returns what is wrong.
func (e ExitError) Error() string {
	if e.Err == nil {
		return ""
	}
	return e.Err.Error()
}

// Unwrap returns the error.
func (e ExitError) Unwrap() error { return e.Err }

// Usage returns an error in how a command was called.
func Usage(format string, values ...any) error {
	return ExitError{Code: usageCode, Err: fmt.Errorf(format, values...)}
}

// Reported returns the error of a command that has already reported what is wrong.
func Reported() error { return ExitError{Code: usageCode} }

// OneOf returns an error unless the value of a flag is one of the words.
func OneOf(command, flag, value string, words ...string) error {
	if slices.Contains(words, value) {
		return nil
	}
	if near, ok := strictyaml.Suggest(value, words); ok {
		return Usage("%s: --%s %q is not known; did you mean --%s %s?", command, flag, value, flag, near)
	}
	return Usage("%s: --%s %q is not known; expected one of %s", command, flag, value, strings.Join(words, ", "))
}
