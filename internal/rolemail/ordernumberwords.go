package rolemail

import "strings"

// labels are the words that announce a number, folded as words are: in six languages, what suppliers call our order, their own
// confirmation, and their other numbers. The longest label counts.
var labels = labelled(map[class]string{
	classOrder: `
		po; p o; pos; purchase order; purchase orders; your purchase order; your order; your orders; order; orders; your po; your ref; your reference;
		customer order; customer po; customer reference; buyer order; buyers order; po number; order number; ordernumber
		bestellung; bestellungen; ihre bestellung; ihrer bestellung; ihren bestellungen; bestellnummer; bestellnr; bestell; ihre bestellnummer; ihr auftrag;
		ihren auftrag; ihrem auftrag; ihres auftrags; ihre auftragsnummer; ihr zeichen; ihre referenz; kundenbestellnummer; kundenbestellung; einkaufsbestellung
		commande; commandes; votre commande; vos commandes; bon de commande; votre reference; votre ref; vref; numero de commande; no de commande
		ordine; ordini; vostro ordine; vs ordine; vso ordine; suo ordine; ordine dacquisto; ordine di acquisto; vostro riferimento; vs rif; vs riferimento
		pedido; pedidos; su pedido; sus pedidos; vuestro pedido; orden de compra; su orden; su referencia; numero de pedido
		bestelling; bestellingen; uw bestelling; uw order; bestelnummer; bestelnr; inkooporder; inkoopordernummer; uw ordernummer; uw referentie; uw kenmerk
		zamowienie; zamowienia; zamowieniu; panstwa zamowienie; objednavka; objednavky; objednavku; vase objednavka; encomenda; encomendas; vossa encomenda;
		nota de encomenda; bestallning; er order; ordre; deres ordre; indkobsordre; rendeles; megrendeles; comanda; tilaus; tilausnumero; narocilo; siparis`,
	classOwn: `
		order confirmation; order confirmations; order acknowledgement; order acknowledgment; confirmation number; confirmation no; acknowledgement no;
		acknowledgement number; purchase order confirmation; oc
		auftragsbestatigung; bestellbestatigung; auftragsbestatigungsnummer; ab; bestatigung; bestatigungsnummer
		confirmation de commande; accuse de reception; accuse de reception de commande; arc
		conferma dordine; conferma ordine; conferma dell ordine; conferma
		confirmacion de pedido; confirmacion del pedido; acuse de recibo
		orderbevestiging; opdrachtbevestiging; bevestiging`,
	classTheirs: `
		our order; our orders; our order number; our order no; our ref; our reference; sales order; sales order number; work order; invoice; invoices; invoice number; delivery note;
		delivery note number; packing slip; packing list; shipment; tracking; tracking number; waybill; customer; customer number; customer no; account;
		account number; quotation; quote; offer; item; article; part; part number; material; batch; lot; tel; telephone; phone; fax; mobile; vat; iban; serial
		auftrag; auftragsnummer; auftragsnr; auftrags; unser auftrag; unsere auftragsnummer; unsere auftragsnr; unser zeichen; unsere referenz; rechnung; rechnungsnummer; rechnungsnr;
		lieferschein; lieferscheinnummer; lieferscheinnr; kunde; kundennummer; kundennr; kdnr; angebot; angebotsnummer; artikel; artikelnummer; artikelnr; charge;
		sendung; sendungsnummer; telefon; mobil; ustid; steuernummer; kundenauftrag
		notre commande; notre reference; notre ref; nref; facture; numero de facture; bon de livraison; client; numero client; numero de client; code client; devis; offre;
		article; lot; telephone; siret
		nostro ordine; ns ordine; nostro riferimento; ns rif; fattura; bolla; ddt; documento di trasporto; cliente; codice cliente; numero cliente; offerta;
		preventivo; articolo; lotto; telefono; partita iva
		nuestro pedido; nuestra orden; nuestra referencia; factura; albaran; numero de cliente; codigo de cliente; presupuesto; oferta; articulo; lote; telefono
		onze order; ons ordernummer; ons kenmerk; onze referentie; verkooporder; factuur; factuurnummer; pakbon; pakbonnummer; klant; klantnummer; debiteur;
		debiteurnummer; offerte; artikel; artikelnummer; partij; telefoon; btw`,
})

// aboutWords lead from a confirmation to what is confirmed.
var aboutWords = set(`of for about regarding zu zum zur fur uber de du des pour sur per di del della relativa para sobre voor van betreffende`)

// numberWords announce that a number follows.
var numberWords = set(`no nr nbr num nos nrs number numbers nummer nummern numero numeros numer cislo c n id auftragsbestatigungsnummer bestatigungsnummer`)

// fillers may be between an announcement and its number.
var fillers = set(`
	ref reference referenz code is are of from dated date on the and with re
	vom von der den dem die das am ist lautet datum und mit lautend
	du de des la le les et au en date est
	del della dello dell di il lo e con data in
	el los las y fecha con
	van het een en met datum
	january february march april may june july august september october november december jan feb mar apr jun jul aug sep sept oct nov dec
	januar februar marz mai juni juli oktober dezember okt dez janvier fevrier mars avril juin juillet aout septembre octobre novembre decembre
	gennaio febbraio aprile maggio giugno luglio agosto settembre ottobre dicembre enero febrero marzo abril mayo junio julio septiembre
	octubre noviembre diciembre januari februari maart mei augustus`)

// units follow a quantity or a price.
var units = set(`
	kg g mg t l ml m mm cm pcs pc pieces piece units unit ea stk stuck st pieces pezzi pz piezas uds stuks eur usd gbp chf euro euros dollar percent
	days weeks hours tage wochen stunden jours semaines giorni dias dagen tonnes tons liter liters litres bottles cylinders drums pallets paletten`)

func set(words string) map[string]bool {
	found := map[string]bool{}
	for _, w := range strings.Fields(words) {
		found[w] = true
	}
	return found
}

// labelled makes one table of the labels, by their words.
func labelled(all map[class]string) map[string]class {
	found := map[string]class{}
	for c, text := range all {
		for _, line := range strings.Split(text, "\n") {
			for _, label := range strings.Split(line, ";") {
				if label = strings.Join(strings.Fields(label), " "); label != "" {
					found[label] = c
				}
			}
		}
	}
	return found
}

// longestLabel is how many words a label has at most.
const longestLabel = 5

// labelAt returns what the label at the beginning of some words announces, and how many words it has; none if there is no label.
func labelAt(words []word) (c class, n int) {
	text := ""
	for i := 0; i < longestLabel && i < len(words); i++ {
		text = strings.TrimSpace(text + " " + words[i].folded)
		if found, ok := labels[text]; ok {
			c, n = found, i+1
		}
	}
	return c, n
}
