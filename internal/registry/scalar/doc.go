// Package scalar has the types of single values in a registry: ids, addresses, phone numbers, codes, times, rules and limits. Each reads itself from text,
// refuses what is not valid with a message that says what was expected, and knows its pattern for the JSON Schema.
package scalar
