package lenient

import "strings"

// rewrites are the responses that our program needs besides those about the number
// of messages and about single ones. Each returns the arguments anew, after a space;
// ok is false where something needed cannot be read.
var rewrites = map[string]func(args string) (text string, ok bool){
	"CAPABILITY": func(args string) (string, bool) { return capabilities(args), true },
	"SEARCH":     search,
	"ESEARCH":    extendedSearch,
	"QUOTAROOT":  quotaRoot,
	"QUOTA":      quota,
}

// search returns the numbers that a search found. The mod-sequence behind them (RFC
// 7162) is left out, and so is 0, which no message has.
func search(args string) (string, bool) {
	var list strings.Builder
	found, _, _ := strings.Cut(args, "(")
	for _, word := range strings.Fields(found) {
		switch n, ok := number(word, 32); {
		case !ok:
			return "", false
		case n > 0:
			list.WriteString(" " + decimal(n))
		}
	}
	return list.String(), true
}

// extendedSearch returns what a search found as RFC 4731 has it: the tag that it
// answers, whether the numbers are UIDs, and the numbers.
func extendedSearch(args string) (string, bool) {
	var list strings.Builder
	args = strings.TrimLeft(args, " ")
	if correlator, rest, ok := strings.Cut(args, ")"); ok && strings.HasPrefix(args, "(") {
		name, tag := cutWord(correlator[1:])
		tag, _ = astring(tag)
		if !strings.EqualFold(name, "TAG") || !isAtom(tag) {
			return "", false
		}
		list.WriteString(" (TAG " + quote(tag) + ")")
		args = rest
	}
	for word, rest := cutWord(args); word != ""; word, rest = cutWord(rest) {
		switch strings.ToUpper(word) {
		case "UID":
			list.WriteString(" UID")
			continue
		case "ALL":
			var set string
			set, rest = cutWord(rest)
			if set == "" || strings.Trim(set, "0123456789,:") != "" {
				return "", false
			}
			list.WriteString(" ALL " + set)
			continue
		}
		rest = withoutValue(rest)
	}
	return list.String(), true
}

// withoutValue returns what follows the value at the beginning of a text.
func withoutValue(text string) string {
	if strings.HasPrefix(text, "(") {
		_, rest, _ := strings.Cut(text, ")")
		return rest
	}
	_, rest := astring(text)
	return rest
}

// quotaRoot returns a folder and its quota roots (RFC 9208, 5.2).
func quotaRoot(args string) (string, bool) {
	var list strings.Builder
	for args = strings.TrimSpace(args); args != ""; args = strings.TrimLeft(args, " \t") {
		before := len(args)
		var name string
		if name, args = astring(args); len(args) == before {
			return "", true // a list, which does not belong here
		}
		list.WriteString(" " + quote(name))
	}
	return list.String(), true
}

// quota returns how much of a quota root is used, and of how much (RFC 9208, 5.1):
// of its resources no more than the storage.
func quota(args string) (string, bool) {
	root, rest := astring(args)
	rest = strings.NewReplacer("(", " ", ")", " ").Replace(rest)
	text := " " + quote(root) + " ("
	for words := strings.Fields(rest); len(words) >= 3; words = words[3:] {
		used, isUsed := number(words[1], 63)
		limit, isLimit := number(words[2], 63)
		if strings.EqualFold(words[0], "STORAGE") && isUsed && isLimit {
			return text + "STORAGE " + decimal(used) + " " + decimal(limit) + ")", true
		}
	}
	return text + ")", true
}
