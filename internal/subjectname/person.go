package subjectname

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"supplierwatch/internal/model"
)

// Person returns what people call somebody who acted: Jane Doe (jane.doe@buyer.example). The registry knows its people by their addresses, so
// the name is read from the address of a member of a team. Anybody else is called as recorded.
func Person(r *model.Registry, actor string) string {
	if !isMember(r, actor) {
		return actor
	}
	local, _, _ := strings.Cut(actor, "@")
	name := nameIn(local)
	if name == "" {
		return actor
	}
	return name + " (" + actor + ")"
}

func isMember(r *model.Registry, address string) bool {
	if r == nil || !strings.Contains(address, "@") {
		return false
	}
	for _, t := range r.Teams {
		for _, m := range t.Members {
			if strings.EqualFold(m, address) {
				return true
			}
		}
	}
	return false
}

// nameIn reads a person's name in the local part of an address: jane.doe is Jane Doe, a.li is A. Li. It is empty where digits or other characters
// show that it is not a name.
func nameIn(local string) string {
	words := strings.FieldsFunc(local, func(c rune) bool { return c == '.' || c == '_' })
	for i, w := range words {
		if strings.ContainsFunc(w, func(c rune) bool { return !unicode.IsLetter(c) && c != '-' && c != '\'' }) {
			return ""
		}
		words[i] = capital(w)
	}
	return strings.Join(words, " ")
}

// capital begins each part of a name with a capital letter. A single letter is an initial.
func capital(word string) string {
	if utf8.RuneCountInString(word) == 1 {
		return strings.ToUpper(word) + "."
	}
	parts := strings.Split(word, "-")
	for i, p := range parts {
		first, size := utf8.DecodeRuneInString(p)
		if size > 0 {
			parts[i] = string(unicode.ToUpper(first)) + p[size:]
		}
	}
	return strings.Join(parts, "-")
}
