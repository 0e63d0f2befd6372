package probe

import "os/exec"

// ownGroup leaves the command as it is: there are no process groups here, and
// its context ends the command alone.
func ownGroup(*exec.Cmd) {}

// endGroup has nothing to end.
func endGroup(*exec.Cmd) {}
