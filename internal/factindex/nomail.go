package factindex

import "supplierwatch/internal/model"

// NoMail returns a clause that says why a domain takes no mail, by the last failure or, if that one proves nothing, by the first; proven is
// false if neither proves it.
func (s Streak) NoMail() (why string, proven bool) {
	for _, f := range []model.Fact{s.Last, s.First} {
		if why, proven = noMail[f.Reason()]; proven && s.Failures > 0 {
			return why, true
		}
	}
	return "", false
}

// noMail has a clause for each reason of a failed probe that proves that a domain takes no mail. Other reasons, such as a server that does not
// answer, say nothing about the domain.
var noMail = map[string]string{
	"null-mx":          "declares that it accepts no mail (null MX)",
	"nxdomain":         "does not exist (NXDOMAIN)",
	"no-mx-no-address": "has neither a mail exchanger nor an address",
	"mx-no-address":    "names only mail exchangers that have no address",
}
