package supplierlist

import (
	"strings"
	"sync"
	"unicode"

	"golang.org/x/text/unicode/norm"

	"supplierwatch/internal/model"
)

// keyNames are the headers of what concerns the supplier as a whole, in English, German and French.
var keyNames = map[Key]string{
	KeyID:   "id, supplier id, registry id, kennung, lieferanten id, lieferanten kennung, identifiant, identifiant fournisseur",
	KeyName: "name, supplier, supplier name, vendor, vendor name, company, company name, firma, firmenname, lieferant, lieferantenname, name des lieferanten, nom, fournisseur, nom du fournisseur, société, raison sociale",
	KeyTier: "tier, criticality, stufe, kritikalität, einstufung, niveau, criticité",
	KeyCountry: "country, country code, land, länderkürzel, ländercode, länderkennzeichen, länderschlüssel, landesschlüssel, " +
		"pays, code pays",
	KeyCustomerNumber: "customer number, customer no, customer nr, our customer number, account number, kundennummer, kundennr, kunden nr, kd nr, unsere kundennummer, " +
		"numéro de client, n° client, no client, code client, référence client",
	KeyLanguage: "language, language code, sprache, sprachcode, langue, code langue",
	KeyOwner:    "owner, owner team, team, verantwortlich, verantwortliches team, responsable, équipe",
	KeyERP: "erp, erp number, supplier number, supplier no, vendor number, vendor no, vendor code, supplier code, lieferantennummer, lieferantennr, lieferanten nr, kreditor, kreditorennummer, " +
		"numéro de fournisseur, n° fournisseur, no fournisseur, code fournisseur",
}

// roleNames are the words for the roles of contacts.
var roleNames = map[model.Role]string{
	model.RoleOrders:            "orders, order, purchase orders, bestellung, bestellungen, bestell, commande, commandes",
	model.RoleOrderConfirmation: "order confirmation, order confirmations, auftragsbestätigung, auftragsbestätigungen, confirmation de commande, confirmations de commande",
	model.RoleLogistics:         "logistics, logistik, logistique",
	model.RoleQuality:           "quality, qualität, qualitäts, qualité",
	model.RoleRegulatory:        "regulatory, regulatory affairs, regulatorisch, regulatorisches, zulassung, réglementaire, affaires réglementaires",
	model.RoleDataExchange:      "data exchange, edi, datenaustausch, échange de données",
	model.RoleAccounts:          "accounts, accounting, accounts receivable, buchhaltung, buchhaltungs, comptabilité",
	model.RoleTechnical:         "technical, technical support, technik, technisch, technique, support technique",
	model.RoleService:           "service, customer service, kundendienst, service client, service après vente",
	model.RoleEscalation:        "escalation, emergency, eskalation, eskalations, notfall, escalade, urgence, urgences",
	model.RoleGeneral:           "general, switchboard, allgemein, zentrale, général, standard téléphonique",
}

// partNames are the words for the parts of contacts.
var partNames = map[Part]string{
	PartEmail: "mail, email, e mail, mail address, email address, mailadresse, emailadresse, adresse mail, adresse email, courriel, adresse électronique",
	PartPhone: "phone, phone number, telephone, telephone number, tel, tel no, telefon, telefonnummer, telefonnr, tel nr, rufnummer, " +
		"téléphone, numéro de téléphone, n° téléphone",
	PartName: "contact, contact name, contact person, ansprechpartner, ansprechpartnerin, kontakt, kontaktperson, interlocuteur, nom du contact, personne de contact",
}

// rolePartName is the word for the name of a contact beside that of its role.
const rolePartName = ", name, nom"

// headers are the fields by the names of their columns, folded.
var headers = sync.OnceValue(func() map[string]Field {
	found := map[string]Field{}
	add := func(folded string, f Field) {
		if _, taken := found[folded]; !taken {
			found[folded] = f
		}
	}
	for _, key := range Keys {
		for name := range strings.SplitSeq(keyNames[key], ", ") {
			add(fold(name), Field{Key: key})
		}
	}
	for _, part := range Parts {
		for name := range strings.SplitSeq(partNames[part], ", ") {
			add(fold(name), Field{Role: model.RoleOrders, Part: part})
		}
	}
	for _, role := range model.Roles {
		for _, part := range Parts {
			addContact(role, part, add)
		}
	}
	return found
})

// addContact adds the headers of a part of the contact for a role, in both orders: Orders phone, Téléphone commandes.
func addContact(role model.Role, part Part, add func(string, Field)) {
	names := partNames[part]
	if part == PartName {
		names += rolePartName
	}
	for name := range strings.SplitSeq(names, ", ") {
		for word := range strings.SplitSeq(roleNames[role], ", ") {
			add(fold(word)+fold(name), Field{Role: role, Part: part})
			add(fold(name)+fold(word), Field{Role: role, Part: part})
		}
	}
}

// fillers are words that say nothing about what a column holds.
var fillers = map[string]bool{
	"for": true, "of": true, "the": true, "für": true, "fuer": true, "der": true, "die": true, "das": true, "des": true,
	"de": true, "du": true, "la": true, "le": true, "les": true, "pour": true, "d": true, "l": true,
}

// fold returns what of a header is compared: letters and digits, without case, accents and separators.
func fold(header string) string {
	words := strings.FieldsFunc(strings.ToLower(norm.NFC.String(header)), func(r rune) bool { return !unicode.IsLetter(r) && !unicode.IsDigit(r) })
	var b strings.Builder
	for _, word := range words {
		if !fillers[word] {
			b.WriteString(transliterate(word))
		}
	}
	return b.String()
}

// SameHeader reports whether a header is one of the names in a list with commas.
func SameHeader(header, names string) bool {
	for name := range strings.SplitSeq(names, ", ") {
		if fold(name) == fold(header) {
			return true
		}
	}
	return false
}

// FieldOf returns the field that a header names.
func FieldOf(header string) (Field, bool) {
	f, known := headers()[fold(header)]
	return f, known
}

// RoleOf returns the role that a word in English, German or French names.
func RoleOf(word string) (model.Role, bool) {
	folded := fold(word)
	for _, role := range model.Roles {
		if fold(string(role)) == folded {
			return role, true
		}
		for name := range strings.SplitSeq(roleNames[role], ", ") {
			if fold(name) == folded {
				return role, true
			}
		}
	}
	return "", false
}
