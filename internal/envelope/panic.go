package envelope

import "fmt"

// RecoverPanic does work that a mistake in one mail may break, and returns the panic as an error.
func RecoverPanic(work func()) (err error) {
	defer func() {
		if cause := recover(); cause != nil {
			err = fmt.Errorf("it broke: %v", cause)
		}
	}()
	work()
	return nil
}
