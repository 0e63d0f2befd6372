// Package cache keeps what was built of the files of a registry, so that a program that starts again need not read the unchanged ones as YAML.
//
// One file of the cache belongs to one registry. It holds the suppliers of each file of the registry under the SHA-256 of its content. They count only
// for the program that wrote them, and only while the files that define teams, calendars, tiers and the like are the same. A file with any
// problem is not kept. So what comes from the cache equals what the files would give.
//
// Nothing about the cache is an error: what is missing, damaged, of another program, or readable or writable by others is not used.
//
//	magic, program, organisation │ suppliers, up to 64 a part │ table: file → parts with their checksums │ place and checksum of the table
package cache
