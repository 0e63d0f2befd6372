package cli

import (
	"fmt"
	"io"

	"github.com/spf13/cobra"

	"supplierwatch/internal/apidoc"
	"supplierwatch/internal/commandline"
	"supplierwatch/internal/oneshot"
	"supplierwatch/internal/report"
	"supplierwatch/internal/sheet"
)

type verifyFlags struct {
	oneshot.Verification
	plan, send, sheet bool
	format, output    string
	by                string
	excel             string
	now               *string
}

func newVerify() *cobra.Command {
	var flags verifyFlags
	cmd := &cobra.Command{
		Use:   "verify [SUPPLIER[/CONTACT]…]",
		Short: "Ask suppliers by mail whether their contacts are still right, or list calls to make",
		Long: "Show which contacts would be asked by mail whether their details are still right, when and\n" +
			"in which language, and which would not and why. With --send a running daemon writes to\n" +
			"them, in their working hours and only a few each day. With --sheet a call list is printed.\n" +
			"\n" +
			"Nobody is asked again before the date given in the last mail, and nobody who objected to\n" +
			"such mails, even with --send.",
		Example: "  supplierwatch verify --tier critical\n  supplierwatch verify acme/orders --send\n  supplierwatch verify --sheet --format csv --output calls.csv",
	}
	f := cmd.Flags()
	f.BoolVar(&flags.plan, "plan", false, "show who would be asked, and do nothing (default)")
	f.BoolVar(&flags.send, "send", false, "have the daemon write to them")
	f.BoolVar(&flags.sheet, "sheet", false, "print a call list")
	f.StringVar(&flags.Selection.Tier, "tier", "", "only suppliers of this tier")
	f.BoolVar(&flags.Selection.Escalation, "escalation", false, "include emergency contacts, which are never written to otherwise")
	f.StringVar(&flags.format, "format", "text", "text or json; with --sheet also csv")
	commandline.AddExcel(cmd, &flags.excel)
	f.StringVar(&flags.output, "output", "", "write to this file instead of standard output")
	f.StringVar(&flags.by, "by", "", "who releases the mails, as an address (default: the user of this machine)")
	addConfig(cmd, &flags.Config)
	f.StringSliceVar(&flags.Registry, "registry", nil, "use this registry (default: that of the daemon, else of the configuration)")
	flags.now = addNow(cmd)
	cmd.RunE = func(cmd *cobra.Command, args []string) error { return runVerify(cmd, args, flags) }
	return cmd
}

func runVerify(cmd *cobra.Command, names []string, flags verifyFlags) error {
	if flags.plan && flags.send || flags.plan && flags.sheet || flags.send && flags.sheet {
		return usage("verify: --plan, --send and --sheet exclude each other; use one of them")
	}
	formats := []string{"text", "json"}
	if flags.sheet {
		formats = append(formats, "csv")
	}
	if err := oneOf("verify", "format", flags.format, formats...); err != nil {
		return err
	}
	if err := flags.checkExcel(); err != nil {
		return err
	}
	now, err := parseNow(*flags.now, flags.Config)
	if err != nil {
		return err
	}
	flags.Selection.Names, flags.Now = names, now
	if flags.Actor, err = checkedActor("verify", flags.by); err != nil {
		return err
	}
	if flags.sheet {
		return flags.calls(cmd)
	}
	return flags.mails(cmd)
}

// checkExcel refuses --excel where no table is written.
func (flags verifyFlags) checkExcel() error {
	if flags.excel != "" && !flags.sheet {
		return usage("verify: --excel writes a call list; add --sheet")
	}
	return commandline.CheckExcel("verify", flags.excel)
}

// mails plans or releases.
func (flags verifyFlags) mails(cmd *cobra.Command) error {
	decide := oneshot.VerificationPlan
	if flags.send {
		decide = oneshot.ReleaseVerification
	}
	doc, err := decide(cmd.Context(), flags.Verification)
	if err != nil {
		return exit{code: ExitUsage, err: fmt.Errorf("verify: %w", err)}
	}
	err = output(cmd, flags.output, func(w io.Writer) error {
		if flags.format == "json" {
			return report.JSON(w, doc)
		}
		return report.VerificationText(w, doc, localStyle(w, flags.Config))
	})
	if err == nil {
		fmt.Fprintln(cmd.ErrOrStderr(), "supplierwatch: "+flags.hint(doc))
	}
	return err
}

// hint returns what happens next.
func (flags verifyFlags) hint(doc apidoc.VerificationDocument) string {
	switch {
	case flags.send && doc.Released == 0:
		return "nothing was released: no contact may be asked now"
	case flags.send && doc.Released == 1:
		return "released one contact; a running daemon writes to it at the time above"
	case flags.send:
		return fmt.Sprintf("released %d contacts; a running daemon writes to them at the times above", doc.Released)
	case len(doc.Asks) == 0:
		return "no contact would be asked"
	case doc.Mode == "on":
		return "a running daemon asks them at these times; --send asks earlier"
	}
	return "nothing is sent until somebody releases it: add --send, or reply `send` to the weekly summary"
}

// calls lists whom to call.
func (flags verifyFlags) calls(cmd *cobra.Command) error {
	doc, err := oneshot.VerificationCalls(cmd.Context(), flags.Verification)
	if err != nil {
		return exit{code: ExitUsage, err: fmt.Errorf("verify: %w", err)}
	}
	style := sheet.Plain
	if flags.excel != "" {
		flags.format = "csv"
		style = commandline.ExcelStyle(flags.excel)
	}
	return output(cmd, flags.output, func(w io.Writer) error {
		switch flags.format {
		case "json":
			return report.JSON(w, doc)
		case "csv":
			return report.CallsCSV(w, doc, style)
		}
		return report.CallsText(w, doc, localStyle(w, flags.Config))
	})
}
