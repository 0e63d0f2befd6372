package lexicon

// What a sentence is about decides what its verb means: an address that has changed is an answer, a price is none; who wants no more mails
// objects, who wants no more pallets does not.
var (
	// OpenChange are phrases of a change that may be about anything.
	OpenChange = tableOf([]string{
		"is now", "are now", "has changed", "have changed", "has changed to", "changed to", "please use", "from now on",
		"ist jetzt", "ist nun", "hat sich geändert", "haben sich geändert", "geändert in", "lautet jetzt", "lautet nun", "bitte nutzen", "bitte verwenden", "bitte benutzen",
		"est désormais", "est maintenant", "est à présent", "sera désormais", "désormais", "dorénavant", "a changé", "ont changé", "veuillez utiliser", "merci d'utiliser", "c'est maintenant", "c'est désormais",
		"è ora", "è adesso", "è cambiato", "è cambiata", "sono cambiati", "sono cambiate", "utilizzare", "utilizzate", "da ora in poi", "d'ora in poi", "d'ora in avanti",
		"es ahora", "ahora es", "ahora la", "ahora lo", "ha cambiado", "han cambiado", "utilice", "utilicen", "a partir de ahora", "de ahora en adelante", "en adelante",
		"is nu", "is voortaan", "voortaan", "is gewijzigd", "zijn gewijzigd", "is veranderd", "zijn veranderd", "gewijzigd in",
		"é agora", "agora é", "mudou", "mudaram", "a partir de agora", "passa a ser",
	})
	// Traded are goods, terms, documents and times, which change without any contact.
	Traded = tableOf([]string{
		"delivery date", "delivery dates", "delivery time", "delivery times", "delivery terms", "delivery note", "ship date", "lead time", "lead times", "price", "prices", "price list", "pricing", "surcharge", "discount", "packaging", "packing",
		"minimum order", "order quantity", "minimum quantity", "quantity", "moq", "payment terms", "payment term", "terms and conditions", "terms of payment", "terms", "specification", "specifications", "datasheet", "data sheet", "drawing", "revision", "version",
		"part number", "part numbers", "item number", "article number", "material number", "material", "item", "article", "product", "products", "colour", "color", "label", "labels", "opening hours", "business hours", "warehouse hours", "office hours", "hours",
		"order number", "po number", "invoice number", "customer number", "customer no", "account manager fee", "vat number", "form", "forms", "catalogue", "catalog", "certificate", "quote", "quotation", "offer", "shipment", "delivery", "goods", "batch", "carrier", "incoterms", "incoterm", "exchange rate", "currency",
		"liefertermin", "liefertermine", "lieferzeit", "lieferzeiten", "lieferbedingungen", "lieferschein", "preis", "preise", "preisliste", "zuschlag", "rabatt", "verpackung", "mindestmenge", "mindestbestellmenge", "mindestbestellwert", "menge", "zahlungsziel", "zahlungsbedingungen", "agb", "spezifikation",
		"datenblatt", "zeichnung", "index", "artikelnummer", "artikelnummern", "materialnummer", "teilenummer", "artikel", "produkt", "produkte", "farbe", "etikett", "öffnungszeiten", "geschäftszeiten", "bürozeiten", "bestellnummer", "auftragsnummer", "rechnungsnummer", "kundennummer", "formular", "formulare", "katalog", "zertifikat", "angebot", "sendung", "lieferung", "ware", "charge",
		"délai de livraison", "délais de livraison", "délai", "délais", "date de livraison", "prix", "tarif", "tarifs", "remise", "emballage", "quantité minimale", "quantité", "conditions de paiement", "conditions générales", "cgv", "plan", "indice", "référence", "références", "article", "produit", "produits", "couleur", "horaires", "numéro de commande", "numéro de client", "formulaire", "catalogue", "certificat", "devis", "livraison", "marchandise",
		"termine di consegna", "termini di consegna", "tempi di consegna", "data di consegna", "prezzo", "prezzi", "listino", "sconto", "imballo", "imballaggio", "quantità minima", "quantità", "condizioni di pagamento", "condizioni generali", "disegno", "revisione", "codice articolo", "articolo", "prodotto", "prodotti", "colore", "orari", "numero d'ordine", "modulo", "catalogo", "certificato", "offerta", "consegna", "merce",
		"plazo de entrega", "plazos de entrega", "fecha de entrega", "precio", "precios", "tarifa", "tarifas", "descuento", "embalaje", "cantidad mínima", "cantidad", "condiciones de pago", "condiciones generales", "plano", "revisión", "referencia", "artículo", "producto", "productos", "color", "horario", "horarios", "número de pedido", "formulario", "catálogo", "certificado", "oferta", "entrega", "mercancía",
		"levertijd", "levertijden", "leverdatum", "prijs", "prijzen", "prijslijst", "korting", "verpakking", "minimale afname", "hoeveelheid", "betalingstermijn", "betalingsvoorwaarden", "leveringsvoorwaarden", "algemene voorwaarden", "tekening", "revisie", "artikelnummer", "artikel", "artikelen", "kleur", "openingstijden", "ordernummer", "bestelnummer", "klantnummer", "formulier", "catalogus", "certificaat", "offerte", "levering", "goederen",
		"prazo de entrega", "data de entrega", "preço", "preços", "embalagem", "quantidade mínima", "condições de pagamento", "desenho", "artigo", "produto", "horário",
	})
	// Reached are the means by which somebody is reached, and who that is.
	Reached = tableOf([]string{
		"address", "addresses", "email", "e-mail", "mail", "mailbox", "inbox", "phone", "telephone", "mobile", "number", "numbers", "extension", "fax", "line", "contact", "contacts", "contact details", "person", "colleague", "colleagues", "desk", "team", "department", "domain", "website", "portal", "name", "office", "distributor", "assistant", "successor", "responsible", "in charge",
		"adresse", "adressen", "mailadresse", "e-mail-adresse", "postfach", "telefon", "telefonnummer", "rufnummer", "handynummer", "durchwahl", "nummer", "nummern", "faxnummer", "kontakt", "kontaktdaten", "ansprechpartner", "ansprechpartnerin", "person", "kollege", "kollegin", "kollegen", "abteilung", "domain", "name", "zuständig", "verantwortlich", "nachfolger", "nachfolgerin",
		"courriel", "boîte", "téléphone", "portable", "numéro", "coordonnées", "interlocuteur", "interlocutrice", "personne", "collègue", "service", "domaine", "nom", "responsable", "successeur",
		"indirizzo", "indirizzi", "casella", "telefono", "cellulare", "numero", "contatto", "contatti", "recapito", "recapiti", "referente", "persona", "collega", "ufficio", "reparto", "dominio", "nome", "responsabile", "successore",
		"dirección", "correo", "buzón", "teléfono", "móvil", "número", "contacto", "contactos", "persona", "compañero", "compañera", "departamento", "dominio", "nombre", "sucesor", "sucesora",
		"adres", "e-mailadres", "mailadres", "postbus", "telefoon", "telefoonnummer", "contactpersoon", "persoon", "afdeling", "domein", "naam", "verantwoordelijk", "opvolger", "opvolgster",
		"endereço", "telefone", "telemóvel", "contato", "pessoa", "nome", "responsável",
	})
	// OpenStop are phrases that ask for no more of anything.
	OpenStop = tableOf([]string{
		"do not write", "don't write", "do not send me", "do not send us", "don't send me", "don't send us", "do not send any more", "stop sending", "quit sending", "cease sending", "do not wish to receive", "don't wish to receive", "do not want to receive", "don't want to receive", "no longer wish to receive", "no longer want to receive", "wish to receive no", "kindly stop", "please cease", "stop this", "stop these", "refrain from", "no more such",
		"senden sie uns * nicht mehr", "schicken sie uns * nicht mehr", "senden sie mir * nicht mehr", "schicken sie mir * nicht mehr", "nicht mehr an uns", "nicht mehr erhalten", "nicht mehr bekommen", "unterlassen sie", "bitte unterlassen", "hören sie auf", "hört auf", "nicht erwünscht", "unerwünscht",
		"ne nous envoyez plus", "ne m'envoyez plus", "plus nous envoyer", "plus m'envoyer", "n'envoyez plus", "ne plus m'envoyer", "ne plus nous envoyer", "ne plus recevoir", "ne souhaite plus recevoir", "ne souhaitons plus recevoir", "ne veux plus recevoir", "ne voulons plus recevoir", "ne souhaite pas recevoir", "ne souhaitons pas recevoir", "cessez de", "arrêtez de",
		"non inviarci più", "non inviateci più", "non inviatemi più", "non inviarmi più", "non inviate più", "non inviateci", "non inviatemi", "non mandate più", "non mandateci", "non mandatemi", "non mandarci più", "non scrivete più", "smettete di", "smettetela di", "non desideriamo", "non desidero", "non vogliamo più", "non voglio più", "non desideriamo ricevere", "non desidero ricevere", "non vogliamo ricevere", "non voglio ricevere",
		"no nos envíen más", "no me envíen más", "no nos envíe más", "no me envíe más", "no nos manden", "no me manden", "no envíen más", "no envíe más", "no me envíen", "no nos envíen", "dejen de", "deje de", "no queremos más", "no queremos", "no quiero más", "no deseo", "no queremos recibir", "no quiero recibir", "no deseamos recibir", "no deseo recibir",
		"stuur ons * geen", "stuur mij * geen", "stuur ons geen", "stuur mij geen", "stuur me geen", "stuur * niet meer", "stop met", "wij wensen geen", "wil geen", "willen geen", "wensen geen", "wens geen", "ontvangen liever geen", "niet gewenst", "ongewenst", "geen prijs op",
		"não envie mais", "não enviem mais", "não nos envie", "não nos enviem", "não me envie", "não queremos receber", "não quero receber",
	})
	// Mails are what we write.
	Mails = tableOf([]string{
		"mail", "mails", "email", "emails", "e-mail", "e-mails", "emailing", "mailing", "messages", "message", "request", "requests", "inquiries", "inquiry", "enquiries", "enquiry", "question", "questions", "questionnaire", "questionnaires", "survey", "surveys", "reminder", "reminders", "spam", "such", "these", "this", "things", "stuff", "junk", "writing", "contacting", "asking",
		"nachricht", "nachrichten", "anfrage", "anfragen", "frage", "fragen", "umfrage", "umfragen", "erinnerungen", "schreiben", "solche", "solchen", "derartige", "derartigen", "diese", "dieser", "zuschriften", "post", "so etwas", "sowas", "zu schreiben", "zu mailen", "belästigen",
		"courriel", "courriels", "courrier", "courriers", "messages", "message", "demandes", "sollicitations", "questions", "relances", "ce genre", "ce type", "ces", "cela", "ça", "écrire", "contacter", "solliciter", "déranger",
		"messaggi", "messaggio", "posta", "richieste", "domande", "comunicazioni", "solleciti", "questi", "queste", "questo genere", "simili", "scrivere", "contattare", "scriverci", "scrivermi", "niente", "nulla",
		"correo", "correos", "mensajes", "mensaje", "solicitudes", "consultas", "comunicaciones", "preguntas", "recordatorios", "este tipo", "estos", "estas", "escribir", "escribirme", "escribirnos", "contactar", "molestar", "nada", "cosas",
		"bericht", "berichten", "verzoek", "verzoeken", "vragen", "aanvragen", "enquêtes", "herinneringen", "zulke", "dergelijke", "dit soort", "deze", "mailen", "schrijven", "lastig te vallen", "contact",
		"mensagens", "e-mails", "pedidos destes", "estas", "estes",
	})
	// Exchanged are words beside what is to be used in place of something.
	Exchanged = tableOf([]string{"instead", "and add", "and use", "replace * with", "rather use", "stattdessen", "statt dessen", "dafür bitte", "à la place", "plutôt", "al posto", "invece", "en su lugar", "en lugar", "in plaats", "em vez"})
	// CallMe invites to a call.
	CallMe = tableOf([]string{
		"call me", "call us", "ring me", "ring us", "phone me", "give me a call", "give us a call", "give me a ring", "reach me on", "reach me at", "rufen sie mich", "rufen sie uns", "rufen sie gern", "ruf mich", "melden sie sich telefonisch", "appelez-moi", "appelez-nous", "m'appeler", "nous appeler",
		"chiamatemi", "chiamateci", "mi chiami", "ci chiami", "mi chiamate", "llámeme", "llámame", "llámenos", "llámenme", "bel mij", "bel me", "bel ons", "belt u mij", "belt u ons", "ligue-me", "telefone-me",
	})
)
