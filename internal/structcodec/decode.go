package structcodec

import (
	"errors"
	"reflect"
)

var (
	errTooShort  = errors.New("the data ends too early")
	errTooLarge  = errors.New("a number is too large")
	errReference = errors.New("what a value refers to is not known")
)

// Decoder decodes values one after another. Strings that it returns are parts of the data.
type Decoder struct {
	// Common is the text that all values share and that is not stored.
	Common string

	references *References
	data       string
	pointers   []reflect.Value // of the present value
	err        error
}

// NewDecoder returns a decoder of what an encoder with the same references encoded.
func NewDecoder(data string, references *References, common string) *Decoder {
	return &Decoder{Common: common, references: references, data: data}
}

// End returns the first error; data that nothing was decoded of is one.
func (d *Decoder) End() error {
	if d.err == nil && d.data != "" {
		return errors.New("there is more data than values")
	}
	return d.err
}

// Fail makes the decoding fail, unless it has failed before.
func (d *Decoder) Fail(err error) {
	if d.err == nil {
		d.err = err
	}
	d.data = ""
}

// Uint decodes a number; 0 after an error.
func (d *Decoder) Uint() (n uint64) {
	for i := 0; i < len(d.data) && i < 10; i++ {
		b := d.data[i]
		if i == 9 && b > 1 {
			break
		}
		n |= uint64(b&0x7f) << (7 * i)
		if b < 0x80 {
			d.data = d.data[i+1:]
			return n
		}
	}
	d.Fail(errTooShort)
	return 0
}

// Int decodes a number that may be negative; 0 after an error.
func (d *Decoder) Int() int64 {
	n := d.Uint()
	return int64(n>>1) ^ -int64(n&1)
}

// Text decodes a string; an empty one after an error.
func (d *Decoder) Text() string {
	n := d.Uint()
	if n > uint64(len(d.data)) {
		d.Fail(errTooShort)
		return ""
	}
	return d.take(int(n))
}

// take returns the next bytes; zeros after an error.
func (d *Decoder) take(size int) string {
	if size > len(d.data) {
		d.Fail(errTooShort)
		return string(make([]byte, size))
	}
	taken := d.data[:size]
	d.data = d.data[size:]
	return taken
}

// length decodes how many items follow, each of at least one byte; false for a nil list and after an error.
func (d *Decoder) length() (int, bool) {
	n := d.Uint()
	if n == 0 {
		return 0, false
	}
	if n-1 > uint64(len(d.data)) {
		d.Fail(errTooShort)
		return 0, false
	}
	return int(n - 1), true
}
