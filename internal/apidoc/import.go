package apidoc

import "supplierwatch/internal/model"

// ImportDocument is what lists of suppliers change in a registry.
type ImportDocument struct {
	Version   int             `json:"version"`
	Changes   []ImportChange  `json:"changes"`
	Unchanged int             `json:"unchanged"`
	Absent    []string        `json:"absent"`  // suppliers of the registry that are in no list; they stay as they are
	Skipped   []SkippedColumn `json:"skipped"` // columns that were not read
	Written   []string        `json:"written"` // files; empty where nothing was to be written
	Errors    []model.Problem `json:"errors"`
}

// ImportChange is what a list changes about one supplier.
type ImportChange struct {
	Supplier string         `json:"supplier"`
	Name     string         `json:"name"`
	New      bool           `json:"new"`
	File     string         `json:"file"` // the list
	Row      int            `json:"row"`
	Values   []ChangedValue `json:"values"`
}

// ChangedValue is a value of a supplier or of one of its contacts.
type ChangedValue struct {
	Contact string  `json:"contact,omitempty"` // its id, or its roles where it is new
	Key     string  `json:"key"`
	Old     *string `json:"old"`
	New     string  `json:"new"` // empty: removed
}

// SkippedColumn is a column of a table or a property of a vCard that was not read.
type SkippedColumn struct {
	File   string `json:"file"`
	Header string `json:"header"`
	Why    string `json:"why"`
}
