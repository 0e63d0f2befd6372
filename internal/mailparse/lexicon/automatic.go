package lexicon

import (
	"strings"
	"time"
)

// What automatic answers say.
var (
	// AutoSubject is in the subject.
	AutoSubject = tableOf(foreignAutoSubjects, listed(func(l language) []string { return l.autoSubject }))
	// Away announces an absence.
	Away = spoken(func(l language) []string { return l.away })
	// Receipt confirms that a request was received or registered.
	Receipt = spoken(func(l language) []string { return l.receipt })
)

var (
	// Numbered are words before the number of a request.
	Numbered = tableOf([]string{
		"ticket", "tickets", "case", "case number", "request number", "reference number", "incident", "service request", "number", "ticketnummer", "ticket-nummer",
		"vorgangsnummer", "vorgang", "fallnummer", "anfragenummer", "bearbeitungsnummer", "referenznummer", "nummer", "numéro", "n°", "nº", "dossier", "pratica", "numero", "numero pratica",
		"número", "caso", "solicitud", "zaaknummer", "zaak", "referentienummer", "dossiernummer",
	})
	// Request is what a ticket system calls a mail.
	Request = tableOf([]string{
		"your request", "your order", "ihre bestellung", "ihren auftrag", "votre commande", "vostro ordine", "suo ordine", "su pedido", "uw bestelling", "uw order", "your inquiry", "your enquiry", "your ticket", "your case", "support request", "request has been", "ihre anfrage", "ihre anforderung", "ihr anliegen", "ihrer anfrage", "ihr ticket", "votre demande",
		"votre requête", "votre ticket", "la sua richiesta", "la vostra richiesta", "vostra richiesta", "sua richiesta", "su solicitud", "su consulta", "su petición", "uw aanvraag", "uw verzoek", "uw vraag", "ticket has been",
		"ticket wurde", "ticket was", "ticket created", "ticket", "seu pedido", "sua solicitação", "din förfrågan", "ditt ärende", "twoje zgłoszenie", "państwa zgłoszenie",
	})
	// AnnouncedAnswer announces an answer within some time, as programs do.
	AnnouncedAnswer = tableOf([]string{
		"within 24 hours", "within 48 hours", "within one business day", "within 1 business day", "within two business days", "within 2 business days", "within * working days", "within * business days",
		"innerhalb von 24 stunden", "innerhalb von 48 stunden", "innerhalb von * werktagen", "innerhalb von * arbeitstagen", "sous 24 heures", "sous 48 heures", "dans les 24 heures", "sous * jours ouvrés", "entro 24 ore", "entro 48 ore", "entro * giorni lavorativi",
		"en 24 horas", "en 48 horas", "en un plazo de", "binnen 24 uur", "binnen 48 uur", "binnen * werkdagen",
	})
	// OfMyself are what a person writes of himself or herself, and a ticket system does not.
	OfMyself = tableOf([]string{
		"i am", "i'm", "i will", "i'll", "i work", "i have", "my return", "ich bin", "ich habe", "ich arbeite", "ich befinde mich", "melde mich", "je suis", "je serai", "je reviendrai", "mon retour", "sono", "sarò", "mio rientro", "mio ritorno",
		"estoy", "estaré", "mi regreso", "mi vuelta", "ik ben", "ik werk", "ik heb", "mijn terugkeer", "jag är", "jestem", "estou", "olen", "jeg er",
	})
)

// foreignAutoSubjects are subjects of auto-replies in languages that nothing
// else is read in.
var foreignAutoSubjects = []string{
	"autosvar", "automatiskt svar", "automatisk svar", "frånvaro", "fravær", "fraværende", "automaattinen vastaus", "poissa",
	"resposta automática", "ausência", "fora do escritório", "automatyczna odpowiedź", "odpowiedź automatyczna", "nieobecność",
	"automatická odpověď", "mimo kancelář", "automatikus válasz", "házon kívül", "răspuns automat", "otomatik yanıt",
	"автоматический ответ", "автоответ", "自動返信", "自動応答", "不在", "自动回复", "自動回覆", "자동 회신",
}

// StandIn introduces a replacement.
var StandIn = spoken(func(l language) []string { return l.standIn })

var until = spoken(func(l language) []string { return l.until })

// weekdays may be between "until" and the date.
var weekdays = tableOf([]string{
	"the", "and including", "including", "den", "dem", "le", "el", "il", "de", "day", "día", "giorno", "einschließlich", "einschl.",
	"inklusive", "zum", "inclus", "compreso", "incluido", "en met", "op", "monday", "tuesday", "wednesday", "thursday", "friday",
	"saturday", "sunday", "mon", "tue", "wed", "thu", "fri", "montag", "dienstag", "mittwoch", "donnerstag", "freitag", "samstag",
	"sonntag", "mo", "di", "mi", "do", "fr", "lundi", "mardi", "mercredi", "jeudi", "vendredi", "lunedì", "martedì", "mercoledì", "giovedì",
	"venerdì", "lunes", "martes", "miércoles", "jueves", "viernes", "maandag", "dinsdag", "woensdag", "donderdag", "vrijdag",
})

// EndsWithUntil reports whether a folded text ends with a word such as "until", weekdays and articles behind it apart.
func EndsWithUntil(text string) bool {
	text = strings.TrimRight(text, " ,.:")
	for range 4 {
		if until.Suffix(text) > 0 {
			return true
		}
		shorter := strings.TrimRight(text[:len(text)-weekdays.Suffix(text)], " ,.")
		if len(shorter) == len(text) {
			return false
		}
		text = shorter
	}
	return false
}

// Months returns the months by their folded names and abbreviations in all languages.
func Months() map[string]time.Month {
	months := map[string]time.Month{}
	for _, l := range languages {
		for i, names := range l.months {
			for name := range strings.SplitSeq(names, "|") {
				months[Fold(name)] = time.Month(i + 1)
			}
		}
	}
	return months
}
