package probe

import (
	"maps"
	"strings"
	"testing"
)

func TestReadPlugin(t *testing.T) {
	t.Parallel()
	tests := []struct {
		name, output string
		cut          bool
		text         string
		measured     map[string]string
	}{
		{"nothing", "", false, "", nil},
		{"text alone", "HTTP OK: 200\n", false, "HTTP OK: 200", nil},
		{"one line", "OK|time=0.004s;1.0;2.0;0;10 size=512B;;;0", false, "OK", map[string]string{"time": "0.004s;1.0;2.0;0;10", "size": "512B;;;0"}},
		{"several lines", "DISK OK | /=2643MB;5948;5958;0;5968\nfine\nand more | /boot=68MB;88;93;0;98\n/home=69357MB;253404;253409;0;253414\n", false, "DISK OK \nfine\nand more", map[string]string{"/": "2643MB;5948;5958;0;5968", "/boot": "68MB;88;93;0;98", "/home": "69357MB;253404;253409;0;253414"}},
		{"text below measurements of the first line", "OK | a=1\nmore\n", false, "OK \nmore", map[string]string{"a": "1"}},
		{"labels in quotes", "OK | 'C:\\ %'=42%;80;90 'it''s'=-1.5", false, "OK", map[string]string{`C:\ %`: "42%;80;90", "it's": "-1.5"}},
		{"unknown value", "OK | a=U b=3", false, "OK", map[string]string{"a": "U", "b": "3"}},
		{"nonsense between", "OK | a=1 b= =2 'c=3 d d=x e=4", false, "OK", map[string]string{"a": "1", "c": "3", "e": "4"}},
		{"cut in a number", "OK | a=1 b=12", true, "OK", map[string]string{"a": "1"}},
		{"cut in text", "OK and mo", true, "OK and mo", nil},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			text, measured := readPlugin(tt.output, tt.cut)
			if text != tt.text || !maps.Equal(measured, tt.measured) {
				t.Errorf("got %q %v, want %q %v", text, measured, tt.text, tt.measured)
			}
		})
	}
}

func FuzzReadPlugin(f *testing.F) {
	f.Add("OK | a=1;2;3 'b c'=4%\nmore | d=5\n", false)
	f.Add("|'", true)
	f.Add("a|b=|c\n|||=1", true)
	f.Fuzz(func(t *testing.T, output string, cut bool) {
		text, measured := readPlugin(output, cut)
		if len(text) > len(output) || len(measured) > maxMeasured {
			t.Fatalf("%q became %q and %v", output, text, measured)
		}
		for label, value := range measured {
			if label == "" || value == "" || strings.ContainsAny(label+value, "\n\r\x00") {
				t.Fatalf("measured %q = %q", label, value)
			}
		}
	})
}
