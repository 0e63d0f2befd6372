package content

import (
	"time"

	"supplierwatch/internal/apidoc"
)

// Service is how the parts of the service work.
type Service struct {
	Took         time.Duration // of the last evaluation; zero: none is complete
	VantageAt    time.Time     // when the network access was last checked; zero: not yet
	VantageSays  string        // what that check found where it failed
	Relays       []RelayState
	Replicas     []apidoc.StatusReplica // the daemons that share the state; empty where only one may use it
	ReplicasSay  string                 // why they are not known
	Folders      []FolderState
	Skipped      []Skipped
	SkippedKnown bool // whether it is known what was skipped: the facts are read
}

// RelayState is how a mail relay, or a directory in place of one, works since the start of the service.
type RelayState struct {
	Name     string
	Accepted time.Time // when it last took a mail; zero: it took none since the start
	Written  bool      // it wrote that mail to a file
	Down     bool
	Failed   time.Time // when it last failed or refused a mail; zero: never since the start
	Error    string    // what it answered then
}

// FolderState is how a folder in which mail for us arrives is read since the start of the service.
type FolderState struct {
	Account, Name string
	Read          time.Time // when it was last read completely; zero: not since the start
	Failed        time.Time // when it last could not be read; zero: never since the start
	Error         string
}

// Works reports whether the last attempt to read a folder succeeded.
func (f FolderState) Works() bool { return f.Read.After(f.Failed) }

// Skipped is what was not evaluated, and why.
type Skipped struct {
	What  string
	Count int
	Why   string
}
