package alert

import (
	"reflect"
	"testing"
	"time"

	"supplierwatch/internal/civil"
	"supplierwatch/internal/model"
)

// TestSameSeesEveryField changes one field of an alert at a time, so that a field added to the words cannot be forgotten in the comparison.
func TestSameSeesEveryField(t *testing.T) {
	kind := reflect.TypeFor[model.Alert]()
	for i := range kind.NumField() {
		var a, b model.Alert
		if !same(&a, &b) {
			t.Fatal("two empty alerts differ")
		}
		field := reflect.ValueOf(&b).Elem().Field(i)
		field.Set(reflect.ValueOf(other(t, field.Interface())))
		if same(&a, &b) {
			t.Errorf("two alerts that differ in %s are taken for the same", kind.Field(i).Name)
		}
	}
}

// other gives a value of the same type that is not zero.
func other(t *testing.T, zero any) any {
	t.Helper()
	switch zero.(type) {
	case time.Time:
		return time.Unix(1, 0)
	case civil.Date:
		return civil.NewDate(2026, time.November, 23)
	case model.Subject:
		return model.SubjectSupplier
	case *model.Money:
		return &model.Money{Hundredths: 1}
	}
	v := reflect.New(reflect.TypeOf(zero)).Elem()
	switch v.Kind() {
	case reflect.String:
		v.SetString("x")
	case reflect.Int, reflect.Int64:
		v.SetInt(1)
	case reflect.Bool:
		v.SetBool(true)
	case reflect.Slice:
		v.Set(reflect.MakeSlice(v.Type(), 1, 1))
	default:
		t.Fatalf("no other value of %T is known", zero)
	}
	return v.Interface()
}
