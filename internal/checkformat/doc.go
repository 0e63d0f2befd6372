// Package checkformat writes the outcome of a check in the formats that CI systems, code hosts and monitoring systems read. It is pure: the
// caller finds the files' places in the repository and writes the bytes.
//
// One file holds one format. Each format keeps the limits of the program that reads it, and text of a registry cannot leave its place: it
// neither ends a line, an element or a cell nor becomes a command.
package checkformat
