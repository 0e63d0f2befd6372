package bounce

import (
	"supplierwatch/internal/mailparse/lexicon"
	"supplierwatch/internal/mailparse/mime"
)

// notice recognizes bounces and warnings that are not delivery status
// notifications: about half of all real ones.
func (in incoming) notice(m *Report) bool {
	if in.cloudNotice(m) {
		return true
	}
	server := FromServer(in.mail.Header)
	bySubject := lexicon.FailureSubject.In(in.subject)
	if !server && !bySubject {
		return false
	}
	n := in.notification(m, nil)
	waiting := lexicon.StillTrying.In(in.subject) || lexicon.StillTrying.In(n.folded)
	fails := lexicon.Failure.In(n.folded)
	plausible := (fails || bySubject) && in.technical(m, n)
	if server {
		plausible = waiting || bySubject || fails
	}
	if !plausible {
		return false
	}
	in.wrapped(&n)
	if waiting && !lexicon.Permanent.In(n.folded) {
		m.Kind, m.Verdict = Delayed, Temporary
		m.Evidence = append(m.Evidence, "notice: delivery is still being tried")
		return true
	}
	m.Kind = Failed
	m.Evidence = append(m.Evidence, "from a mail server, without a delivery-status part")
	n.decide(m)
	return true
}

// technical distinguishes the notice of a server that is not named as one from a
// supplier's words about a delivery of goods: it answers no mail, and holds a
// code beside a reply code, a command, the header of the mail, or no return path.
func (in incoming) technical(m *Report, n notification) bool {
	coded := enhancedCode(n.folded, failureClass) != "" && replyCode(n.folded) != "" || stageOf(n.folded) != stageUnknown
	return !in.answers && (coded || m.Original != nil || in.mail.Header.Get("return-path") == "<>")
}

// wrapped looks into a bounce that another server wrapped into its own.
func (in incoming) wrapped(n *notification) {
	if p, found := in.mail.Part("message/rfc822"); found {
		n.deliveries = incoming{mail: mime.Mail{Parts: mime.Inner(p).Parts}}.deliveries()
	}
}
