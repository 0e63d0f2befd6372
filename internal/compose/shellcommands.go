package compose

import (
	"regexp"
	"strings"

	"supplierwatch/internal/compose/document"
)

// shellCommands returns the shell commands that answer an alert, where replies by mail are not read.
func shellCommands(c *Composer, v View, x item, r reader) []document.ShellLine {
	id := alertID(x.alert.ID)
	if id == "?" || c.Replies {
		return nil
	}
	means := "I am taking this"
	if until := holdsUntil(v, x, r); until != "" {
		means += " (until " + until + ")"
	}
	var lines []document.ShellLine
	if x.finding.Advice.Accept {
		lines = append(lines, document.ShellLine{Line: "supplierwatch accept " + id, Does: "a call to a number on file has confirmed the change"})
	}
	return append(lines,
		document.ShellLine{Line: "supplierwatch ack " + id + ` --note "on it"`, Does: means},
		document.ShellLine{Line: "supplierwatch snooze " + id + " 3 days", Does: "remind me later, or sooner if it gets worse"},
	)
}

// shellCommandForAll returns the command that acknowledges every alert of a mail, where replies by mail are not read.
func shellCommandForAll(c *Composer, items []item) []document.ShellLine {
	if c.Replies {
		return nil
	}
	ids := make([]string, 0, len(items))
	for _, x := range items {
		if id := alertID(x.alert.ID); id != "?" {
			ids = append(ids, id)
		}
	}
	line := "supplierwatch ack " + strings.Join(ids, " ")
	if len(ids) < 2 || document.Columns(line) > document.TextWidth-2 {
		return nil
	}
	return []document.ShellLine{{Line: line, Does: "I am taking all of them"}}
}

// safeWord is what a shell takes without quotes.
var safeWord = regexp.MustCompile(`^[A-Za-z0-9_./@%+=:,-]+$`)

// shellWord quotes a word for a shell where it must be quoted.
func shellWord(s string) string {
	if safeWord.MatchString(s) {
		return s
	}
	return "'" + strings.ReplaceAll(s, "'", `'\''`) + "'"
}
