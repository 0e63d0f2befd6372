package sheet

import (
	"strings"
	"testing"
)

func TestDamage(t *testing.T) {
	tests := []struct{ text, code, name string }{
		{"4.98955E+11", "shortened", "shortened"},
		{"4,98955E+11", "shortened", "shortened"},
		{"1E+10", "shortened", "shortened"},
		{"4,9E11", "shortened", "shortened"},
		{"4.98955e+11", "shortened", "shortened"},
		{"9E-02", "shortened", "shortened"},
		{"9,00E-02", "shortened", "shortened"},
		{"9e-2", "", ""}, // an id; no spreadsheet writes it so
		{"1E10", "", ""},
		{"12E45", "", ""},
		{"01. Mrz", "is a date", "is a date"},
		{"1-Mar", "is a date", "is a date"},
		{"1-MAR", "", ""},
		{"mai-25", "is a date", "is a date"},
		{"sept-25", "is a date", "is a date"},
		{"oct-25", "is a date", "is a date"},
		{"01-nov", "is a date", "is a date"},
		{"gen-25", "is a date", "is a date"},
		{"3-dic", "is a date", "is a date"},
		{"Mrz 26", "is a date", "is a date"},
		{"Mar-26", "is a date", "is a date"},
		{"01.03.2026", "is a date", "is a date"},
		{"3/1/2026", "is a date", "is a date"},
		{"2026-03-01 00:00:00", "is a date", "is a date"},
		{"2026-03-01T00:00:00Z", "is a date", "is a date"},
		{"88231,00", "decimals", ""},
		{"88231.0", "decimals", ""},
		{"1.234,50", "decimals", ""},
		{"12.345", "thousands", ""},
		{"12.345.678", "thousands", ""},
		{"12’345", "thousands", ""},
		{"12 345", "", ""},
		{"4500012345678900000", "15th digit", ""},
		{"4500012345678912", "", ""},
		{"0012345", "", ""},
		{"089.1234567", "", ""},
		{"01.23.45.67.89", "", ""},
		{"+49 89 1234567", "", ""},
		{"WAHR", "truth value", ""},
		{"VERO", "truth value", ""},
		{"VERDADERO", "truth value", ""},
		{"01:30", "time of day", ""},
		{"01:30:00", "time of day", ""},
		{"1:300", "", ""},
		{"####", "too narrow", "too narrow"},
		{"#BEZUG!", "error of a formula", "error of a formula"},
		{"#N/A", "error of a formula", "error of a formula"},
		{"#N/D", "error of a formula", "error of a formula"},
		{"#NOM?", "error of a formula", "error of a formula"},
		{"#¿NOMBRE?", "error of a formula", "error of a formula"},
		{"#¡VALOR!", "error of a formula", "error of a formula"},
		{"#ÜBERLAUF!", "error of a formula", "error of a formula"},
		{"#DIV/0!", "error of a formula", "error of a formula"},
		{"Err:502", "error of a formula", "error of a formula"},
		{"#1 Parts", "", ""},
		{"#K12", "", ""},
		{"MÃ¼ller GmbH", `may have been "Müller GmbH"`, `may have been "Müller GmbH"`},
		{"M�ller", "were lost", "were lost"},
		{"CONCEIÇÃO Lda", "", ""},
		{"Ångström AB", "", ""},
		{"3M", "", ""},
		{"7-Eleven", "", ""},
		{"", "", ""},
	}
	for _, tt := range tests {
		for kind, got := range map[string]string{"code": Cell{Text: tt.text}.DamagedCode(), "name": Cell{Text: tt.text}.Damage()} {
			want := map[string]string{"code": tt.code, "name": tt.name}[kind]
			if (got == "") != (want == "") || !strings.Contains(got, want) {
				t.Errorf("%s %q: %q, want %q", kind, tt.text, got, want)
			}
		}
		charset := strings.Contains(tt.name, "may have been") || strings.Contains(tt.name, "were lost") // which no mark as text prevents
		if why := (Cell{Text: tt.text, AsText: true}).DamagedCode(); (why != "") != charset {
			t.Errorf("%q marked as text: %q", tt.text, why)
		}
	}
}
