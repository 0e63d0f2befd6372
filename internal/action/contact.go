package action

import (
	"cmp"
	"strings"

	"supplierwatch/internal/model"
	"supplierwatch/internal/replycmd"
)

// calledContact finds whom a call was about: whoever is named behind the verb; else, of a call that failed, whom the mail told to call first;
// else the contact that the alert is about. What is left behind the name comes back. One word that names nobody is taken for a name.
func (b *Batch) calledContact(a model.Alert, r Request) (*model.Contact, string, error) {
	s := b.View.Registry.Supplier(a.Supplier)
	if s == nil {
		return nil, "", invalid("its supplier is not in the registry, so there is nobody to call")
	}
	if r.Contact != "" {
		if c, rest := namedContact(s, r.Contact); c != nil && rest == "" {
			return c, r.Text, nil
		}
		return nil, "", invalid("%s has no contact %q; %s", s.Name, r.Contact, contactList(s))
	}
	if c, rest := namedContact(s, r.Text); c != nil {
		return c, rest, nil
	}
	word := strings.ToLower(strings.Trim(r.Text, ".,;:!"))
	if word != "" && !strings.Contains(word, " ") && !isHow(word) {
		return nil, "", invalid("%s has no contact %q; %s", s.Name, word, contactList(s))
	}
	about, first := contactOf(b.View.Registry, a), s.Contact(r.Call)
	if r.Verb == replycmd.Verified && about != nil {
		first = about
	}
	if c := cmp.Or(first, about); c != nil {
		return c, r.Text, nil
	}
	return nil, "", invalid("say who was called, for example %q; %s", string(r.Verb)+" "+s.Contacts[0].ID, contactList(s))
}

// namedContact finds the contact that a text begins with, by id, name or role, the longest name first.
func namedContact(s *model.Supplier, text string) (found *model.Contact, rest string) {
	longest := 0
	for _, c := range s.Contacts {
		names := []string{c.ID, c.Name}
		for _, role := range c.Roles {
			names = append(names, string(role))
		}
		for _, name := range names {
			if after, ok := beginsWith(text, name); ok && len(name) > longest {
				found, rest, longest = c, after, len(name)
			}
		}
	}
	return found, rest
}

// beginsWith reports whether a text begins with a name as whole words, and gives what follows.
func beginsWith(text, name string) (rest string, ok bool) {
	if name == "" || len(text) < len(name) || !strings.EqualFold(text[:len(name)], name) {
		return "", false
	}
	rest = text[len(name):]
	if rest != "" && !strings.ContainsAny(rest[:1], " .,;:!") {
		return "", false
	}
	return strings.Trim(rest, " .,;:!"), true
}

func contactList(s *model.Supplier) string {
	var names []string
	for _, c := range s.Contacts {
		names = append(names, c.ID)
	}
	return "there are " + strings.Join(names, ", ")
}

// hows are the words by which people say in which way they found a contact right.
var hows = map[string]model.How{
	"call": model.HowCall, "phone": model.HowCall, "reply": model.HowReply, "mail": model.HowReply, "email": model.HowReply, "session": model.HowSession,
}

func isHow(word string) bool { return hows[word] != "" }

// howSaid reads in which way a contact was found right: as they write it, else by a call if there is a telephone.
func howSaid(text string, c *model.Contact) model.How {
	for word := range strings.FieldsSeq(strings.ToLower(text)) {
		if how := hows[strings.Trim(word, ".,;:!")]; how != "" {
			return how
		}
	}
	if c.Phone == "" {
		return model.HowReply
	}
	return model.HowCall
}
