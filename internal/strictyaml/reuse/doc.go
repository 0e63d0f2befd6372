// Package reuse has the memory that reading many values of the same types needs again and again.
package reuse
