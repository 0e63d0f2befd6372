package lexicon

import "sync"

// languages are those that verification mails are sent in, and behind them those in which some answer all the same.
var languages = []language{english, german, french, italian, spanish, dutch, portuguese, swedish, polish, czech}

// spoken compiles one list of all languages.
func spoken(list func(language) []string) Phrases {
	return Phrases{sync.OnceValue(func() *index { return indexOf(listed(list)) })}
}

// listed joins one list of all languages.
func listed(list func(language) []string) []string {
	var all []string
	for _, l := range languages {
		all = append(all, list(l)...)
	}
	return all
}

// What people answer to "is this still right?".
var (
	// Right affirms anywhere, and hides negations inside it.
	Right = spoken(func(l language) []string { return l.right })
	// But contradicts an affirmation.
	But = spoken(func(l language) []string { return l.but })
	// Not negates.
	Not = spoken(func(l language) []string { return l.not })
	// Decline is an answer of somebody who is not the right one.
	Decline = spoken(func(l language) []string { return l.decline })
	// Change introduces another person, address or number.
	Change = spoken(func(l language) []string { return l.change })
	// Left reports that the person no longer works there.
	Left = spoken(func(l language) []string { return l.left })
	// Stop asks for no more such mails.
	Stop = spoken(func(l language) []string { return l.stop })
	// StopAlone does so if it is the whole sentence.
	StopAlone = spoken(func(l language) []string { return l.stopLone })
)

// Takeover are phrases of a writer who has the role now. It holds words of an affirmation ("that is me"), and is none.
var Takeover = tableOf([]string{
	"that is me now", "this is me now", "that's me now", "it is me now", "it's me now", "that would be me now", "that is now me", "i am the one now", "i'm the one now",
	"i now handle", "i handle this now", "i handle these now", "i do this now", "i am replacing", "i'm replacing", "i replaced", "i have replaced", "i took over from",
	"das bin jetzt ich", "das bin nun ich", "das bin ich jetzt", "das bin ich nun", "das mache jetzt ich", "das mache ich jetzt", "ich bin jetzt zuständig", "ich bin nun zuständig",
	"jetzt bin ich zuständig", "nun bin ich zuständig", "ich vertrete jetzt", "ich ersetze",
	"c'est moi maintenant", "c'est maintenant moi", "c'est moi désormais", "c'est désormais moi", "c'est moi à présent", "je remplace", "je m'en occupe désormais", "je m'en occupe maintenant",
	"sono io adesso", "adesso sono io", "sono io ora", "ora sono io", "sostituisco", "me ne occupo io adesso", "adesso me ne occupo io", "ora me ne occupo io",
	"ahora soy yo", "soy yo ahora", "sustituyo a", "reemplazo a", "ahora me encargo yo", "ahora lo llevo yo",
	"dat ben ik nu", "dat ben ik tegenwoordig", "nu ben ik dat", "ik doe dit nu", "ik vervang", "ik ben nu verantwoordelijk",
})

// NoLonger are negations of what was, which a phrase of leaving may hold.
var NoLonger = tableOf([]string{
	"no longer", "no more", "any longer", "anymore", "any more", "not anymore", "nicht mehr", "nicht länger", "ne plus", "plus", "n'est plus", "non più", "non è più", "ya no", "niet meer", "niet langer", "já não", "não mais", "not only", "nicht nur",
})

// PersonTitle are titles before the name of a person.
var PersonTitle = tableOf([]string{
	"mr", "mr.", "mrs", "mrs.", "ms", "ms.", "miss", "mister", "dr", "dr.", "herr", "herrn", "frau", "monsieur", "madame", "mademoiselle", "mme", "mlle",
	"signor", "signora", "signore", "sig.", "sig", "sig.ra", "sig.na", "señor", "señora", "sr.", "sra.", "sr", "sra", "don", "doña", "meneer", "mevrouw",
	"dhr", "dhr.", "mevr", "mevr.", "mw", "mw.", "de heer",
})

// Leaves are verbs of leaving something that is named beside them.
var Leaves = tableOf([]string{
	"left", "leaving", "leave", "leaves", "quitte", "quitté", "lasciato", "lascia", "lascio", "dejado", "dejó", "dejo", "verlasse", "verlässt", "verlassen",
	"verlaat", "verlaten",
})

