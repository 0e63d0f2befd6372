package report

import (
	"bytes"
	"fmt"

	"supplierwatch/internal/apidoc"
)

// statusReplicas writes what each of the daemons does that share the state.
func statusReplicas(out *bytes.Buffer, replicas []apidoc.StatusReplica, style Style) {
	if len(replicas) == 0 {
		return
	}
	fmt.Fprintf(out, "\n%s\n", style.heading("REPLICAS"))
	for _, r := range replicas {
		fmt.Fprintf(out, "%s%s: %s\n", statusIndent, clean(r.Name), r.Work())
	}
}
