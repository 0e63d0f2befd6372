package bounce

import (
	"slices"

	"supplierwatch/internal/mailparse/lexicon"
	"supplierwatch/internal/mailparse/mime"
)

// notice recognizes bounces and warnings that are not delivery status
// notifications: about half of all real ones.
func (in incoming) notice(m *Report) bool {
	if in.cloudNotice(m) {
		return true
	}
	named := namesServer(in.mail.Header)
	server := named || hasNullSender(in.mail.Header)
	bySubject := lexicon.FailureSubject.In(in.subject)
	if !server && !bySubject {
		return false
	}
	n := in.notification(m, nil)
	waiting := lexicon.StillTrying.In(n.subject) || lexicon.StillTrying.In(n.folded)
	fails := lexicon.Failure.In(n.folded)
	plausible := (fails || bySubject) && in.technical(m, n)
	if server {
		plausible = waiting || bySubject || fails || n.blamesAddress()
	}
	if !plausible || !named && in.isAbsence(n) {
		return false
	}
	in.wrapped(&n)
	n.conclude(m, waiting, "from a mail server, without a delivery-status part")
	return true
}

// conclude reports a notice as a delay while the server is still trying, else as a failure. Evidence is the reason for which it is one.
func (n notification) conclude(m *Report, waiting bool, evidence string) {
	if waiting && !lexicon.Permanent.In(n.folded) {
		m.Evidence = append(m.Evidence, "notice: delivery is still being tried")
		n.delay(m)
		return
	}
	m.Kind = Failed
	m.Evidence = append(m.Evidence, evidence)
	n.decide(m)
}

// blamesAddress reports whether a notice says that the address or its domain
// takes no mail: other words are in the mail of programs that report no delivery.
func (n notification) blamesAddress() bool {
	return slices.Contains([]Verdict{Gone, Full, NoMailDomain}, n.explain(&Report{}).verdict)
}

// isAbsence reports whether a mail without a sender in its envelope is the answer
// of a vacation program, which servers send in the same way.
func (in incoming) isAbsence(n notification) bool {
	_, returned := in.mail.Part("message/rfc822", "text/rfc822-headers")
	coded := enhancedCode(n.folded, failureClass) != "" || replyCode(n.folded) != ""
	return !returned && !coded && (lexicon.Away.In(n.folded) || lexicon.Left.In(n.folded) || lexicon.AutoSubject.In(in.subject))
}

// technical distinguishes the notice of a server that is not named as one from a
// supplier's words about a delivery of goods: it answers no mail, and holds a
// code beside a reply code, a command, the header of the mail, or no return path.
func (in incoming) technical(m *Report, n notification) bool {
	coded := enhancedCode(n.folded, failureClass) != "" && replyCode(n.folded) != "" || stageOf(n.folded) != stageUnknown
	return !in.answers && (coded || m.Original != nil)
}

// wrapped looks into a bounce that another server wrapped into its own.
func (in incoming) wrapped(n *notification) {
	if p, found := in.mail.Part("message/rfc822"); found {
		n.deliveries = incoming{mail: mime.Mail{Parts: mime.Inner(p).Parts}}.deliveries()
	}
}
