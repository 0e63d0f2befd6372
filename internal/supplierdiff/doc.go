// Package supplierdiff compares lists of suppliers with the registry: which suppliers are new, and what of the others differs.
//
// A supplier is found by its id, else by its number in the ERP system, else by its name, so that a second import of the same list changes nothing.
// What a list does not hold stays as it is: an empty cell removes nothing, and neither does a supplier that is not in the list.
package supplierdiff
