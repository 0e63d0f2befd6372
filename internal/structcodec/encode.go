package structcodec

import (
	"encoding/binary"
	"reflect"
)

// Encoder encodes values one after another.
type Encoder struct {
	// Common is a text that all values share and that is not stored; the functions of By may rely on it.
	Common string

	references *References
	data       []byte
	pointers   map[pointer]int // of the present value
	err        error
}

// pointer is a pointer of one type: a struct and its first field have the same address.
type pointer struct {
	typ reflect.Type
	to  uintptr
}

// NewEncoder returns an encoder that appends to data.
func NewEncoder(data []byte, references *References, common string) *Encoder {
	return &Encoder{Common: common, references: references, data: data, pointers: map[pointer]int{}}
}

// Bytes returns what was encoded, or the first error.
func (e *Encoder) Bytes() ([]byte, error) { return e.data, e.err }

// Fail makes the encoding fail, unless it has failed before.
func (e *Encoder) Fail(err error) {
	if e.err == nil {
		e.err = err
	}
}

// Uint encodes a number.
func (e *Encoder) Uint(n uint64) { e.data = binary.AppendUvarint(e.data, n) }

// Int encodes a number that may be negative.
func (e *Encoder) Int(n int64) { e.data = binary.AppendVarint(e.data, n) }

// Text encodes a string.
func (e *Encoder) Text(s string) {
	e.Uint(uint64(len(s)))
	e.data = append(e.data, s...)
}

// reserve appends zeros, and returns where they begin.
func (e *Encoder) reserve(size int) int {
	at := len(e.data)
	e.data = append(e.data, make([]byte, size)...)
	return at
}
