package registry

import (
	"os"
	"path/filepath"
	"reflect"
	"testing"

	"supplierwatch/internal/model"
	"supplierwatch/internal/registry/holidayfiles"
)

// TestEveryKeyIsReadInPartsAsWhole reads the registries that are right in parts, and as a whole by the library.
func TestEveryKeyIsReadInPartsAsWhole(t *testing.T) {
	files, err := filepath.Glob("testdata/ok/*.yaml")
	if err != nil || len(files) == 0 {
		t.Fatal(files, err)
	}
	divided := 0
	for _, file := range files {
		text := contentOf(t, file)
		got, problems := assembleTexts(parse, text)
		want, expected := assembleTexts(parseWhole, text)
		withoutCalendars(got)
		withoutCalendars(want)
		if !reflect.DeepEqual(got, want) || !reflect.DeepEqual(problems, expected) {
			t.Errorf("%s: %+v, %v\ndecoded as a whole:\n%+v, %v", file, got, problems, want, expected)
		}
		if len(parse(file, text.Data).parts) > 0 {
			divided++
		}
	}
	if divided == 0 {
		t.Error("no file was read in parts")
	}
}

// withoutCalendars takes away what cannot be compared.
func withoutCalendars(r *model.Registry) {
	if r == nil {
		return
	}
	r.Calendars, r.Unowned = nil, nil
	for _, team := range r.Teams {
		team.Calendar = nil
	}
	for _, s := range r.Suppliers {
		s.Calendar = nil
	}
}

func contentOf(t *testing.T, file string) Content {
	t.Helper()
	data, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	return Content{Name: file, Data: data}
}

// TestARegistryKeepsNoTextOfItsFiles holds that no text of a supplier is part of the text of its file, which would stay in memory as a whole.
func TestARegistryKeepsNoTextOfItsFiles(t *testing.T) {
	source := parse("whole.yaml", contentOf(t, "testdata/ok/whole.yaml").Data)
	if len(source.parts) == 0 {
		t.Fatal("the file is not read in parts")
	}
	var from, to []uintptr
	for _, part := range source.parts {
		begin := uintptr(reflect.ValueOf(part.Text).UnsafePointer())
		from, to = append(from, begin), append(to, begin+uintptr(len(part.Text)))
	}
	texts := 0
	eachText(reflect.ValueOf(source.buildAlone(t)), map[uintptr]bool{}, func(text reflect.Value) {
		texts++
		at := uintptr(text.UnsafePointer())
		for i := range from {
			if text.Len() > 0 && at >= from[i] && at < to[i] {
				t.Errorf("%q is part of the text of its file", text.String())
			}
		}
	})
	if texts < 100 {
		t.Errorf("only %d texts were looked at", texts)
	}
}

// buildAlone builds the suppliers of a file that is a registry by itself.
func (s *source) buildAlone(t *testing.T) []builtSupplier {
	t.Helper()
	sources := []*source{s}
	o := newOrganisation(sources, holidayfiles.Set{}, nil, false)
	if whole := o.buildSuppliers(sources); len(whole) > 0 {
		t.Fatal("a part could not be read")
	}
	return sources[0].suppliers
}

// eachText calls do with each string below a value.
func eachText(v reflect.Value, seen map[uintptr]bool, do func(reflect.Value)) {
	switch v.Kind() {
	case reflect.String:
		do(v)
	case reflect.Pointer:
		if !v.IsNil() && !seen[v.Pointer()] {
			seen[v.Pointer()] = true
			eachText(v.Elem(), seen, do)
		}
	case reflect.Slice, reflect.Array:
		for i := range v.Len() {
			eachText(v.Index(i), seen, do)
		}
	case reflect.Map:
		for _, key := range v.MapKeys() {
			eachText(key, seen, do)
			eachText(v.MapIndex(key), seen, do)
		}
	case reflect.Struct:
		for i := range v.NumField() {
			eachText(v.Field(i), seen, do)
		}
	case reflect.Interface:
		if !v.IsNil() {
			eachText(v.Elem(), seen, do)
		}
	}
}
