// Package flatyaml reads the plain part of YAML that most registries are written in, several times as fast as the library yaml.v3, and to the same
// nodes: keys and lists by indentation, values on one line, flow collections on one line, and texts below |. Comments are skipped. Whatever else a text has,
// such as anchors, tags, escapes or values of several lines, is not read at all: the caller then lets the library read it, which also finds what is
// wrong with a text.
package flatyaml
