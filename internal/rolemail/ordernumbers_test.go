package rolemail

import (
	"strings"
	"testing"
)

func TestWhatAMailCallsItsNumbers(t *testing.T) {
	for text, want := range map[string]string{ // orders; references; own
		"We confirm purchase order 4599999999":     "4599999999;;",
		"We confirm PO 4500000001 and 4500000002.": "4500000001 4500000002;;",
		"PO-4500000001":                                                             "PO-4500000001;;",
		"PO4500000001/10":                                                           "PO4500000001/10;;",
		"P.O. no. 4500000001":                                                       "4500000001;;",
		"PO#4500000001, PO:4500000002":                                              "4500000001 4500000002;;",
		"Your order of 12 November 2026, no. 4500000001":                            "4500000001;;",
		"your order dated 12.11.2026 number 4500000001":                             "4500000001;12.11.2026;",
		"Your order:\n  4500 000 001":                                               "4500|4500000|4500000001;;",
		"Order confirmation 777123 for your order 4500000001":                       "4500000001;777123;",
		"Order confirmation for 4500000001":                                         "4500000001;;",
		"Order confirmation 4599999999":                                             ";4599999999;",
		"Order confirmation no. 1234567":                                            ";;1234567",
		"our order 998877, invoice 4500000009, customer no. 88231":                  ";;",
		"sales order 998877, delivery note no. 5566778":                             ";;",
		"Tel. +49 89 1234567, 4500000001":                                           ";4500000001;",
		"we deliver 4000 kg of your order 1500 pieces for 12.500.00":                ";;",
		"Auftragsbestätigung 88123 zu Ihrer Bestellung 4500000001":                  "4500000001;88123;",
		"Ihre Bestellung vom 12.11.2026, Nr. 4500000001":                            "4500000001;12.11.2026;",
		"Bestell-Nr.: 4500000001, Auftrags-Nr. 12345, Kundennummer 88231":           "4500000001;;",
		"Bestellnr.4500000001":                                                      "4500000001;;",
		"Ihr Auftrag 4500000001, unser Auftrag 9988776":                             "4500000001;;",
		"Confirmation de commande n° 1234567, votre commande n° 4500000001":         "4500000001;;1234567",
		"Votre commande du 12 novembre : 4500000001; notre commande : 7654321":      "4500000001;;",
		"Conferma d'ordine n. 1234567 — vostro ordine n. 4500000001":                "4500000001;;1234567",
		"Vs. ordine 4500000001, DDT 5566778, codice cliente 88231":                  "4500000001;;",
		"Confirmación de pedido nº 1234567, su pedido nº 4500000001, albarán 55667": "4500000001;;1234567",
		"Orden de compra: 4500000001 (factura 99887)":                               "4500000001;;",
		"Orderbevestiging nr. 1234567, uw bestelling 4500000001, klantnummer 88231": "4500000001;;1234567",
		"Uw ordernummer 4500000001; pakbon 556677":                                  "4500000001;;",
		"Zamówienie nr 4599999, objednávka č. 4588888, encomenda 4577777":           "4599999 4588888 4577777;;",
		"PO ４５０００００００１, order ４５００\u2009０００\u2009００２":                               "4500000001 4500|4500000|4500000002;;",
		"ACME AG, 8005 Zürich, since 1987, ext. 2214, 80331 München":                ";;",
		"PO 8005 is confirmed":                                                      "8005;;",
		"order confirmation 8005":                                                   ";8005;",
		"4500000001 confirmed":                                                      ";4500000001;",
		"Nothing here":                                                              ";;",
	} {
		n := numbersIn("", text)
		got := strings.Join(n.orders, " ") + ";" + strings.Join(n.references, " ") + ";" + strings.Join(n.own, " ")
		if got != want {
			t.Errorf("%q: read %q, want %q", text, got, want)
		}
	}
}
