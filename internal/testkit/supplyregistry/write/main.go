// Command write writes a registry for measurements into a folder.
package main

import (
	"flag"
	"fmt"
	"os"

	"supplierwatch/internal/testkit/supplyregistry"
)

func main() {
	suppliers := flag.Int("suppliers", 10_000, "how many suppliers the registry has")
	perFile := flag.Int("per-file", 100, "how many suppliers a file has at most")
	flag.Usage = func() {
		fmt.Fprintln(flag.CommandLine.Output(), "usage: write [-suppliers N] [-per-file N] FOLDER")
		flag.PrintDefaults()
	}
	flag.Parse()
	if flag.NArg() != 1 || *suppliers < 1 || *perFile < 1 {
		flag.Usage()
		os.Exit(2)
	}
	if err := supplyregistry.Write(flag.Arg(0), *suppliers, *perFile); err != nil {
		fmt.Fprintln(os.Stderr, "write:", err)
		os.Exit(1)
	}
}
