package report_test

import (
	"bytes"
	"errors"
	"testing"

	"supplierwatch/internal/apidoc"
	"supplierwatch/internal/civil"
	"supplierwatch/internal/model"
	"supplierwatch/internal/report"
)

// TestFindingsAreWrittenAsTheDocumentIs compares documents that are written in pieces with those written at once.
func TestFindingsAreWrittenAsTheDocumentIs(t *testing.T) {
	left := -3
	finding := model.Finding{
		Rule: "contract-notice-due", Severity: model.Critical, Supplier: "acme", Subject: model.KindContract.Subject("c"), Due: civil.NewDate(2026, 12, 9), DaysLeft: &left,
		Message: "<a> & \"findings\": []\n  \"findings\": []", Exposure: &model.Money{Hundredths: 12, Currency: "EUR"}, Position: model.Position{File: "a.yaml", Line: 1, Column: 2},
	}
	for _, doc := range []apidoc.CheckDocument{
		{},
		{Findings: []model.Finding{}, Errors: []model.Problem{{Message: "\n  \"findings\": []"}}},
		{Version: 1, Findings: []model.Finding{finding}, Errors: []model.Problem{}},
		{Version: 1, Summary: &apidoc.Summary{Suppliers: 3}, Findings: []model.Finding{finding, {}, finding}, Configuration: []apidoc.Tried{{Item: "\"findings\": []"}}},
	} {
		var got, want bytes.Buffer
		if err := errors.Join(report.CheckJSON(&got, doc), report.JSON(&want, doc)); err != nil {
			t.Fatal(err)
		}
		if got.String() != want.String() {
			t.Errorf("%s\nat once:\n%s", got.String(), want.String())
		}
	}
}
