package web

import (
	"fmt"
	"strconv"
	"strings"
)

// daysLeft returns a number of days in words.
func daysLeft(n *int) string {
	switch {
	case n == nil:
		return ""
	case *n == 0:
		return "today"
	case *n == 1:
		return "tomorrow"
	case *n > 1:
		return fmt.Sprintf("in %d days", *n)
	case *n == -1:
		return "yesterday"
	}
	return fmt.Sprintf("%d days ago", -*n)
}

func number(n int) string { return strconv.Itoa(n) }

// capital begins a sentence.
func capital(s string) string { return strings.ToUpper(s[:1]) + s[1:] }
