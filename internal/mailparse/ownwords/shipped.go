package ownwords

import (
	"io/fs"
	"path"
	"strings"
	"sync"
	"text/template"

	"supplierwatch/config"
)

// forms are the templates of the mails to suppliers, one file a language.
const forms = "templates/verification"

// parts are the blocks of a form that are mails.
var parts = []string{"question", "reminder", "notice", "subject", "reminder-subject", "notice-subject", "reference"}

// Shipped returns the mails to suppliers that ship with the program, in all languages, and as earlier versions wrote them. What
// differs from mail to mail is a Slot.
var Shipped = sync.OnceValue(func() *Texts {
	var texts []string
	files, _ := fs.Glob(config.Templates, path.Join(forms, "*.tmpl")) // the pattern is well-formed
	for _, file := range files {
		form, err := template.ParseFS(config.Templates, file)
		if err != nil {
			continue // the tests of the forms report it
		}
		for _, part := range parts {
			for _, single := range []bool{true, false} {
				var text strings.Builder
				if form.ExecuteTemplate(&text, part, slots(single)) == nil {
					texts = append(texts, text.String())
					if before, ok := asBefore(text.String()); ok {
						texts = append(texts, before)
					}
				}
			}
		}
	}
	return Of(texts...)
})

// purposes are what our mailboxes are for, as our mails name it behind an address. The tests with the mails themselves show whether one is missing.
var purposes = []string{
	"order confirmations", "regulatory matters", "data exchange", "contract notices", "Auftragsbestätigungen", "regulatorische Fragen", "Datenaustausch", "Vertragsmitteilungen",
	"confirmations de commande", "questions réglementaires", "échange de données", "notifications contractuelles", "conferme d’ordine", "questioni normative", "scambio di dati", "comunicazioni contrattuali",
	"logistics", "quality", "emergencies", "all else", "Logistik", "Qualität", "Notfälle", "alles Übrige", "logistique", "qualité", "urgences", "tout le reste", "logistica", "qualità", "emergenze", "tutto il resto",
	"logística", "calidad", "emergencias", "todo lo demás", "logistiek", "kwaliteit", "regelgeving", "noodgevallen", "al het overige", "confirmaciones de pedido", "asuntos normativos", "intercambio de datos", "notificaciones contractuales", "orderbevestigingen", "gegevensuitwisseling", "contractmededelingen",
}

// isPurpose reports whether words are what one of our mailboxes is for.
func isPurpose(words string) bool {
	return knownPurposes()[string(squeezed(words).letters)]
}

var knownPurposes = sync.OnceValue(func() map[string]bool {
	known := map[string]bool{}
	for _, purpose := range purposes {
		known[string(squeezed(purpose).letters)] = true
	}
	return known
})

// slots returns what a form is filled with: a Slot in each place, for a mail about one contact or about several.
func slots(single bool) map[string]any {
	const slot = string(Slot)
	contact := map[string]string{"Line": slot, "For": slot, "Supplier": slot, "Customer": slot}
	return map[string]any{
		"Us": slot, "Customer": slot, "For": slot, "Single": single, "Contacts": []map[string]string{contact}, "Mailboxes": slot, "Phone": slot,
		"NotBefore": slot, "AskedOn": slot, "New": slot, "Bank": true, "Reference": slot,
	}
}
