package rolemail_test

import (
	"strings"
	"testing"

	"supplierwatch/internal/factindex"
	"supplierwatch/internal/mailauth"
	"supplierwatch/internal/mailparse"
	"supplierwatch/internal/model"
	"supplierwatch/internal/rolemail"
)

// stanceOf reads a mail to ACME's and Zeta's patterns, and returns what it says of the order.
func stanceOf(t *testing.T, subject, text string, fields ...string) model.Response {
	t.Helper()
	raw := "From: Sales <orders@acme.example>\nTo: confirmations@buyer.example\nMessage-ID: <1@acme.example>\nSubject: " + subject + "\n"
	for _, f := range fields {
		raw += f + "\n"
	}
	r := world()
	confirmation := &model.Confirmation{Mailbox: orders, Subject: []string{
		"order confirmation", "Auftragsbestätigung", "Bestellbestätigung", "order acknowledgement", "confirmation de commande", "accusé de réception", "conferma", "confirmación", "orderbevestiging",
		"bestellung", "purchase order", "order", "commande", "ordine", "pedido", "bestelling",
	}}
	r.Suppliers[0].OrderWindows[0].Confirmation = confirmation
	r.Suppliers[0].Deliveries = nil
	m := mailparse.Read([]byte(raw + "Content-Type: text/plain; charset=utf-8\n\n" + text + "\n"))
	for _, f := range rolemail.New(r).Facts(rolemail.Mail{Message: m, Mailbox: orders, Arrived: arrived, ID: "1", Proof: mailauth.Proven}, factindex.New()) {
		if f.Kind == model.FactConfirmation {
			return model.Response(f.Data["response"])
		}
	}
	return ""
}

