package response

import (
	"errors"
	"net/http"

	"supplierwatch/internal/model"
)

// Refusal is why a request is not carried out, with the status that HTTP has for it.
type Refusal struct {
	status int
	why    string
}

// Refuse returns a refusal. The client is shown the reason.
func Refuse(status int, why string) *Refusal { return &Refusal{status: status, why: why} }

// Error returns the reason, in words for the client.
func (r *Refusal) Error() string { return r.why }

// statusOf is the status that HTTP has for each kind of refusal.
var statusOf = map[model.RefusalKind]int{
	model.RefusedInvalid: http.StatusBadRequest, model.RefusedUnfit: http.StatusUnprocessableEntity, model.RefusedUnknown: http.StatusNotFound,
	model.RefusedConflict: http.StatusConflict, model.RefusedSender: http.StatusForbidden,
	model.RefusedNotReady: http.StatusServiceUnavailable,
}

// Status returns the status of an error, and the words for the client. The details of an error that is not a refusal appear in the log only.
func (w Writer) Status(err error) (status int, why string) {
	if r, ok := errors.AsType[*Refusal](err); ok {
		return r.status, r.why
	}
	if r, ok := errors.AsType[*model.Refusal](err); ok {
		return statusOf[r.Kind], r.Why
	}
	w.Log.Error("A request could not be answered.", "error", err)
	return http.StatusInternalServerError, "internal error; the log says why"
}
