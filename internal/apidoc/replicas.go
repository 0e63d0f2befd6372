package apidoc

import (
	"fmt"
	"strings"
	"time"

	"supplierwatch/internal/lease"
)

// StatusReplica is one of the daemons that work on the same state.
type StatusReplica struct {
	Name     string       `json:"name"`
	Self     bool         `json:"-"`                   // the one that was asked
	Registry string       `json:"registry"`            // the hash of what it works by
	Agrees   bool         `json:"agrees"`              // its registry and its signing key are those of the replica that evaluates
	Ahead    float64      `json:"clock_ahead_seconds"` // of its machine, compared with the database
	Leases   []lease.Kind `json:"leases"`
}

// NewReplicas returns replicas as the outside sees them.
func NewReplicas(replicas []lease.Replica) []StatusReplica {
	all := make([]StatusReplica, 0, len(replicas))
	for _, r := range replicas {
		all = append(all, StatusReplica{
			Name: r.Name, Self: r.Self, Registry: r.Registry, Agrees: r.Agrees, Ahead: r.Skew.Seconds(), Leases: append([]lease.Kind{}, r.Leases...),
		})
	}
	return all
}

// Work returns what a replica does, or why it does nothing, in words.
func (r StatusReplica) Work() string {
	kinds := make([]string, len(r.Leases))
	for i, kind := range r.Leases {
		kinds[i] = string(kind)
	}
	text := "holds " + strings.Join(kinds, ", ")
	switch {
	case !r.Agrees:
		text = "holds nothing: its registry or its signing key is not that of the replica that evaluates (registry " + r.Registry + ")"
	case len(kinds) == 0:
		text = "holds nothing, and stands by"
	}
	if ahead := time.Duration(r.Ahead * float64(time.Second)); ahead.Abs() > lease.LargeSkew {
		text += fmt.Sprintf("; its clock differs from that of the database by %s", ahead.Abs().Round(time.Second))
	}
	return text
}
