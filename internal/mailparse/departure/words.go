package departure

import (
	"strings"

	"supplierwatch/internal/mailparse/lexicon"
)

// set makes a set of folded words, which are written with commas between.
func set(lists ...string) map[string]bool {
	words := map[string]bool{}
	for _, list := range lists {
		for word := range strings.SplitSeq(list, ",") {
			words[lexicon.Fold(word)] = true
		}
	}
	return words
}

var (
	// pronouns are those of a person in languages in which things have others.
	pronouns = set(`i, i'm, i've, i'll, he, she, he's, she's, ich, je, j'ai, io, yo, ik, myself, lui, lei, egli, mi, me`)
	// verbsOfMine are verbs in the first person, where the pronoun is left out.
	verbsOfMine = set(`am, ho, lascio, lavoro, faccio, collaboro, dejo, trabajo, he, formo, jubilo, verlasse, arbeite, scheide`)
	// mine are words of the first person that may be inside a phrase.
	mine = set(`my, mein, meine, meinem, mon, mio, mia, mi, mijn`)
	// prepositions before an article make it part of a time or a place.
	prepositions = set(
		`since, on, in, from, at, of, by, until, till, after, with, for, to, as, seit, ab, bis, mit, nach, an, auf, zu, von, aus, bei, für, depuis, à, dans, par, pour, avec, da, dal, con, per, desde, en, sinds, vanaf, op, met, voor`,
	)
	// gendered are pronouns that may be about a thing that was named before.
	gendered = set(`er, sie, elle, ella, hij, zij, ze`)
	// people are nouns for somebody who may be asked.
	people = set(
		`colleague, coworker, co-worker, employee, contact, person, woman, man, lady, gentleman, predecessor, assistant, representative, manager, secretary, user, owner, member`,
		`kollege, kollegin, kollegen, mitarbeiter, mitarbeiterin, ansprechpartner, ansprechpartnerin, vorgänger, vorgängerin, person, assistentin, assistent, dame, disponent, sachbearbeiter, sachbearbeiterin, einkäufer, einkäuferin, verkäufer, kontakt`,
		`collègue, collaborateur, collaboratrice, employé, employée, salarié, salariée, interlocuteur, interlocutrice, personne, assistante, prédécesseur`,
		`collega, collaboratore, collaboratrice, dipendente, referente, persona, assistente, impiegato, impiegata, predecessore`,
		`compañero, compañera, colega, empleado, empleada, persona, trabajador, trabajadora, antecesor, predecesor`,
		`medewerker, medewerkster, contactpersoon, voorganger, persoon, werknemer`,
	)
	// yours are words for what is ours, in the eyes of who writes to us; fellows are who works with us, and not for whoever writes.
	yours   = set(`your, ihr, ihre, ihren, euer, eure, votre, vos, vostro, vostra, suo, sua, su, sus, uw, jullie, vosso, vossa`)
	fellows = set(`colleague, coworker, predecessor, boss, manager, kollege, kollegin, kollegen, vorgänger, vorgängerin, collègue, prédécesseur, collega, predecessore, colega, compañero, compañera, predecesor, voorganger`)
	// articles and the like begin the name of a thing, or of a person by what they are.
	articles = set(
		`the, a, an, our, your, my, this, that, these, those, its, their, some, all, both, two, three, four, five, several, his, her`,
		`der, die, das, den, dem, ein, eine, unser, unsere, unserer, unseren, ihr, ihre, ihrer, mein, meine, dieser, diese, dieses, alle, zwei, drei, vier`,
		`le, la, les, l', un, une, notre, nos, votre, vos, mon, ma, mes, ce, cet, cette, ces, deux, trois`,
		`il, lo, gli, uno, una, questo, questa, questi, queste, mio, mia, nostro, nostra, suo, sua, vostro, vostra, due, tre`,
		`el, los, las, este, esta, estos, estas, su, sus, mi, mis, nuestro, nuestra, nuestros, dos, tres`,
		`de, het, een, dit, dat, deze, die, onze, ons, uw, mijn, twee, drie`,
	)
	// others is whoever leaves or is left without being the contact: we, a carrier, the head of the company.
	others = set(
		`we, we've, they, wir, nous, noi, nosotros, wij, ils, elles, loro, ellos, ellas`,
		`carrier, forwarder, courier, driver, supplier, vendor, distributor, subcontractor, partner, customer, client, agency, dealer, agent`,
		`spediteur, spedition, fahrer, lieferant, händler, kunde, subunternehmer, dienstleister, agentur, logistiker, transporteur, fournisseur, client, chauffeur, prestataire, livreur, corriere, spedizioniere, fornitore, cliente, autista, trasportatore, transportista, proveedor, conductor, vervoerder, leverancier, klant, expediteur`,
		`director, ceo, cfo, coo, chairman, chairwoman, president, founder, boss, board, geschäftsführer, geschäftsführerin, chef, chefin, vorstand, vorstandsvorsitzender, gründer, directeur, directrice, président, pdg, fondateur, direttore, direttrice, amministratore, presidente, fondatore, directora, fundador, gerente, bestuurder, voorzitter, oprichter, eigenaar`,
		`accounting, accounts, finance, hr, it, legal, marketing, payroll, facilities, buchhaltung, personalabteilung, finanzabteilung, rechtsabteilung, entwicklung, comptabilité, ressources, contabilità, amministrazione, contabilidad, finanzas, boekhouding, administratie, personeelszaken`,
	)
	// companies are words for whom somebody leaves.
	companies = set(
		`company, firm, business, firma, unternehmen, haus, gesellschaft, entreprise, société, azienda, società, ditta, empresa, compañía, bedrijf, gmbh, ag, ltd, inc, llc, plc, sa, sas, srl, spa, bv, nv, kg`,
	)
	// things are what leaves a company every day, or is withdrawn. Compounds end with one of them.
	things = set(
		`model, models, software, line, lines, order, orders, shipment, shipments, delivery, goods, parcel, parcels, package, packages, pallet, pallets, container, containers, truck, lorry, consignment, part, parts, product, products, article, articles, item, items, form, forms, fax, machine, device, invoice, letter, mail, document, documents, catalogue, catalog, batch, material, materials, grade, version, system, number, line, po, sample, samples, box, boxes, vehicle, price, list, cargo, freight, load, certificate, portal, server, address, mailbox, line, stock`,
		`bestellung, bestellungen, auftrag, aufträge, ware, waren, sendung, sendungen, lieferung, lieferungen, paket, pakete, palette, paletten, lkw, lastwagen, artikel, produkt, produkte, teil, teile, formular, gerät, maschine, rechnung, brief, muster, charge, material, anlage, nummer, liste, typ, modell, dokument, schreiben, kiste, behälter, wagen, portal, system, fracht, ladung, zertifikat, adresse, faxgerät`,
		`commande, commandes, colis, livraison, marchandise, marchandises, envoi, palette, palettes, camion, article, articles, produit, produits, pièce, pièces, référence, formulaire, facture, machine, appareil, courrier, lot, télécopieur, document, cargaison, conteneur`,
		`ordine, ordini, merce, merci, pacco, spedizione, consegna, pallet, bancale, camion, articolo, articoli, prodotto, prodotti, pezzo, modulo, fattura, macchina, lettera, lotto, documento, carico, collo, materiale`,
		`pedido, pedidos, mercancía, mercancías, envío, entrega, paquete, palé, camión, artículo, producto, productos, pieza, formulario, factura, máquina, carta, lote, documento, material, carga, contenedor`,
		`bestelling, bestellingen, zending, levering, goederen, pakket, pakketten, pallet, pallets, vrachtwagen, artikel, artikelen, product, onderdeel, formulier, factuur, machine, apparaat, brief, partij, document, lading`,
	)
	// endings are those of compounds that name things.
	endings = []string{
		"gerat", "sendung", "lieferung", "bestellung", "auftrag", "rechnung", "nummer", "artikel", "produkt", "maschine", "paket", "ware", "teil",
		"formular", "liste", "palette", "wagen", "zending", "bestelling", "levering", "schein", "anlage", "material",
	}
	// notNames are capitalized at the beginning of a sentence, and are not names.
	notNames = set(
		`unfortunately, sadly, yes, no, please, since, from, as, after, also, and, but, regrettably, note, today, yesterday, recently, meanwhile, currently, otherwise, however, in, on, at, by, for, is, was, has, thank, thanks, dear, hello, hi, if, when, there, no, not, best, regards, end`,
		`leider, ja, nein, bitte, seit, ab, zum, zu, nach, auch, und, aber, heute, gestern, am, im, in, für, ist, hat, danke, anfang, ende, mitte, inzwischen, mittlerweile, sonst, traurigerweise, bedauerlicherweise, ruhestand, rente, haus, hause, unternehmen, firma, kürzlich, jahres, monats, quartals, jahresende`,
		`malheureusement, hélas, oui, non, depuis, à, après, aussi, et, mais, en, fin, pour, suite, merci, bonjour, désormais`,
		`purtroppo, sì, no, da, dal, dopo, anche, e, ma, fine, per, grazie, dallo, ieri, oggi, in, non`,
		`lamentablemente, desgraciadamente, sí, desde, a, después, también, y, pero, para, gracias, por, hoy, ayer, ya`,
		`helaas, ja, nee, sinds, per, vanaf, na, ook, en, maar, voor, bedankt, eind, vandaag, gisteren, met, uit, niet`,
	)
)

// isThing reports whether a folded word names a thing.
func isThing(word string) bool {
	if things[word] {
		return true
	}
	for _, ending := range endings {
		if len(word) > len(ending) && strings.HasSuffix(word, ending) {
			return true
		}
	}
	return false
}
