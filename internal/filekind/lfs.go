package filekind

import "bytes"

// LFSPointerBytes is how many bytes show whether a text is a pointer of Git LFS.
const LFSPointerBytes = 64

// LFSPointer is the message about a pointer of Git LFS, with what to do about it.
const LFSPointer = "it is a pointer of Git LFS, and the file itself was not fetched: run `git lfs pull`; in CI, fetch files of Git LFS in the checkout"

// IsLFSPointer reports whether a text is what Git LFS puts in place of a file (git-lfs, docs/spec.md, section "The Pointer").
func IsLFSPointer(text []byte) bool {
	return bytes.HasPrefix(text, []byte("version https://git-lfs.github.com/spec/"))
}
