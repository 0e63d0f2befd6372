package sqlite

import "golang.org/x/sys/windows"

// diskUsage counts the bytes of the disk that a folder is on, as far as this user may fill it.
func diskUsage(folder string) (used, free uint64, err error) {
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
