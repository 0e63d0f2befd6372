package lexicon

var (
	Closing      = spoken(func(l language) []string { return l.closing })
	Thanks       = spoken(func(l language) []string { return l.thanks })
	SentFrom     = spoken(func(l language) []string { return l.sentFrom })
	Disclaimer   = spoken(func(l language) []string { return l.disclaimer })
	Postscript   = tableOf([]string{"ps", "p.s.", "p.s", "nb", "n.b."})
	BusinessCard = tableOf([]string{
		"tel", "tel.", "phone", "mobile", "mob", "fax", "telefon", "mobil", "handy", "telefoon", "gsm", "teléfono", "móvil", "telefono",
		"cell", "portable", "t:", "m:", "t.", "www", "http", "https",
	})
)

// LegalNotice stand in legal notices. Without one of them "this mail is …" may be
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
