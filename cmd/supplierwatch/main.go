// Command supplierwatch watches critical suppliers. It evaluates a registry of
// suppliers once (check), or continuously as a daemon (run), and sends
// escalating alerts by mail until a person has acted.
package main

import (
	"context"
	"os"
	"os/signal"
	"syscall"
	_ "time/tzdata" // a container without zone files still knows Europe/Berlin

	"supplierwatch/internal/cli"
)

func main() {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	// The first signal asks for an orderly end; from then on the default
	// applies again, so that a second one ends the program at once.
	context.AfterFunc(ctx, stop)
	hangup := make(chan os.Signal, 1)
	signal.Notify(hangup, syscall.SIGHUP)
	os.Exit(cli.Main(ctx, os.Args[1:], cli.Streams{In: os.Stdin, Out: os.Stdout, Err: os.Stderr, Hangup: hangup}))
}
