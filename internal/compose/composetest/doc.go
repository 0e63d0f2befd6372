// Package composetest has what the tests of mails need: a registry, and golden files.
package composetest
