package mailparse

import "strings"

// wordsServerName stand in the From field of servers' notices.
var wordsServerName = []string{
	"mailer-daemon", "mailer_daemon", "maildaemon", "mail delivery", "mail deliver s", "mailer daemon", "pmdf", "mmdf", "mail gateway",
	"mail router", "email delivery", "daemon@", "mail.delivery.system", "mail delivery system", "post_master@", "postmaster@",
	"poostmaster@", "mail administrator", "mail-daemon", "mailerdaemon", "microsoftexchange", "microsoft outlook", "system administrator",
	"mail system", "e-mail-system",
}

// wordsFailureSubject begin or stand in the subject of a bounce.
var wordsFailureSubject = tableOf([]string{
	"undeliverable", "undelivered", "undeliverable mail", "undelivered mail", "delivery status notification", "delivery notification",
	"delivery failure", "delivery failed", "delivery has failed", "delivery problem", "delivery error", "delivery report",
	"delivery status", "returned mail", "failure notice", "mail delivery failed", "mail delivery failure", "mail failure",
	"mail delivery problem", "mail system error", "message delivery has failed", "message status - undeliverable", "could not send message",
	"could not deliver", "couldn't be delivered", "could not be delivered", "not delivered", "non-delivery", "nondeliverable",
	"non-deliverable", "returning message to sender", "error sending your mail", "mail could not be delivered", "rejected mail",
	"automatically rejected", "email rejected", "message rejected", "mail rejected", "unable to deliver", "bounce", "loop alert",
	"errors from", "postmaster notify", "delivery to the following", "non remis", "echec de la remise", "échec de remise",
	"message non distribué", "non distribuable", "unzustellbar", "nicht zugestellt", "nicht zustellbar", "zustellung fehlgeschlagen",
	"zustellfehler", "konnte nicht zugestellt werden", "fehlgeschlagene zustellung", "mancato recapito", "non recapitabile",
	"mancata consegna", "impossibile recapitare", "no se puede entregar", "no entregado", "no se pudo entregar", "error de entrega",
	"onbestelbaar", "niet bezorgd", "kan niet worden bezorgd", "aflevering mislukt", "devolvida", "não entregue", "olevererbart",
	"niedostarczona", "недоставленное сообщение", "не доставлено", "配信不能", "退信", "送信できません", "配信できません",
})

// wordsFailure stand in the text of a bounce that names its server nowhere.
var wordsFailure = tableOf([]string{
	"could not be delivered", "couldn't be delivered", "unable to deliver", "wasn't able to deliver", "was not delivered",
	"has not been delivered", "not able to be delivered", "failed permanently", "delivery has failed", "delivery failed",
	"delivery to the following", "did not reach the following", "permanent fatal errors", "permanent error",
	"transcript of session follows", "cannot be delivered", "was undeliverable", "undeliverable to", "mailer-daemon",
	"error delivering your mail", "trouble delivering your message", "delivery errors", "following text was generated during the delivery",
	"failure reasons", "duplicated message-id", "error message below", "not relayed to", "was automatically rejected",
	"message could not be sent", "konnte nicht zugestellt", "n'a pas pu être remis", "n'a pas été remis",
	"non è stato possibile recapitare", "no se ha podido entregar", "kon niet worden bezorgd", "送信に失敗",
})

// wordsWaiting say that a server goes on trying.
var wordsWaiting = tableOf([]string{
	"warning message only", "has been delayed", "is delayed", "delivery delayed", "delayed mail", "(delay)", "will be retried",
	"will retry", "will keep trying", "still undelivered", "could not send message for past", "not yet been delivered", "has not yet been",
	"attempts to deliver the message will continue", "will continue to try", "temporary failure report", "temporary problem delivering",
	"delivery incomplete", "no action is required on your part", "verzögert", "wird weiterhin versucht", "est retardée", "remise différée",
	"è in ritardo", "retrasado", "vertraagd",
})

// wordsPermanent say that it has given up, whatever else it says of waiting.
var wordsPermanent = tableOf([]string{
	"permanent error", "permanent errors", "permanent fatal", "permanent failure", "permanent delivery failure", "permanently rejected",
	"failed permanently", "has permanently failed", "permanently refused", "is permanent",
})

// notice recognizes bounces and warnings that are no delivery status
// notifications: about half of all real ones.
func (in incoming) notice(m *Message) bool {
	if in.cloudNotice(m) {
		return true
	}
	server := in.isServer()
	titled := wordsFailureSubject.in(in.subject)
	if !server && !titled {
		return false
	}
	rep := in.report(m, nil)
	waiting := wordsWaiting.in(in.subject) || wordsWaiting.in(rep.folded)
	fails := wordsFailure.in(rep.folded)
	plausible := (fails || titled) && in.technical(m, rep)
	if server {
		plausible = waiting || titled || fails
	}
	if !plausible {
		return false
	}
	in.wrapped(&rep)
	if waiting && !wordsPermanent.in(rep.folded) {
		m.Kind, m.Verdict = KindDelay, Temporary
		m.Evidence = append(m.Evidence, "notice: delivery is still being tried")
		return true
	}
	m.Kind = KindBounce
	m.Evidence = append(m.Evidence, "from a mail server, without a delivery-status part")
	rep.bounceVerdict(m)
	return true
}

// isServer says that a mail server wrote, by its name or without a return path.
func (in incoming) isServer() bool {
	return containsAny(in.from, wordsServerName) || in.header.get("x-failed-recipients") != "" || strings.Contains(in.from, "<>") ||
		in.header.get("return-path") == "<>" && in.from == ""
}

// technical tells the notice of a server that is not named as one from a
// supplier's words about a delivery of goods: it answers no mail, and holds a
// code beside a reply code, a command, the header of the mail, or no return path.
func (in incoming) technical(m *Message, rep report) bool {
	coded := enhancedCode(rep.folded, failureClass) != "" && replyCode(rep.folded) != "" || stageOf(rep.folded) != stageUnknown
	return len(m.InReplyTo) == 0 && (coded || m.Original != nil || in.header.get("return-path") == "<>")
}

// wrapped looks into a bounce that another server wrapped into its own.
func (in incoming) wrapped(rep *report) {
	if p, found := in.partOf("message/rfc822"); found {
		h, body := parseHeader(withoutEnvelope(p.content()))
		rep.deliveries = incoming{parts: partsOf(h, body)}.deliveries()
	}
}
