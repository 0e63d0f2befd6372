package prose

import "testing"

func TestShortName(t *testing.T) {
	for name, want := range map[string]string{
		"ACME Photoresist GmbH": "ACME", "Rhein Gases AG": "Rhein Gases", "Kaigan Resist Co., Ltd.": "Kaigan Resist",
		"Lumen Optics Service B.V.": "Lumen Optics", "GmbH": "GmbH", "Smith & Sons": "Smith", "": "", " ": "",
		"Donaudampfschifffahrt AG": "Donaudampfsch…", "東京応化工業株式会社": "東京応化工業株式会社",
	} {
		if got := ShortName(name); got != want {
			t.Errorf("short name of %q = %q, want %q", name, got, want)
		}
	}
}
