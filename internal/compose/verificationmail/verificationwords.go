package verificationmail

import (
	"fmt"
	"strings"
	"time"

	"supplierwatch/internal/civil"
	"supplierwatch/internal/model"
)

// language has the words of one language that no template has: roles, purposes of mailboxes, and dates. The words of roles follow the word "for" of
// the language.
type language struct {
	and      string
	months   [12]string
	day      func(d civil.Date, month string) string
	roles    map[model.Role]string
	purposes map[model.Purpose]string
}

// languages are the languages in which suppliers are written to, by ISO 639-1.
var languages = map[string]language{
	"en": {
		and:    "and",
		months: months("January February March April May June July August September October November December"),
		day:    func(d civil.Date, month string) string { return fmt.Sprintf("%d %s %d", d.Day(), month, d.Year()) },
		roles: roles("orders", "order confirmations", "logistics", "quality", "regulatory matters", "data exchange", "accounts", "technical questions",
			"service", "emergencies", "general matters"),
		purposes: purposes("order confirmations", "logistics", "regulatory matters", "quality", "data exchange", "contract notices", "emergencies", "all else"),
	},
	"de": {
		and:    "und",
		months: months("Januar Februar März April Mai Juni Juli August September Oktober November Dezember"),
		day:    func(d civil.Date, month string) string { return fmt.Sprintf("%d. %s %d", d.Day(), month, d.Year()) },
		roles: roles("Bestellungen", "Auftragsbestätigungen", "Logistik", "Qualität", "regulatorische Fragen", "Datenaustausch", "Buchhaltung",
			"technische Fragen", "Service", "Notfälle", "allgemeine Fragen"),
		purposes: purposes("Auftragsbestätigungen", "Logistik", "regulatorische Fragen", "Qualität", "Datenaustausch", "Vertragsmitteilungen", "Notfälle",
			"alles Übrige"),
	},
	"fr": {
		and:    "et",
		months: months("janvier février mars avril mai juin juillet août septembre octobre novembre décembre"),
		day: func(d civil.Date, month string) string {
			return fmt.Sprintf("%s %s %d", dayOrFirst(d.Day(), "1er"), month, d.Year())
		},
		roles: roles("les commandes", "les confirmations de commande", "la logistique", "la qualité", "les questions réglementaires",
			"l’échange de données", "la comptabilité", "les questions techniques", "le service après-vente", "les urgences", "les questions générales"),
		purposes: purposes("confirmations de commande", "logistique", "questions réglementaires", "qualité", "échange de données", "notifications contractuelles",
			"urgences", "tout le reste"),
	},
	"it": {
		and:    "e",
		months: months("gennaio febbraio marzo aprile maggio giugno luglio agosto settembre ottobre novembre dicembre"),
		day: func(d civil.Date, month string) string {
			return fmt.Sprintf("%s %s %d", dayOrFirst(d.Day(), "1º"), month, d.Year())
		},
		roles: roles("gli ordini", "le conferme d’ordine", "la logistica", "la qualità", "le questioni normative", "lo scambio di dati", "la contabilità",
			"le questioni tecniche", "l’assistenza", "le emergenze", "le questioni generali"),
		purposes: purposes("conferme d’ordine", "logistica", "questioni normative", "qualità", "scambio di dati", "comunicazioni contrattuali", "emergenze",
			"tutto il resto"),
	},
	"es": {
		and:    "y",
		months: months("enero febrero marzo abril mayo junio julio agosto septiembre octubre noviembre diciembre"),
		day: func(d civil.Date, month string) string {
			return fmt.Sprintf("%d de %s de %d", d.Day(), month, d.Year())
		},
		roles: roles("pedidos", "confirmaciones de pedido", "logística", "calidad", "asuntos normativos", "intercambio de datos", "contabilidad",
			"cuestiones técnicas", "servicio técnico", "emergencias", "asuntos generales"),
		purposes: purposes("confirmaciones de pedido", "logística", "asuntos normativos", "calidad", "intercambio de datos", "notificaciones contractuales",
			"emergencias", "todo lo demás"),
	},
	"nl": {
		and:    "en",
		months: months("januari februari maart april mei juni juli augustus september oktober november december"),
		day:    func(d civil.Date, month string) string { return fmt.Sprintf("%d %s %d", d.Day(), month, d.Year()) },
		roles: roles("bestellingen", "orderbevestigingen", "logistiek", "kwaliteit", "regelgeving", "gegevensuitwisseling", "boekhouding", "technische vragen",
			"service", "noodgevallen", "algemene zaken"),
		purposes: purposes("orderbevestigingen", "logistiek", "regelgeving", "kwaliteit", "gegevensuitwisseling", "contractmededelingen", "noodgevallen",
			"al het overige"),
	},
}

func months(names string) [12]string { return [12]string(strings.Fields(names)) }

// roles goes by the order of model.Roles.
func roles(words ...string) map[model.Role]string { return paired(model.Roles, words) }

// purposes goes by the order of model.Purposes.
func purposes(words ...string) map[model.Purpose]string { return paired(model.Purposes, words) }

func paired[K comparable](keys []K, words []string) map[K]string {
	all := make(map[K]string, len(keys))
	for i, key := range keys {
		all[key] = words[i]
	}
	return all
}

// dayOrFirst returns a day of the month where the first day has a form of its own.
func dayOrFirst(day int, form string) string {
	if day == 1 {
		return form
	}
	return fmt.Sprint(day)
}

// date writes a day in the long form of the language.
func (t language) date(d civil.Date) string {
	if d.IsZero() {
		return ""
	}
	return t.day(d, t.months[d.Month()-time.January])
}

// list joins words: orders, logistics and quality.
func (t language) list(words []string) string {
	if len(words) < 2 {
		return strings.Join(words, "")
	}
	return strings.Join(words[:len(words)-1], ", ") + " " + t.and + " " + words[len(words)-1]
}

// forRoles returns what a contact is there for.
func (t language) forRoles(all []model.Role) string {
	var words []string
	for _, r := range all {
		if w := t.roles[r]; w != "" {
			words = append(words, w)
		}
	}
	return t.list(words)
}
