package structcodec

import "reflect"

// References is a table of pointers that encoded values refer to by number. Encoder and decoder need tables in the same order.
type References struct {
	numbers map[any]int
	values  []reflect.Value
}

// Add adds a pointer, unless the table has it.
func (r *References) Add(pointer any) {
	if _, known := r.numbers[pointer]; known {
		return
	}
	if r.numbers == nil {
		r.numbers = map[any]int{}
	}
	r.numbers[pointer] = len(r.values)
	r.values = append(r.values, reflect.ValueOf(pointer))
}