// Confirmations as suppliers write them confirm.
func TestOrdinaryConfirmationsConfirm(t *testing.T) {
	for _, c := range []struct{ subject, text string }{
		{"Order confirmation 778899", "Dear Jane,\n\nthank you for your order 4500000001. Please find attached our order confirmation.\n\nKind regards\nTom"},
		{"Order confirmation 778899 / your PO 4500000001", "Dear customer,\n\nwe hereby confirm your purchase order as follows:\n\nPos. 10  photoresist 40 kg  EUR 12,500.00\nDelivery 12.11.2026\n\nShipping confirmation will follow.\n\nOur general terms apply. We cannot accept returns of opened goods. Cancellation is only possible within 3 days. If you do not agree, please contact us within 24 hours."},
		{"Order acknowledgement SO-1234", "We acknowledge receipt of your order 4500000001 and confirm it as below.\nShip date 12 Nov 2026.\nThis acknowledgement does not constitute acceptance of your terms and conditions."},
		{"Order acknowledgement SO-1234", "Thank you for your order. We have received your order 4500000001. Price EUR 100. Expected delivery 12 Nov 2026."},
		{"RE: Purchase order 4500000001", "Confirmed, thanks.\n\nTom\n\n> Please find attached our purchase order. If you cannot deliver, please tell us."},
		{"RE: Purchase order 4500000001", "Hi Jane,\n\nPO accepted. Delivery 12 November.\n\nFrom: Jane\nSent: Monday\nTo: Tom\nSubject: Purchase order 4500000001\n\nPlease confirm"},
		{"Re: Purchase order 4500000001", "OK, will be shipped on Friday."},
		{"Order confirmation", "Your order 4500000001 is confirmed. Please note that we cannot deliver on Saturdays. Orders cannot be cancelled after production has begun."},
		{"Order confirmation", "Your order has been accepted. Should we not be able to deliver the goods on time, we will inform you."},
		{"Order Confirmation: 4500000001", "Order Confirmation\n\nCustomer: Buyer AG\nYour order: 4500000001\n\nItem Qty Price\nABC 10 99.00\n\nIf your order is not confirmed by us in writing within 14 days it lapses."},
		{"FW: Order confirmation 778899", "FYI\n\n-----Original Message-----\nFrom: factory@acme.example\nSent: Monday\nTo: sales@acme.example\nSubject: Order confirmation 778899\n\nWe confirm PO 4500000001."},
		{"Auftragsbestätigung 88123", "Sehr geehrte Frau Muster,\n\nvielen Dank für Ihre Bestellung 4500000001. Anbei erhalten Sie unsere Auftragsbestätigung.\n\nMit freundlichen Grüßen"},
		{"Auftragsbestätigung 88123", "Wir bestätigen Ihre Bestellung wie folgt:\n\n10 Fotolack 40 kg\n\nTeillieferungen sind zulässig. Stornierungen sind nach Produktionsbeginn nicht möglich. Bestellungen können nicht storniert werden. Sollten wir nicht liefern können, melden wir uns."},
		{"AW: Bestellung 4500000001", "Hallo Jane,\n\nhiermit bestätige ich den Auftrag. Liefertermin KW 46.\n\nGruß Tom\n\nVon: Jane\nGesendet: Montag\nAn: Tom\nBetreff: Bestellung 4500000001\n\nBitte bestätigen."},
		{"AW: Bestellung 4500000001", "Ihre Bestellung ist eingegangen und wird bestätigt, AB im Anhang."},
		{"Auftragsbestaetigung 4711", "Besten Dank fuer Ihren Auftrag, den wir gerne wie folgt bestaetigen. Versandbestätigung folgt."},
		{"Ihre Bestellbestätigung", "Die Ware ist lieferbar. Aenderungen koennen nicht mehr beruecksichtigt werden."},
		{"Auftragsbestätigung 1", "Lieferung: unser Lager ist am 24.12. geschlossen, an Feiertagen wird nicht ausgeliefert. Wir danken für Ihren Auftrag 4500000001."},
		{"Confirmation de commande n° 1234567", "Bonjour,\n\nnous confirmons votre commande n° 4500000001. Livraison le 12/11/2026.\n\nSi nous ne pouvons pas livrer, nous vous préviendrons."},
		{"Accusé de réception de commande 1234567", "Bonjour, nous accusons réception de votre commande 4500000001. Veuillez trouver ci-joint notre ARC."},
		{"TR: Confirmation de commande", "Veuillez trouver ci-joint la confirmation de votre commande."},
		{"Re: Commande 4500000001", "Bonjour, bien reçu et confirmé. Cordialement"},
		{"Conferma d'ordine n. 1234567", "Buongiorno, con la presente confermiamo il vostro ordine n. 4500000001 come segue. In allegato la conferma."},
		{"R: Ordine 4500000001", "Buongiorno, ordine confermato, consegna il 12 novembre."},
		{"Conferma ordine 1", "Gli ordini non possono essere annullati dopo 24 ore. Grazie per il vostro ordine."},
		{"Confirmación de pedido 1234567", "Estimada Jane: adjuntamos la confirmación de su pedido 4500000001. Fecha de entrega 12/11/2026."},
		{"RE: Pedido 4500000001", "Buenos días, confirmamos su pedido. Si no podemos entregar a tiempo, le avisaremos."},
		{"Confirmación de pedido", "Los pedidos no pueden ser cancelados. Gracias por su pedido."},
		{"Orderbevestiging 1234567", "Beste Jane, hierbij bevestigen wij uw bestelling 4500000001. Bijgevoegd vindt u de orderbevestiging."},
		{"RE: Bestelling 4500000001", "Akkoord, levering week 46."},
		{"Orderbevestiging", "Bestellingen kunnen na productie niet geannuleerd worden. Bedankt voor uw order."},
		{"Order confirmation", "We are in a position to deliver early. Cancelled lines: none. Rejected quantity: 0"},
		{"Order confirmation", "Your order cannot be cancelled any more. This mailbox is not monitored; replies cannot be processed."},
		{"Auftragsbestätigung", "Höhere Gewalt: Ist uns die Lieferung nicht möglich, so sind wir zum Rücktritt berechtigt. Änderungen nicht mehr möglich."},
		{"Purchase order confirmation 4500000001", "Confirmed: 12 cylinders. Partial deliveries are permitted. Out-of-hours deliveries cannot be accepted at our dock."},
	} {
		for _, extra := range [][]string{nil, {"Auto-Submitted: auto-generated"}, {"In-Reply-To: <po@buyer.example>"}} {
			if got := stanceOf(t, c.subject, c.text, extra...); got != model.ResponseAccepted {
				t.Errorf("%q %v %.90q: %s", c.subject, extra, c.text, got)
			}
		}
	}
}

