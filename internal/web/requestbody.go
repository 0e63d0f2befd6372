package web

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net/http"
	"strings"

	"supplierwatch/internal/apidoc"
	"supplierwatch/internal/web/response"
)

// mostBytes is how long a request may be.
const mostBytes = 1 << 20

// decode reads the one JSON value that a request may consist of, whatever media type it names. An empty request leaves the value as it is.
func decode(w http.ResponseWriter, r *http.Request, into any) error {
	var read bytes.Buffer
	decoder := json.NewDecoder(io.TeeReader(http.MaxBytesReader(w, r.Body, mostBytes), &read))
	decoder.DisallowUnknownFields()
	err := decoder.Decode(into)
	if errors.Is(err, io.EOF) {
		return nil
	}
	if err == nil {
		err = nothingMore(decoder)
	}
	if err == nil {
		err = checkKeys(read.Bytes())
	}
	if tooLong, ok := errors.AsType[*http.MaxBytesError](err); ok {
		return response.Refuse(http.StatusRequestEntityTooLarge, fmt.Sprintf("the request is longer than %d bytes", tooLong.Limit))
	}
	if err != nil {
		return response.Refuse(http.StatusBadRequest, "expected one JSON object: "+strings.TrimPrefix(apidoc.JSONFault(err).Error(), "json: "))
	}
	return nil
}

// nothingMore checks that a request ends with its one value.
func nothingMore(decoder *json.Decoder) error {
	_, err := decoder.Token()
	switch {
	case errors.Is(err, io.EOF):
		return nil
	case err == nil:
		return errors.New("more follows behind it")
	}
	return err
}
