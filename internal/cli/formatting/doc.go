// Package formatting holds the command fmt, which gives the files of a registry one layout.
package formatting
