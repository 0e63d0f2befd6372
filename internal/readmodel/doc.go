// Package readmodel returns what the page, the API, the metrics and the links of mails show: from the last evaluation, the registry in force and
// what is recorded.
package readmodel
