// Package registryfinding finds and words what is to be said about the registry itself: that it cannot be read, that it has values which are refused
// since this version, that keys in it have no effect, and that dates of past events lie in the future.
package registryfinding
