package model

import (
	"strings"

	"supplierwatch/internal/ordernumber"
)

// MailNumbers returns the numbers that the mail of a confirmation names. What an order response by machine names is all that it is about.
func (f Fact) MailNumbers() []ordernumber.Number {
	if reference := f.Data[DataReference]; reference != "" {
		return []ordernumber.Number{{Readings: []string{reference}, Named: true}}
	}
	var found []ordernumber.Number
	for _, key := range []string{DataOrders, DataReferences, DataOwn} {
		for _, text := range strings.Fields(f.Data[key]) {
			found = append(found, ordernumber.Number{Readings: strings.Split(text, "|"), Named: key == DataOrders, Own: key == DataOwn})
		}
	}
	return found
}

// QuotedNumbers returns the numbers that a mail repeats of another one. They count where it names no order by itself.
func (f Fact) QuotedNumbers() []ordernumber.Number {
	var found []ordernumber.Number
	for _, text := range strings.Fields(f.Data[DataQuoted]) {
		found = append(found, ordernumber.Number{Readings: strings.Split(text, "|")})
	}
	return found
}
