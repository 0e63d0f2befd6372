// Package listimport brings lists of suppliers into a registry: it reads the files, compares them with the registry, and writes the difference.
package listimport
