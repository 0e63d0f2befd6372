package callout

import (
	"regexp"
	"strings"

	"supplierwatch/internal/model"
	"supplierwatch/internal/probe"
)

// verdictOf returns the meaning of a refusal of a recipient. The text decides where
// it calls the user unknown, since many servers choose codes at random. A text about
// a policy or the sender, a temporary answer and a bare code never mean that the
// mailbox is gone.
func verdictOf(r reply) probe.Reason {
	text := strings.ToLower(r.text)
	subject := strings.TrimLeft(r.enhanced, "245")
	switch {
	case subject == ".2.2", r.code == 552, mailboxFull.MatchString(text):
		return probe.ReasonFull
	case r.code < 500, mayPass.MatchString(text):
		return probe.ReasonTemporary
	case r.code == 556, nullMX.MatchString(text):
		return probe.ReasonNullMX
	case aboutUs.MatchString(text):
		return probe.ReasonBlocked
	case userUnknown.MatchString(text):
		return probe.ReasonGone
	case strings.HasPrefix(subject, ".7."), r.code == 530, r.code == 554, policy.MatchString(text):
		return probe.ReasonBlocked
	case subject == ".1.1", subject == ".1.6", subject == ".2.1", subject == ".1.10":
		return probe.ReasonGone
	}
	return probe.ReasonUnclear
}

// wantsBackOff reports whether a server asks to be left alone: it closes the
// connection, or its code is one of security and policy, such as greylisting.
func wantsBackOff(r reply) bool {
	return r.code == 421 || r.code >= 400 && strings.HasPrefix(strings.TrimLeft(r.enhanced, "45"), ".7.")
}

var (
	userUnknown = regexp.MustCompile(`(user|recipient|mailbox|address|account)( |:|<[^>]*>|\S+@\S+){0,4}((is|was|has been) )?(unknown|not found|does ?n[o']t exist|not exist|no longer|inactive|disabled|suspended)` +
		`|(unknown|no such|invalid|nonexistent|non-existent|disabled) (local )?(user|recipient|mailbox|address|account|person)` +
		`|(user|recipient|mailbox|account) unavailable or not local|no (mailbox|such user) here|not (a valid|our) (user|mailbox|recipient)` +
		`|does ?n[o']t have an? \S+ account|^\S* ?recipient address rejected: access denied`)
	mailboxFull = regexp.MustCompile(`(mailbox|quota|storage)\S* (is )?(full|exceeded|over)|over ?quota|out of storage`)
	nullMX      = regexp.MustCompile(`null ?mx|does not accept (any )?(e-?)?mail`)
	mayPass     = regexp.MustCompile(`try again|at a rate that|temporar(y|ily)`)
	aboutUs     = regexp.MustCompile(`\bsender|unauthenticated|your (ip|host|server|domain)\b`)
	policy      = regexp.MustCompile(`spam|block|black ?list|deny ?list|dnsbl|rbl|reputation|polic(y|ies)|spf|dkim|dmarc|relay|not permitted|access denied|prohibited|reverse dns|ptr record|authenticat|banned|preferences|virus|client ip`)
)

// kindOf returns the kind of fact of a verdict: only a final answer about the
// mailbox counts for it or against it.
func kindOf(verdict probe.Reason) model.FactKind {
	switch verdict {
	case probe.ReasonDeliverable, probe.ReasonAcceptsAll:
		return model.FactProbeOK
	case probe.ReasonGone:
		return model.FactProbeFailed
	}
	return model.FactProbeUnknown
}

// wordOf returns the verdict in the words that people see: reasons from before the
// dialogue are summed up.
func wordOf(reason probe.Reason) string {
	switch reason {
	case probe.ReasonDeliverable, probe.ReasonAcceptsAll, probe.ReasonFull, probe.ReasonGone, probe.ReasonTemporary, probe.ReasonBlocked:
		return string(reason)
	case probe.ReasonNullMX, probe.ReasonNXDomain, probe.ReasonNoMX, probe.ReasonMXNoAddress:
		return "no-mail-domain"
	}
	return "unknown"
}
