// Command faults runs a fault injection campaign against the built program. It kills the daemon, breaks its relay, fills its disk and
// damages its database, and reports whether every guarantee about alerts was kept. `make faults` builds both and runs it.
package main

import (
	"flag"
	"fmt"
	"os"
	"time"

	"supplierwatch/internal/testkit"
	"supplierwatch/internal/testkit/chaos"
)

func main() {
	x := chaos.Campaign{}
	flag.StringVar(&x.Program, "program", "bin/supplierwatch", "the program to be tried")
	flag.Uint64Var(&x.Seed, "seed", uint64(time.Now().UnixNano()), "the seed of all random choices; 0 is valid")
	flag.IntVar(&x.Kills, "kills", 300, "how often the daemon is killed")
	flag.Parse()
	os.Exit(run(x))
}

// run returns the exit code: 1 if a guarantee was broken, 2 if the campaign could not be run.
func run(x chaos.Campaign) int {
	fmt.Printf("faults: seed %d, %d kills\n", x.Seed, x.Kills)
	var report *chaos.Report
	if err := testkit.Alone(os.Stderr, func(h testkit.Host) { report = x.Run(h) }); err != nil {
		fmt.Fprintln(os.Stderr, "faults:", err)
		return 2
	}
	if err := report.Write(os.Stdout); err != nil {
		fmt.Fprintln(os.Stderr, "faults:", err)
		return 2
	}
	if !report.Kept() {
		return 1
	}
	return 0
}
