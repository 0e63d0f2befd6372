// Package pages renders what people see in a browser, and lets them act by forms. All pages of one reader come from one Snapshot between two
// evaluations.
//
// Each page is a file page_NAME.go with a template config/page/NAME.html and a line in Register. Pages work without JavaScript.
package pages
