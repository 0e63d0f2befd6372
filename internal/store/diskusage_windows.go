package store

import "golang.org/x/sys/windows"

// diskOf counts the bytes of the disk that a folder is on, as far as this user may fill it.
func diskOf(folder string) (used, free uint64, err error) {
	name, err := windows.UTF16PtrFromString(folder)
	if err != nil {
		return 0, 0, err
	}
	var total uint64
	if err := windows.GetDiskFreeSpaceEx(name, &free, &total, nil); err != nil {
		return 0, 0, err
	}
	return total - free, free, nil
}
