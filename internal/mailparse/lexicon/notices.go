package lexicon

// ServerNames are phrases in the From field of servers' notices.
var ServerNames = []string{
	"mailer-daemon", "mailer_daemon", "maildaemon", "mail delivery", "mail deliver s", "mailer daemon", "pmdf", "mmdf", "mail gateway",
	"mail router", "email delivery", "daemon@", "mail.delivery.system", "mail delivery system", "post_master@", "postmaster@",
	"poostmaster@", "mail administrator", "mail-daemon", "mailerdaemon", "microsoftexchange", "microsoft outlook", "system administrator",
	"mail system", "e-mail-system",
}

// FailureSubject are phrases in the subject of a bounce.
var FailureSubject = tableOf([]string{
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

// Failure are phrases in the text of a bounce that names its server nowhere.
var Failure = tableOf([]string{
	"could not be delivered", "couldn't be delivered", "unable to deliver", "wasn't able to deliver", "was not delivered",
	"has not been delivered", "not able to be delivered", "failed permanently", "delivery has failed", "delivery failed",
	"delivery to the following", "did not reach the following", "permanent fatal errors", "permanent error",
	"transcript of session follows", "cannot be delivered", "was undeliverable", "undeliverable to", "mailer-daemon",
	"error delivering your mail", "trouble delivering your message", "delivery errors", "following text was generated during the delivery",
	"failure reasons", "duplicated message-id", "error message below", "not relayed to", "was automatically rejected",
	"message could not be sent", "konnte nicht zugestellt", "n'a pas pu être remis", "n'a pas été remis",
	"non è stato possibile recapitare", "no se ha podido entregar", "kon niet worden bezorgd", "送信に失敗",
})

// StillTrying are phrases that say that a server goes on trying.
var StillTrying = tableOf([]string{
	"warning message only", "has been delayed", "is delayed", "delivery delayed", "delayed mail", "(delay)", "will be retried",
	"will retry", "will keep trying", "still undelivered", "could not send message for past", "not yet been delivered", "has not yet been",
	"attempts to deliver the message will continue", "will continue to try", "temporary failure report", "temporary problem delivering",
	"delivery incomplete", "no action is required on your part", "verzögert", "wird weiterhin versucht", "est retardée", "remise différée",
	"è in ritardo", "retrasado", "vertraagd",
})

// Permanent are phrases that say that it has given up, whatever else it says about waiting.
var Permanent = tableOf([]string{
	"permanent error", "permanent errors", "permanent fatal", "permanent failure", "permanent delivery failure", "permanently rejected",
	"failed permanently", "has permanently failed", "permanently refused", "is permanent",
})

// ReturnedMail are what servers write on the line above the mail they return.
var ReturnedMail = tableOf([]string{
	"original message follows", "original message", "original mail as follows", "original mail info", "below this line is a copy",
	"enclosed is a copy", "copy of the message", "copy of your message", "copy of the original message", "header of the original message",
	"original message headers", "message headers follow", "unsent message follows", "returned message", "message header",
	"undelivered message", "copie du message", "kopie der nachricht", "en-têtes de message d'origine",
	"ursprüngliche nachrichtenkopfzeilen",
})

// RecipientsBelow are phrases of a line above the recipients that failed.
var RecipientsBelow = tableOf([]string{
	"following addresses", "following address", "following address(es)", "following recipients", "following recipient", "following recipient(s)", "did not receive", "did not reach",
	"folgenden empfänger", "folgende empfänger", "destinataires suivants", "destinatari seguenti", "seguenti destinatari", "siguientes destinatarios", "volgende ontvangers",
})

// RemoteAnswer are phrases by which a server says that the words that follow are
// the remote server's.
var RemoteAnswer = tableOf([]string{
	"said", "remote host said", "remote server said", "responded", "responded with", "response from the remote server", "response was", "remote server returned",
	"other server returned", "server returned", "smtp error from remote", "server replied", "replied", "reply from", "answered", "giving up on",
	"antwort des servers", "serveur distant a renvoyé", "server remoto ha restituito", "servidor remoto devolvió", "externe server", "remoteserver",
})

// DeletedUnread are phrases in the receipt for a mail that was deleted unread,
// which is not a refusal.
var DeletedUnread = tableOf([]string{
	"not read", "without being read", "was deleted", "ungelesen", "gelöscht, ohne", "non lu", "sans être lu", "non letto",
	"senza essere stato letto", "no leído", "sin leer", "ongelezen", "niet gelezen",
})

// What servers write of the SMTP command that a refusal answered.
var (
	// StageRecipient are phrases that say that it answered RCPT.
	StageRecipient = tableOf([]string{
		"in reply to rcpt", "after rcpt", "rcpt command", "[rcpt_to]", "did not like our rcpt", "smtp:rcpt", ">>> rcpt to",
		"does not like recipient", "error following rcpt", "rejected recipient", "while sending rcpt to", "at rcpt to", "in rcpt to",
		"during rcpt to", "response to rcpt",
	})
	// StageData are phrases that say that it answered DATA or its end.
	StageData = tableOf([]string{
		"in reply to end of data", "in reply to data", "after end of data", "after data", "text command", "did not like our final data",
		"failed after i sent the message", "failed on data command", ">>> data", "after sending data", "after dot", "data command",
		"[data]", "response to data", "after pipelined data",
	})
	// StageSender are phrases that say that it answered MAIL.
	StageSender = tableOf([]string{
		"in reply to mail from", "after mail from", "mail from command", "sender was rejected", "did not like our mail from",
		">>> mail from", "[mail_from]", "response to mail from",
	})
	// StageConnect are phrases that say that it answered the greeting, EHLO or STARTTLS.
	StageConnect = tableOf([]string{
		"after initial connection", "refused to talk to me", "after ehlo", "after helo", "in reply to ehlo", "in reply to helo",
		"in reply to initial server greeting", "[connect]", "my name was rejected", "does not like my name", "rejected in helo", "rejected in ehlo", "but greeting failed",
	})
)
