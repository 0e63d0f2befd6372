package content

import (
	"time"

	"supplierwatch/internal/apidoc"
	"supplierwatch/internal/compose/document"
	"supplierwatch/internal/model"
)

// SupplierDetail is all that is known of one supplier.
type SupplierDetail struct {
	apidoc.SupplierDocument
	Calls   []Call         // its contacts, those who answer now first
	Probes  []ProbeTrail   // of its domains, addresses and endpoints that fail, or failed last
	History []HistoryEntry // what people, mails, this service and the registry recorded, the latest first

	Removed   bool      // it is no longer in the registry; only its alerts and its history are known
	RemovedAt time.Time // when the first evaluation without it ended its last alert; zero: not known
}

// Call is a contact as a call card shows it.
type Call struct {
	Contact apidoc.ContactStatus
	Way     document.Way
	Open    bool // somebody answers its telephone now
}

// ProbeTrail is what the probes of one subject last said.
type ProbeTrail struct {
	Subject  model.Subject
	Failures int // in a row
	Since    time.Time
	Last     time.Time
	Lines    string // what was reported and answered
}
