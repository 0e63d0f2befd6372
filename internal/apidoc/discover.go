package apidoc

import (
	"time"

	"supplierwatch/internal/civil"
	"supplierwatch/internal/model"
)

// DiscoverDocument lists what is bought rarely, and what of it the registry lacks.
type DiscoverDocument struct {
	Version   int             `json:"version"`
	AsOf      time.Time       `json:"as_of"`
	Purchases int             `json:"purchases"` // rows that were read
	Items     []RareItem      `json:"items"`
	Errors    []model.Problem `json:"errors"`
}

// RareItem is an item that is bought at most twice in 24 months.
type RareItem struct {
	Supplier string     `json:"supplier"`
	ID       *string    `json:"id"` // in the registry
	Item     string     `json:"item"`
	Known    string     `json:"known"` // supplier missing, item missing, in the registry
	Orders   int        `json:"orders"`
	Last     civil.Date `json:"last"`
	Month    *int       `json:"month"`  // the usual one
	Opens    *string    `json:"opens"`  // of the proposed order window, every year
	Closes   *string    `json:"closes"` // its last day
}
