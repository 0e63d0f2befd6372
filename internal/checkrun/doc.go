// Package checkrun decides what the command check writes and how it exits: which findings count, which format they are written in, and what a
// CI system or a monitoring system concludes.
package checkrun
