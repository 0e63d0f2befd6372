// Package files finds, reads and replaces the files of a registry. A registry is given as files and folders; symbolic links inside it may not lead
// outside, so that nobody who may edit a registry can thereby read or write other files of the machine.
//
//	List     the *.yaml and *.yml files below the given paths, each once
//	Read     a regular file of bounded size, opened through os.Root
//	Replace  new content in one step, safe from crashes and concurrent editors
//	WritableByOthers  files and folders that every user of the machine may change
package files
