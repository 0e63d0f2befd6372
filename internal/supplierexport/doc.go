// Package supplierexport makes a list of the suppliers of a registry, with the columns that an import reads.
package supplierexport
