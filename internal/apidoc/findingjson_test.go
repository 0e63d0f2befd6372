package apidoc_test

import (
	"bytes"
	"encoding/json"
	"testing"

	"supplierwatch/internal/apidoc"
	"supplierwatch/internal/civil"
	"supplierwatch/internal/model"

	"pgregory.net/rapid"
)

// TestAFindingIsWrittenAsJSONWritesIt compares any finding with what package json writes of it: a field that one of them lacks is found here.
func TestAFindingIsWrittenAsJSONWritesIt(t *testing.T) {
	text := rapid.OneOf(rapid.String(), rapid.Map(rapid.SliceOf(rapid.Byte()), func(b []byte) string { return string(b) }),
		rapid.SampledFrom([]string{"", "Prüfen: Möller GmbH", "<a> & \"b\"\\", "\u2028\u2029", "line\nline\ttab\r", "\x7f\x00\b\f", "…"}))
	margin := rapid.Ptr(rapid.Int(), true)
	rapid.Check(t, func(rt *rapid.T) {
		draw := func(label string) string { return text.Draw(rt, label) }
		f := model.Finding{
			Rule: draw("rule"), Severity: model.Severity(draw("severity")), Route: model.Route(draw("route")), Supplier: draw("supplier"),
			Subject: model.Subject{Kind: model.SubjectKind(draw("kind")), ID: draw("id")}, Occurrence: draw("occurrence"), Message: draw("message"),
			Slack: margin.Draw(rt, "margin"), Position: model.Position{File: draw("file"), Line: rapid.Int().Draw(rt, "line"), Column: rapid.Int().Draw(rt, "column")},
			Fingerprint: draw("fingerprint"), Known: rapid.Bool().Draw(rt, "known"),
		}
		if rapid.Bool().Draw(rt, "dated") {
			f.Due = civil.NewDate(rapid.IntRange(1, 9999).Draw(rt, "year"), 1, rapid.IntRange(1, 366).Draw(rt, "day"))
		}
		if rapid.Bool().Draw(rt, "estimated") {
			f.Exposure = &model.Money{Hundredths: rapid.Int64Range(-1e12, 1e12).Draw(rt, "amount"), Currency: rapid.StringMatching("[A-Z]{3}").Draw(rt, "currency")}
		}
		f.Advice.Headline, f.Advice.Do = draw("headline"), rapid.SliceOfN(text, 0, 3).Draw(rt, "steps")
		var want bytes.Buffer
		enc := json.NewEncoder(&want)
		enc.SetEscapeHTML(false)
		enc.SetIndent("    ", "  ")
		if err := enc.Encode(apidoc.Finding{Of: f}); err != nil {
			rt.Fatal(err)
		}
		if got := string(apidoc.AppendFinding(nil, &f)) + "\n"; got != want.String() {
			rt.Fatalf("%s\nas JSON writes it:\n%s", got, want.String())
		}
	})
}
