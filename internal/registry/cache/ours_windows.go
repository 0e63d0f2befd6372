package cache

import "io/fs"

// isOurs trusts the rights of the folder: they are those of the user's profile.
func isOurs(fs.FileInfo) bool { return true }

// belongsToUs trusts the rights of the folder: they are those of the user's profile.
func belongsToUs(fs.FileInfo) bool { return true }
