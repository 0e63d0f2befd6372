package oneshot

import (
	"encoding/json"
	"fmt"
	"os"

	"supplierwatch/internal/apidoc"
	"supplierwatch/internal/model"
)

// factsPage is a page of facts in the form that /api/v1/facts returns.
type factsPage struct {
	Version int          `json:"version"`
	Facts   []model.Fact `json:"facts"`
	Next    *string      `json:"next"`
}

// readFacts reads a file with the pages that /api/v1/facts returns, one after the other. A page that others follow must not be the last one: facts would
// be missing without a word.
func readFacts(path string) ([]model.Fact, error) {
	file, err := os.Open(path)
	if err != nil {
		return nil, fmt.Errorf("read facts: %w", err)
	}
	defer file.Close()
	facts := []model.Fact{}
	decoder := json.NewDecoder(file)
	for more := true; more; more = decoder.More() {
		page, err := readFactsPage(decoder)
		if err != nil {
			return nil, fmt.Errorf("read facts from %s: %w", path, err)
		}
		facts = append(facts, page.Facts...)
		if page.Next != nil && !decoder.More() {
			return nil, fmt.Errorf("read facts from %s: the file ends with a page that others follow; get the pages behind it too, with ?cursor=%s, and append them to the file", path, *page.Next)
		}
	}
	for i, f := range facts {
		if err := f.Validate(); err != nil {
			return nil, fmt.Errorf("read facts from %s: fact %d: %w", path, i+1, err)
		}
		if f.RecordedAt.IsZero() {
			facts[i].RecordedAt = f.ObservedAt
		}
	}
	return facts, nil
}

func readFactsPage(decoder *json.Decoder) (page factsPage, err error) {
	if err := decoder.Decode(&page); err != nil {
		return page, fmt.Errorf("%w; expected {\"version\": 1, \"facts\": […]}", apidoc.JSONFault(err))
	}
	if page.Version != apidoc.DocumentVersion {
		return page, fmt.Errorf("version %d is not known; expected %d", page.Version, apidoc.DocumentVersion)
	}
	return page, nil
}
