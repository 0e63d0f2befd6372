package cli_test

import (
	"path/filepath"
	"testing"

	"supplierwatch/config"
)

// TestExplainedContractsFollowTheirSchema holds what explain answers as JSON about contracts of every state against the schema that ships.
func TestExplainedContractsFollowTheirSchema(t *testing.T) {
	schema := compiled(t, "contract.schema.json", config.ContractSchema)
	file := filepath.Join(t.TempDir(), "registry.yaml")
	for _, contract := range []string{
		"starts: 2021-04-01, term: 48 months, renewal: automatic, renewal_term: 12 months, notice: 3 months",
		"starts: 2021-04-01, term: 48 months, renewal: automatic, renewal_term: 12 months, notice: 3 months, max_renewals: 2, kept: {until: 2027-03-31}",
		"starts: 2024-01-15, term: 24 months, renewal: automatic, renewal_term: 1 month, notice: 1 month, notice_given: {received: 2026-09-01, for: 2027-04-14}",
		"open_ended: true, notice: 1 month, notice_to: year-end",
		"open_ended: true",
		"ends: 2026-12-31, renewal: manual, terminated: {by: them, ends: 2026-11-30}",
		"ends: 2026-01-31, renewal: none",
		"renewal: automatic",
	} {
		write(t, file, "version: 1\nsuppliers: [{id: acme, name: ACME, contracts: [{"+contract+"}]}]\n")
		text := say(t, instant, "explain", "contract", "acme", file, "--format", "json")
		if err := schema.Validate(instanceOf(t, text)); err != nil {
			t.Errorf("%s: %v\n%s", contract, err, text)
		}
	}
}
