// Package checkdiff compares two evaluations of a registry at the same instant and with the same facts: that of a change, such as a pull
// request, and that of the registry before it. What differs follows from the change alone.
package checkdiff
