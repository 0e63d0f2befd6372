package replycmd

import "strings"

// WithoutOffers returns a text without the lines by which our mail offers commands, such as "ack 1   I am taking this". Where a mail program marks no
// quotation they would be carried out. The first line is kept: whoever copies one there means it.
func WithoutOffers(text, sent string) string {
	offered := offersIn(sent)
	var kept []string
	first := true
	for line := range strings.Lines(text) {
		words := strings.Join(strings.Fields(line), " ")
		if first || !offered.include(words) {
			kept = append(kept, strings.TrimRight(line, "\r\n"))
		}
		first = first && words == ""
	}
	return strings.Join(kept, "\n")
}

// offers are lines of a mail that explain a command, each with the length of the command.
type offers map[string]int

// offersIn finds the lines of a mail in which an explanation follows a command in a column of its own.
func offersIn(sent string) offers {
	found := offers{}
	for line := range strings.Lines(sent) {
		command, explained, inColumns := strings.Cut(strings.TrimSpace(line), "  ")
		if inColumns {
			found[command+" "+strings.Join(strings.Fields(explained), " ")] = len(command)
		}
	}
	return found
}

// include reports whether a line is one of our lines, or the beginning of one with a part of its explanation.
func (o offers) include(line string) bool {
	if _, whole := o[line]; whole {
		return true
	}
	for ours, command := range o {
		if len(line) > command+1 && strings.HasPrefix(ours, line) {
			return true
		}
	}
	return false
}
