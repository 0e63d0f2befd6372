package bounce

import "strings"

// statusVerdicts are what enhanced codes (RFC 3463, RFC 7372, RFC 7505 and
// Exchange's own) mean where no phrase says more. Codes that servers use for
// everything, such as 5.0.0, 5.1.0, 5.2.0 and 5.5.0, are left out.
var statusVerdicts = map[string]Verdict{
	"5.1.1": Gone, "5.1.6": Gone, "5.1.10": Gone, "5.1.351": Gone, "5.2.1": Gone, "5.7.13": Gone,
	"5.1.2": NoMailDomain, "5.4.4": NoMailDomain, "5.4.310": NoMailDomain, "5.7.27": NoMailDomain,
	"5.1.7": Ours, "5.1.8": Ours, "5.2.3": Ours, "5.3.3": Ours, "5.3.4": Ours,
	"5.2.2": Full, "4.2.2": Full,
	"5.3.1": Temporary, "5.3.2": Temporary, "5.3.5": Temporary,
	"5.4.0": Temporary, "5.4.2": Temporary, "5.4.3": Temporary, "5.4.5": Temporary, "5.4.6": Temporary, "5.4.7": Temporary, "5.4.14": Temporary, "5.4.300": Temporary, "5.4.316": Temporary, "5.4.317": Temporary,
}

// replyVerdicts does the same for reply codes (RFC 5321, RFC 4954, RFC 7504,
// RFC 7505).
var replyVerdicts = map[string]Verdict{
	"521": NoMailDomain, "556": NoMailDomain, "525": Gone, "551": Gone, "552": Full,
	"542": Gone, // Symantec's for an address that its customer has not registered
	"500": Ours, "501": Ours, "502": Ours, "503": Ours, "504": Ours, "523": Ours, "530": Ours, "534": Ours, "535": Ours, "538": Ours, "555": Ours, "571": Ours,
}

// byCode evaluates a refusal whose text has no known phrase.
func (r refusal) byCode() finding {
	if verdict := r.statusVerdict(); verdict != "" {
		return finding{verdict, r.source + ": status " + r.status}
	}
	switch {
	case r.codeVerdict() != "":
		return finding{r.codeVerdict(), r.source + ": reply code " + r.code}
	case strings.HasPrefix(r.code, "4"):
		return finding{Temporary, r.source + ": reply code " + r.code}
	case strings.HasPrefix(r.code, "5") && (r.stage == stageConnect || r.stage == stageSender):
		return finding{Ours, r.source + ": refused before the recipient was named"}
	}
	return finding{}
}

// codeVerdict returns what the reply code means: of those about the mailbox only
// where the answer was to the recipient's address, or may have been (551), and
// nothing says that the sender is meant.
func (r refusal) codeVerdict() Verdict {
	verdict := replyVerdicts[r.code]
	switch {
	case strings.HasPrefix(r.status, "5.7"), r.code == "542" && !r.addressed:
		return ""
	case verdict == Gone && (r.stage == stageData || statusContradicts(r.status)), (verdict == Gone || verdict == Full) && r.concernsSender():
		return ""
	}
	return verdict
}

func (r refusal) statusVerdict() Verdict {
	verdict := statusVerdicts[r.status]
	switch {
	case verdict == Gone && strings.HasPrefix(r.code, "4"):
		return Temporary
	case verdict != "":
		return verdict
	case strings.HasPrefix(r.status, "4."):
		return Temporary
	case strings.HasPrefix(r.status, "5.7.") || strings.HasPrefix(r.status, "5.6."):
		return Ours
	case strings.HasPrefix(r.status, "5.5.") && r.status != "5.5.0":
		return Ours
	}
	return ""
}
