package imap

import (
	"context"
	"errors"
	"strings"

	"supplierwatch/internal/neterror"
)

// Step is a part of a visit to a mailbox. An error begins with the step that failed.
type Step string

// The steps, in their order.
const (
	StepConnect  Step = "connect"
	StepTLS      Step = "begin TLS"
	StepGreeting Step = "wait for the greeting"
	StepLogin    Step = "log in"
	StepIdentify Step = "send ID"
	StepFolder   Step = "open the folder"
	StepSearch   Step = "search the folder"
	StepFetch    Step = "read the messages"
)

// stepError is an error of a step.
type stepError struct {
	step   Step
	object string // what the step was made with, after its name; may be empty
	err    error
}

func (e *stepError) Error() string {
	why := strings.ReplaceAll(neterror.Words(e.err), context.DeadlineExceeded.Error(), "no answer in time")
	return string(e.step) + e.object + ": " + why
}
func (e *stepError) Unwrap() error { return e.err }

// inStep returns an error as one of a step; nil stays nil.
func inStep(step Step, object string, err error) error {
	if err == nil {
		return nil
	}
	return &stepError{step: step, object: object, err: err}
}

// failedStep returns the step that failed, or none for nil.
func failedStep(err error) Step {
	var failed *stepError
	if errors.As(err, &failed) {
		return failed.step
	}
	return ""
}
