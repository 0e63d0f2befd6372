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
