// Package registryfinding words what is to be said about the registry itself: that it cannot be read, that it has values which are refused since
// this version, and that keys in it have no effect.
package registryfinding