// The words by which a confirmation is known stand in refusals too.
func TestWordsOfARefusalConfirmNothing(t *testing.T) {
	for _, c := range []struct{ subject, text string }{
		{"Re: Purchase order 4500000001", "We cannot deliver."},
		{"Re: Order confirmation PO 4500000001", "Unfortunately we are unable to supply the material this year."},
		{"Order confirmation 4500000001", "We regret that we have to cancel your order 4500000001."},
		{"Order confirmation 4500000001", "Dear Jane,\n\nwe confirm that your order has been cancelled.\n\nTom"},
		{"Order confirmation 4500000001", "Your order 4500000001 was rejected by our credit department."},
		{"Order confirmation 4500000001", "We are sorry, but this item is discontinued."},
		{"Order cancellation - order confirmation 4500000001", "See attached."},
		{"Order confirmation 4500000001", "We won’t be able to ship the order."},
		{"RE: Purchase order 4500000001", "Hi,\nwe regret to inform you that we can not\naccept the order at this price.\n"},
		{"Auftragsbestätigung 4500000001", "Leider können wir Ihre Bestellung nicht bestätigen."},
		{"AW: Bestellung 4500000001", "Wir müssen Ihren Auftrag leider stornieren."},
		{"AW: Bestellung 4500000001", "Wir koennen leider nicht liefern."},
		{"Auftragsbestätigung", "Ihre Bestellung 4500000001 wurde abgelehnt."},
		{"Stornierung Ihrer Bestellung, Auftragsbestätigung 88123", "Siehe Anhang"},
		{"Re: Commande 4500000001", "Malheureusement, nous ne pouvons pas honorer votre commande."},
		{"Confirmation de commande", "Votre commande 4500000001 a été annulée."},
		{"Re: Commande 4500000001", "Nous sommes dans l'impossibilité de livrer votre commande."},
		{"R: Ordine 4500000001", "Purtroppo non possiamo evadere il vostro ordine."},
		{"Conferma ordine", "Il vostro ordine 4500000001 è stato annullato."},
		{"RE: Pedido 4500000001", "Lamentablemente no podemos confirmar su pedido."},
		{"Confirmación de pedido", "Su pedido 4500000001 ha sido cancelado."},
		{"RE: Bestelling 4500000001", "Helaas kunnen wij uw bestelling niet leveren."},
		{"Orderbevestiging", "Uw bestelling 4500000001 is geannuleerd."},
		{"Orderbevestiging", "Het artikel is niet meer leverbaar."},
		{"Order confirmation", "We can no longer supply this item."},
		{"Order confirmation", "We have to turn down your order."},
		{"Auftragsbestätigung", "Der Artikel ist leider nicht mehr lieferbar."},
		{"Auftragsbestätigung", "Wir sehen uns nicht in der Lage, die Bestellung auszuführen."},
		{"Confirmation de commande", "Nous sommes au regret de ne pouvoir livrer votre commande."},
		{"Conferma ordine", "Siamo spiacenti, l'articolo non è più disponibile."},
		{"Confirmación de pedido", "El artículo ya no está disponible."},
	} {
		if got := stanceOf(t, c.subject, c.text); got != model.ResponseRefused {
			t.Errorf("%q %q: %s", c.subject, c.text, got)
		}
	}
}

// What only promises a confirmation, receipts, other documents and answers about something else settle nothing.
func TestWhatConfirmsNothingYet(t *testing.T) {
	for _, c := range []struct {
		subject, text string
		fields        []string
	}{
		{"Order confirmation will follow - PO 4500000001", "We received your order.", nil},
		{"Your order 4500000001", "Thank you. The order confirmation will be sent shortly.", nil},
		{"Order confirmation 4500000001", "Your order is not yet confirmed, we are waiting for the factory.", nil},
		{"Order confirmation 4500000001", "We confirm receipt of your order. A confirmation will follow.", nil},
		{"Order confirmation 4500000001", "We will confirm your order as soon as the plant has answered.", nil},
		{"Order confirmation 4500000001", "This is not an order confirmation.", nil},
		{"Auftragsbestätigung folgt", "Ihre Bestellung 4500000001 ist eingegangen.", nil},
		{"Bestellung 4500000001", "Wir bestätigen den Eingang Ihrer Bestellung. Die Auftragsbestätigung folgt in Kürze.", nil},
		{"Ihre Bestellung 4500000001", "Ihre Bestellung ist noch nicht bestätigt.", nil},
		{"Votre commande 4500000001", "La confirmation de commande vous parviendra demain.", nil},
		{"Conferma d'ordine", "La conferma d'ordine seguirà a breve.", nil},
		{"Su pedido 4500000001", "La confirmación de pedido se enviará mañana; todavía no está confirmado.", nil},
		{"Uw bestelling 4500000001", "De orderbevestiging volgt.", nil},
		{"Invoice 778 for order 4500000001", "Please pay. Order confirmation 12.", nil},
		{"Rechnung 778 zu Auftragsbestätigung 12", "Ihre Bestellung 4500000001", nil},
		{"Quotation 12, order confirmation on request", "PO 4500000001", nil},
		{"Re: Missing order confirmation for PO 4500000001", "Hello, we will look into it.\n\n> Please send the order confirmation.", nil},
		{"RE: Purchase order 4500000001", "Who is your contact for logistics?", nil},
		{"AW: Bestellung 4500000001", "Bitte senden Sie uns die Zeichnung.", nil},
		{"Automatic reply: Purchase order 4500000001, order confirmation", "We have received your mail. Ticket 123.", []string{"Auto-Submitted: auto-replied"}},
	} {
		if got := stanceOf(t, c.subject, c.text, c.fields...); got == model.ResponseAccepted {
			t.Errorf("%q %q: %s", c.subject, c.text, got)
		}
	}
	if got := stanceOf(t, "Order confirmation 4500000001", "We can only deliver 50 of 100 pieces of your order."); got != model.ResponsePartial {
		t.Errorf("a part is %s", got)
	}
}

// A text made to keep the reader busy is read in a moment.
func BenchmarkStanceOfAHostileText(b *testing.B) {
	m := mailparse.Read([]byte("From: orders@acme.example\nSubject: Auftragsbestätigung\n\n" +
		strings.Repeat("cannot we cannot confirmation a b c kunnen a b c d e f niet not yet be confirmed if ", 1000)))
	reader := rolemail.New(world())
	for b.Loop() {
		reader.Facts(rolemail.Mail{Message: m, Mailbox: orders, Arrived: arrived, ID: "1", Proof: mailauth.Proven}, factindex.New())
	}
}
