package settings

import (
	"path/filepath"
	"regexp"
	"slices"
	"strings"
)

// programs that run a text given by an option, with the names of those options.
var textRunners = []struct {
	name    *regexp.Regexp
	letters string
	words   []string
}{
	{regexp.MustCompile(`^(ba|da|z|k|a|mk|c|tc|fi|r|ya)?sh$`), "c", []string{"--command"}},
	{regexp.MustCompile(`^(python|pypy)[0-9.]*$`), "c", nil},
	{regexp.MustCompile(`^(perl|ruby|lua|luajit|osascript)[0-9.]*$`), "eE", nil},
	{regexp.MustCompile(`^(node|nodejs|bun|deno)$`), "ep", []string{"--eval", "--print", "eval"}},
	{regexp.MustCompile(`^php[0-9.]*$`), "rBRE", []string{"--run"}},
	{regexp.MustCompile(`^(su|runuser|script|flock|watch)$`), "c", []string{"--command", "--session-command"}},
	{regexp.MustCompile(`^(powershell|pwsh)$`), "", []string{"-c", "-command", "-encodedcommand", "-e", "-ec"}},
	{regexp.MustCompile(`^cmd$`), "", []string{"/c", "/k"}},
}

// launchers run the program that is named among their arguments.
var launchers = []string{
	"busybox", "toybox", "env", "sudo", "doas", "nice", "nohup", "timeout", "stdbuf", "setsid", "xargs", "find", "chroot", "setpriv", "ionice", "taskset", "chrt",
	"time", "unshare", "nsenter", "ip", "systemd-run", "parallel", "strace", "ltrace", "gosu", "su-exec", "tini", "dumb-init", "bwrap", "firejail", "proxychains",
	"proxychains4", "torsocks", "unbuffer", "docker", "podman", "nerdctl", "kubectl", "oc", "lxc-attach", "machinectl", "negate",
}

// shellIn finds a program in a command, also behind env or sudo, that runs another argument as a program text: sh -c. Arguments of other
// programs are left alone: -c is an option of most plugins.
func shellIn(command []string) string {
	if len(command) == 0 {
		return ""
	}
	if !slices.Contains(launchers, program(command[0])) {
		return runsText(command)
	}
	for i := range command {
		if found := runsText(command[i:]); found != "" {
			return found
		}
	}
	return ""
}

// program returns the name of a program without its folder and ending.
func program(path string) string {
	return strings.TrimSuffix(strings.ToLower(filepath.Base(strings.ReplaceAll(path, `\`, "/"))), ".exe")
}

// runsText returns how a program, its arguments behind it, runs one of them as a program text.
func runsText(command []string) string {
	name, arguments := program(command[0]), command[1:]
	switch name {
	case "awk", "gawk", "mawk", "nawk":
		return name
	case "ssh", "check_by_ssh":
		if slices.ContainsFunc(arguments, func(a string) bool { return strings.Contains(a, "{") }) {
			return name + ", a shell on the other machine"
		}
	}
	for _, r := range textRunners {
		if !r.name.MatchString(name) {
			continue
		}
		if option := textOption(arguments, r.letters, r.words); option != "" {
			return name + " " + option
		}
	}
	return ""
}

// textOption finds the option behind which a program text follows.
func textOption(arguments []string, letters string, words []string) string {
	for _, a := range arguments {
		long, _, _ := strings.Cut(strings.ToLower(a), "=")
		switch {
		case slices.Contains(words, long):
			return a
		case a == "--", !strings.HasPrefix(a, "-") && strings.ContainsAny(a, `/.\`):
			return "" // a file with the program: what follows are its own arguments
		case len(a) > 1 && a[0] == '-' && a[1] != '-' && strings.ContainsAny(a[1:], letters) && onlyLetters(a[1:]):
			return a
		}
	}
	return ""
}

// onlyLetters reports whether an argument is several options in one, as in -ec but not in -Hname.
func onlyLetters(s string) bool {
	return len(s) <= 4 && !strings.ContainsFunc(s, func(r rune) bool { return (r < 'a' || r > 'z') && (r < 'A' || r > 'Z') })
}
