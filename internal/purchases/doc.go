// Package purchases finds what is bought so rarely that nobody has the order in mind: in a list of past purchases, items bought at most twice in two years.
package purchases
