// Package commandline holds what all commands have in common: errors with exit codes, words of flags, and files that appear whole or not at all.
package commandline
