package replycmd

import (
	"reflect"
	"slices"
	"strings"
)

// Read is a command of a reply, or the error that says what to write in its place.
type Read struct {
	Command
	Err error
}

// mostCommands is how many commands of one reply are carried out.
const mostCommands = 20

// ParseAll reads all commands of a reply to a mail about so many alerts. The first one is in the first line. Those after it, on a line of their own or
// behind a comma, count if they leave no doubt: they are complete, and no free text follows them unless they name an alert. Other words that begin
// like a command are returned as unread: they may be part of a text. So is a complete command with a number behind the free text of another one.
// Without a command in the first line there is none.
//
// What else is written below a command belongs to it, down to the name of the author, whose address is passed.
func ParseAll(text, author string, alerts int) (commands []Read, unread []string) {
	all := lines(text)
	if len(all) == 0 {
		return nil, nil
	}
	first, err := read(partsOf(all[0], alerts)[0], alerts)
	if first.Verb == None {
		return nil, nil
	}
	commands = []Read{{first, err}}
	unread = first.commandInNote(partsOf(all[0], alerts)[0], alerts)
	signed := false
	for i, words := range all {
		signed = signed || i > 0 && isSignature(words, author)
		for j, part := range partsOf(words, alerts) {
			if i == 0 && j == 0 {
				continue
			}
			c, err := read(part, alerts)
			switch {
			case isRepeated(commands, c):
				continue
			case c.Verb != None && c.Verb != Help && len(commands) < mostCommands && c.leavesNoDoubt(err, part, alerts):
				commands = append(commands, Read{c, err})
				unread = append(unread, c.commandInNote(part, alerts)...)
				continue
			case c.Verb != None && c.Verb != Help:
				unread = append(unread, strings.Join(part, " "))
			default:
				unread = append(unread, c.commandInNote(part, alerts)...)
			}
			if last := &commands[len(commands)-1].Command; !signed && len(afterOpening(part)) > 0 {
				last.addBelow(strings.Join(part, " "))
			}
		}
	}
	return commands, unread
}

// leavesNoDoubt reports whether what begins like a further command is one: it is complete and no free text follows, or it names an alert.
func (c Command) leavesNoDoubt(err error, words []string, alerts int) bool {
	return err == nil && c.isPlain(alerts) || err != nil && namesNumber(words)
}

// addBelow adds a line to the text below a command. An acknowledgement alone on its line may have its end on the next one.
func (c *Command) addBelow(line string) {
	if c.Verb == Ack && bare(c.Rest) == "" && c.Below == "" && namesEnd(line) {
		if end, _ := SplitEnd(line); end != "" && canBeRead(end) {
			c.Rest = line
			return
		}
	}
	c.Below = joined(c.Below, line)
}

// isRepeated reports whether a command is among others.
func isRepeated(commands []Read, c Command) bool {
	return slices.ContainsFunc(commands, func(r Read) bool {
		r.Below = ""
		return r.Err == nil && reflect.DeepEqual(r.Command, c)
	})
}

// namesNumber reports whether a number follows the verb.
func namesNumber(words []string) bool {
	_, rest := verbOf(words)
	return len(rest) > 0 && isNumbers(rest[0])
}

// isPlain reports whether a command leaves no doubt that it is one: nothing follows that could be part of a sentence.
func (c Command) isPlain(alerts int) bool {
	if alerts > 1 && (c.All || len(c.Alerts) > 0) {
		return true
	}
	switch c.Verb {
	case Requested, Placed:
		return !strings.Contains(c.Rest, " ") && strings.ContainsAny(c.Rest, "0123456789")
	case Ack, Snooze:
		_, note := c.End()
		return bare(note) == ""
	case NoticeGiven, Renewed:
		return strings.ContainsAny(c.Rest, "0123456789")
	case Waived:
		return false
	}
	return bare(c.Rest) == ""
}

// partsOf divides a line into its commands: behind a comma, a semicolon, a full stop or a conjunction, where what precedes is a command without free text and
// what follows is a command that leaves no doubt.
func partsOf(words []string, alerts int) [][]string {
	for i := 1; i < len(words); i++ {
		head, tail, divided := dividedAt(words, i)
		if !divided {
			continue
		}
		before, err := read(head, alerts)
		if err == nil && !before.isPlain(0) {
			continue
		}
		if after, err := read(tail, alerts); after.Verb != None && (err == nil && after.isPlain(alerts) || namesNumber(tail)) {
			return append([][]string{head}, partsOf(tail, alerts)...)
		}
	}
	return [][]string{words}
}

// dividedAt divides a line before the i-th word, where punctuation or a conjunction joins two commands.
func dividedAt(words []string, i int) (head, tail []string, ok bool) {
	head, tail = words[:i], words[i:]
	switch word := bare(tail[0]); {
	case word == "then" || word == "also" || slices.Contains(conjunctions, word):
		tail = tail[1:]
		if len(tail) > 0 && bare(tail[0]) == "then" {
			tail = tail[1:]
		}
	case !endsClause(head[i-1]):
		return nil, nil, false
	}
	if verb, _ := verbOf(tail); verb == None {
		return nil, nil, false
	}
	return head, tail, true
}
