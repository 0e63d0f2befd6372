package lexicon

// How mails end.
var (
	// Closing begins a signature.
	Closing = spoken(func(l language) []string { return l.closing })
	// Thanks begin one too, if short and not the first line.
	Thanks = spoken(func(l language) []string { return l.thanks })
	// SentFrom advertises a program or a telephone.
	SentFrom = spoken(func(l language) []string { return l.sentFrom })
	// Disclaimer begins a legal notice.
	Disclaimer = spoken(func(l language) []string { return l.disclaimer })
	// Postscript begins a text below a signature.
	Postscript = tableOf([]string{"ps", "p.s.", "p.s", "nb", "n.b."})
	// BusinessCard is on a line of a business card.
	BusinessCard = tableOf([]string{
		"tel", "tel.", "phone", "mobile", "mob", "fax", "telefon", "mobil", "handy", "telefoon", "gsm", "teléfono", "móvil", "telefono",
		"cell", "portable", "t:", "m:", "t.", "www", "http", "https",
	})
)

// What a gateway writes above a mail from outside.
var (
	// FromOutside are phrases for where the mail comes from.
	FromOutside = tableOf([]string{
		"outside of the organization", "outside the organization", "outside of the organisation", "outside the organisation", "outside of your organization",
		"outside your organization", "outside of our organization", "outside our organization", "outside of our company", "outside the company",
		"from outside", "external sender", "external email", "external e-mail", "external mail", "external source", "external message",
		"don't often get email from", "do not often get email from",
		"externen absender", "externer absender", "externe e-mail", "externe mail", "externe email", "von außerhalb", "außerhalb der organisation",
		"außerhalb des unternehmens", "außerhalb ihrer organisation", "außerhalb unserer organisation", "extern gesendet", "externen quelle",
		"de l'extérieur", "expéditeur externe", "e-mail externe", "email externe", "courriel externe", "message externe", "source externe",
		"en dehors de l'organisation", "en dehors de votre organisation", "dall'esterno", "mittente esterno", "e-mail esterna", "email esterna", "messaggio esterno",
		"al di fuori dell'organizzazione", "esterna all'organizzazione", "fuera de la organización", "fuera de su organización", "fuera de nuestra organización",
		"remitente externo", "correo externo", "mensaje externo", "van buiten", "externe afzender", "extern bericht", "externe bron", "buiten de organisatie",
		"buiten uw organisatie", "buiten onze organisatie",
	})
	// LinkWarning are words that ask for care with what is in it.
	LinkWarning = tableOf([]string{
		"click", "clicking", "link", "links", "attachment", "attachments", "learn why", "caution", "be careful", "recognize the sender", "verify the sender",
		"anhang", "anhänge", "anhängen", "klicken", "vorsicht", "hier erfahren sie", "cliquez", "cliquer", "liens", "lien", "pièces jointes", "pièce jointe", "prudence",
		"vigilant", "vigilance", "clic", "collegamenti", "allegati", "allegato", "attenzione", "cautela", "enlaces", "archivos", "adjuntos", "adjunto", "precaución",
		"klik", "koppelingen", "bijlagen", "bijlage", "voorzichtig", "wees alert",
	})
	// OutsideTag is all that some gateways write.
	OutsideTag = tableOf([]string{"external", "extern", "externe", "esterno", "esterna", "externo", "external sender", "external email", "externe e-mail", "externe mail"})
)

// LegalNotice are phrases in legal notices. Without one of them "this mail is …" may be
// what the mail is about.
var LegalNotice = tableOf([]string{
	"confidential", "confidentiality", "privileged", "intended", "recipient", "unsubscribe", "environment", "registered", "registration",
	"outside", "external", "vertraulich", "vertrauliche", "vertraulichen", "adressat", "empfänger", "umwelt", "amtsgericht",
	"handelsregister", "geschäftsführer:", "sitz der gesellschaft", "datenschutz", "externe", "extern", "ust-id", "ust-idnr", "drucken",
	"confidentiel", "confidentielle", "confidentiels", "destinataire", "destinataires", "environnement", "imprimer", "riservato",
	"riservate", "riservata", "confidenziale", "confidenziali", "destinatario", "destinatari", "ambiente", "stampare", "confidencial",
	"destinatarios", "imprimir", "vertrouwelijk", "vertrouwelijke", "geadresseerde", "bestemd", "milieu", "printen", "click here",
	"phishing", "links",
})
