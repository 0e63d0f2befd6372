package weakness

import (
	"fmt"
	"path"
	"regexp"
	"slices"
	"strings"
	"unicode"

	"supplierwatch/internal/mailaddr"

	"golang.org/x/net/publicsuffix"
)

// riskySender returns as a predicate why a glob over senders is risky: it matches everybody, strangers too, or nobody.
func riskySender(glob string) string {
	glob = strings.ToLower(glob)
	if glob == "" {
		return ""
	}
	if why := matchesNobody(glob); why != "" {
		return "matches no sender: " + why
	}
	return matchesStrangers(glob)
}

// matchesNobody returns why no address can match.
func matchesNobody(glob string) string {
	local, domain, found := strings.Cut(glob, "@")
	_, wrong := path.Match(glob, "")
	switch {
	case strings.ContainsFunc(glob, func(r rune) bool { return unicode.IsSpace(r) || unicode.IsControl(r) }):
		return "there is a space in it"
	case strings.ContainsAny(glob, `<>()",;:\`):
		return "an address has no " + string(glob[strings.IndexAny(glob, `<>()",;:\`)])
	case wrong != nil:
		return "a [ is not closed"
	case strings.Contains(domain, "@"):
		return "there is more than one @ in it"
	case !found && !strings.ContainsAny(glob, "*?["):
		return "there is no @ in it"
	case found && local == "":
		return "there is nothing before the @; write * there for all addresses of the domain"
	case found && domain == "":
		return "there is nothing after the @"
	case found && (strings.HasPrefix(domain, ".") || strings.HasSuffix(domain, ".") || strings.Contains(domain, "..")):
		return "the dots in the domain are not between words"
	case found && !strings.ContainsAny(domain, ".*?["):
		return fmt.Sprintf("%q is not a whole domain", domain)
	}
	return ""
}

// matchesStrangers returns which addresses match that are not the supplier's.
func matchesStrangers(glob string) string {
	at := strings.LastIndex(glob, "@")
	domain := glob[at+1:]
	fixed := domain[strings.LastIndexAny(domain, "*?]")+1:] // what every matching address ends with
	suffix, _ := publicsuffix.PublicSuffix(strings.TrimPrefix(fixed, "."))
	switch {
	case strings.Trim(glob, "*?@.") == "":
		return "matches every sender, so that anybody's mail can be taken for the supplier's confirmation"
	case fixed == "":
		return "matches senders at many domains, and anybody can register one of them"
	case fixed == domain && at >= 0:
		switch local := glob[:at]; {
		case !mailaddr.FreeMail(domain) || !strings.ContainsAny(local, "*?["):
			return ""
		case strings.Trim(local, "*?") == "":
			return "matches every customer of " + domain + ", where anybody can get an address"
		}
		return "matches more than one address at " + domain + ", where anybody can get one that fits"
	case !strings.Contains(strings.TrimPrefix(fixed, "."), ".") || strings.TrimPrefix(fixed, ".") == suffix:
		return "matches senders at every domain that ends with " + fixed
	case !strings.HasPrefix(fixed, "."):
		return "also matches senders at other domains that end so, such as mail@not-" + fixed
	}
	return ""
}

// unrelatedTexts are texts with nothing in common: what they all match, every mail matches.
var unrelatedTexts = []string{"Hello", "Re: 1\n2", "Frohes neues Jahr", "VACANCES", "2026-11-29"}

// matchesEverything reports whether a phrase is a regular expression that every mail matches, such as /.*/, /./ or /\w/.
func matchesEverything(phrase string) bool {
	if len(phrase) < 2 || phrase[0] != '/' || phrase[len(phrase)-1] != '/' {
		return false
	}
	e, err := regexp.Compile(phrase[1 : len(phrase)-1])
	return err == nil && !slices.ContainsFunc(unrelatedTexts, func(text string) bool { return !e.MatchString(text) })
}
