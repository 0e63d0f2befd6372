package web

import "fmt"

// daysLeft tells a number of days as people say it.
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
