package replycmd

// Parse reads the new text of a reply to a mail about so many alerts, and returns its first command. Text that is not a command returns a Command
// without a verb. An error says what to write instead; the command then has only its verb.
func Parse(text string, alerts int) (Command, error) {
	all := lines(text)
	if len(all) == 0 {
		return Command{}, nil
	}
	return read(all[0], alerts)
}

// read reads the command that some words are.
func read(words []string, alerts int) (Command, error) {
	verb, rest := verbOf(words)
	c := Command{Verb: verb}
	if verb == None || meansOtherwise(verb, withoutMarks(words), rest) {
		return Command{}, nil
	}
	err := c.named(rest, alerts)
	if err == nil && c.asks(words) {
		return Command{}, nil
	}
	if err == nil {
		err = c.complete(alerts)
	}
	if err != nil {
		return Command{Verb: verb}, err
	}
	return c, nil
}
