package store

import (
	"fmt"
	"strings"
)

// Damage is the error for a database that does not hold what was written to it. A store that found damage once returns it for every
// request from then on: nobody acts on the content of a damaged database, nor on its silence.
type Damage struct {
	Found  []string // what is wrong, the first few
	Remedy string   // how to get back a sound database, which depends on the engine
}

// Error returns what was found and the remedy.
func (d *Damage) Error() string {
	return fmt.Sprintf("it is damaged (%s); %s", strings.Join(d.Found, "; "), d.Remedy)
}
