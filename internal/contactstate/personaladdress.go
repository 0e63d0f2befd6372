package contactstate

import (
	"slices"
	"strings"
	"unicode"
)

// LooksPersonal reports whether a local part looks like first.last: two parts of letters, neither of which is a department's word.
func LooksPersonal(local string) bool {
	parts := strings.Split(strings.ToLower(local), ".")
	if len(parts) != 2 {
		return false
	}
	return !slices.ContainsFunc(parts, func(p string) bool {
		return p == "" || departments[p] || strings.ContainsFunc(p, func(r rune) bool { return !unicode.IsLetter(r) && r != '-' })
	})
}

// departments are words in the addresses of functions, not of people.
var departments = set(`
	account accounts accounting ap ar admin administration allocation am application auftrag auftraege beschaffung bestellung bestellungen
	billing buchhaltung b2b business care center centre cert chemicals claims commerce compliance complaints confirmation confirmations contact
	contracts control credit customer customers customs dach data delivery deliveries department desk dispatch distribution duty ebusiness edi
	einkauf emea emergency engineering enquiries equipment escalation escalations europe eu exchange export field finance fab general gas gases
	global group hello help helpdesk hotline hse import industrial info information innendienst inside international invoice invoices invoicing
	it key kontakt kunden kundendienst kundenservice lab legal leitstand lieferung logistics logistik mail management manager maintenance
	marketing master materials night notdienst notices office oncall on-call online operations order orders ordering order-confirmation
	parts payable payables plant portal procurement product production products project purchase purchasing qa qm qualitaet quality quotes
	receivable receivables regulatory repair repairs request requests returns rma safety sales scheduling semi service services shipping
	shop site spare spares spareparts supply support switchboard tech technical technik team tender trade transport us uk vertrieb warehouse
	warranty web wafer werk zentrale

	accueil achat achats assistance atelier commande commandes commercial comptabilite douane expedition facturation fournisseurs livraison
	livraisons logistique production qualite secretariat technique urgence urgences vente ventes clients client clientele

	acquisti amministrazione assistenza cliente clienti commerciale consegne dogana emergenza emergenze fatturazione fornitori magazzino ordine
	ordini produzione qualita segreteria servizio spedizioni tecnico ufficio vendite

	administracion aduanas atencion calidad clientes comercial compras contabilidad emergencia emergencias entregas envios facturacion logistica
	pedido pedidos proveedores servicio soporte tecnica ventas

	administratie bestelling bestellingen boekhouding dienst douane facturatie inkoop klanten klantenservice kwaliteit levering leveringen
	logistiek magazijn noodgeval verkoop verzending
`)

// set returns the words of a text.
func set(text string) map[string]bool {
	m := map[string]bool{}
	for _, w := range strings.Fields(text) {
		m[w] = true
	}
	return m
}
