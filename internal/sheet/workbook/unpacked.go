package workbook

import (
	"archive/zip"
	"bytes"
	"errors"
	"fmt"
	"io"
)

// Limits of a workbook, whose parts are compressed: a small file can become a very large one.
const (
	maxUnpacked = 256 << 20
	maxInMemory = 16 << 20 // larger parts are unpacked into temporary files
	maxParts    = 10_000
)

var errNotWorkbook = errors.New("it is not a workbook of Excel (.xlsx): save it as .xlsx or as CSV UTF-8")

// unpackable opens a file whose parts are not larger than they may be, whatever sizes they announce.
func unpackable(data []byte) (*zip.Reader, error) {
	archive, err := zip.NewReader(bytes.NewReader(data), int64(len(data)))
	if err != nil {
		return nil, errNotWorkbook
	}
	if len(archive.File) > maxParts {
		return nil, fmt.Errorf("the workbook has %d parts, and at most %d are read", len(archive.File), maxParts)
	}
	left := int64(maxUnpacked)
	for _, part := range archive.File {
		size, err := unpackedSize(part, left)
		if left -= size; left < 0 {
			return nil, fmt.Errorf("the workbook is larger than %d MB when it is unpacked: divide the list", maxUnpacked>>20)
		}
		if err != nil {
			return nil, errors.New("the workbook is damaged: it cannot be unpacked")
		}
	}
	return archive, nil
}

// unpackedSize unpacks a part up to a limit, and returns how large it is.
func unpackedSize(part *zip.File, limit int64) (int64, error) {
	if part.UncompressedSize64 > uint64(limit) {
		return limit + 1, nil
	}
	opened, err := part.Open()
	if err != nil {
		return 0, err
	}
	defer opened.Close()
	return io.Copy(io.Discard, io.LimitReader(opened, limit+1))
}