// Question begins a sentence that asks whether something is right.
var Question = tableOf([]string{
	"is this", "is that", "is it", "are these", "are they", "are you", "are we", "am i", "do you", "does this", "can you", "could you", "would you", "will you", "stimmt das noch", "stimmen die",
	"stimmt die", "ist das", "ist dies", "sind das", "sind die", "sind sie", "est-ce", "êtes-vous", "c'est qui", "klopt dit", "is dit", "is dat", "bent u", "zijn deze", "è lei",
})

// IsMonth reports whether a folded word is a month.
func IsMonth(word string) bool { return monthNames()[word] > 0 }

var monthNames = sync.OnceValue(Months)

// NotMail is what somebody wants no more of, or to be deleted, without objecting to our mails.
var NotMail = tableOf([]string{
	"catalogue", "catalogues", "catalog", "katalog", "kataloge", "samples", "sample", "muster", "échantillons", "campioni", "muestras", "monsters", "cataloghi", "catálogos", "catalogi", "packaging", "papier",
	"fax", "faxes", "by fax", "call", "calls", "phone", "order", "orders", "order form", "delivery", "deliveries", "shipment", "invoice", "invoices", "by post", "position", "old number",
	"old address", "old email", "newsletter to", "production", "faxe", "telefax", "anrufe", "anruf", "bestellung", "bestellungen", "lieferung", "lieferungen", "rechnung", "rechnungen", "auftrag", "alte adresse", "alte nummer", "alten adresse",
	"sondern", "per post", "télécopie", "appels", "commande", "commandes", "livraison", "livraisons", "livrer", "facture", "ancien numéro", "ancienne adresse", "ordine", "ordini", "consegna", "fattura", "vecchio numero", "vecchio indirizzo", "pedido",
	"pedidos", "entrega", "factura", "número antiguo", "llamadas", "faxen", "bestelling", "bestellingen", "levering", "factuur", "oude nummer", "oude adres", "oud nummer", "part", "article", "item",
})

// DocumentNumber are words before a number that nobody can call.
var DocumentNumber = tableOf([]string{
	"order", "po", "purchase order", "order no", "order number", "invoice", "delivery note", "quote", "quotation", "offer", "customer no", "customer number", "ticket", "case", "reference", "ref", "part", "article", "item",
	"bestellung", "auftrag", "auftragsnummer", "bestellnummer", "lieferschein", "rechnung", "angebot", "kundennummer", "kundennr", "vorgang", "vorgangsnummer", "artikel", "commande", "facture", "devis", "bon de livraison", "référence",
	"numéro de client", "client", "ordine", "fattura", "bolla", "ddt", "offerta", "codice", "codice cliente", "pedido", "factura", "albarán", "oferta", "referencia", "bestelling", "factuur", "pakbon", "offerte", "klantnummer", "artikelnummer", "order nr",
})

// Newsletter are words in the footer of mails that go to many.
var Newsletter = tableOf([]string{
	"unsubscribe", "newsletter", "click here", "imprint", "privacy policy", "abbestellen", "abmelden", "impressum", "datenschutz", "se désabonner", "désabonner",
	"désinscrire", "annulla l'iscrizione", "disiscriviti", "darse de baja", "uitschrijven",
})

// Answers between our quoted questions.
var (
	// AsksWhatComes is our question whether something is coming, in the words of our mails and the like.
	AsksWhatComes = tableOf([]string{
		"anything coming", "anything we should know", "that we should know", "anything planned", "steht etwas an", "wir wissen sollten", "y a-t-il quelque chose",
		"nous devrions savoir", "qualcosa in arrivo", "dovremmo sapere", "hay algo", "deberíamos saber", "debamos saber", "komt er iets", "staat er iets", "moeten weten", "zouden moeten weten", "closing days", "schließtage", "jours de fermeture", "giorni di chiusura", "días de cierre", "sluitingsdagen",
	})
	// NothingComes is a whole answer to it that says no.
	NothingComes = tableOf([]string{
		"no", "none", "nothing", "nope", "no changes", "nothing planned", "not that i know of", "not at the moment", "n/a", "nein", "nichts", "keine", "nee", "nichts geplant", "zurzeit nicht", "derzeit nicht", "non", "rien", "aucun", "aucune", "rien de prévu", "pas pour le moment",
		"nessuno", "nessuna", "niente", "nulla", "niente di previsto", "nada", "ninguno", "ninguna", "nada previsto", "no hay", "niets", "geen", "niets gepland", "neen",
	})
	// BareYes is a whole answer that says yes.
	BareYes = tableOf([]string{"yes", "yep", "yeah", "ja", "oui", "sì", "sí", "si", "jawohl", "correct", "richtig", "exact"})
)
