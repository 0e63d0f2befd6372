package bounce

import (
	"supplierwatch/internal/mailparse/lexicon"
	"supplierwatch/internal/mailparse/mime"
)

// notice recognizes bounces and warnings that are no delivery status
// notifications: about half of all real ones.
func (in incoming) notice(m *Report) bool {
	if in.cloudNotice(m) {
		return true
	}
	server := FromServer(in.mail.Header)
	titled := lexicon.FailureSubject.In(in.subject)
	if !server && !titled {
		return false
	}
	rep := in.notification(m, nil)
	waiting := lexicon.StillTrying.In(in.subject) || lexicon.StillTrying.In(rep.folded)
	fails := lexicon.Failure.In(rep.folded)
	plausible := (fails || titled) && in.technical(m, rep)
	if server {
		plausible = waiting || titled || fails
	}
	if !plausible {
		return false
	}
	in.wrapped(&rep)
	if waiting && !lexicon.Permanent.In(rep.folded) {
		m.Kind, m.Verdict = Delayed, Temporary
		m.Evidence = append(m.Evidence, "notice: delivery is still being tried")
		return true
	}
	m.Kind = Failed
	m.Evidence = append(m.Evidence, "from a mail server, without a delivery-status part")
	rep.bounceVerdict(m)
	return true
}

// technical tells the notice of a server that is not named as one from a
// supplier's words about a delivery of goods: it answers no mail, and holds a
// code beside a reply code, a command, the header of the mail, or no return path.
func (in incoming) technical(m *Report, rep notification) bool {
	coded := enhancedCode(rep.folded, failureClass) != "" && replyCode(rep.folded) != "" || stageOf(rep.folded) != stageUnknown
	return !in.answers && (coded || m.Original != nil || in.mail.Header.Get("return-path") == "<>")
}

// wrapped looks into a bounce that another server wrapped into its own.
func (in incoming) wrapped(rep *notification) {
	if p, found := in.mail.Part("message/rfc822"); found {
		rep.deliveries = incoming{mail: mime.Mail{Parts: mime.Inner(p).Parts}}.deliveries()
	}
}
