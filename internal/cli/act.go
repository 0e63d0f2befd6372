package cli

import (
	"fmt"
	"os"
	"os/user"
	"strings"
	"time"

	"github.com/spf13/cobra"

	"supplierwatch/internal/app"
	"supplierwatch/internal/civil"
	"supplierwatch/internal/model"
)

func newAck() *cobra.Command {
	var config, note, by string
	cmd := &cobra.Command{
		Use:   "ack ALERT…",
		Short: "Acknowledge alerts: you take them over and will act",
		Long: "Acknowledge alerts. The mails about them stop until the acknowledgement expires or one of\n" +
			"their key dates comes. ALERT is an id or the beginning of one, as `status` shows it.",
		Example: "  supplierwatch ack a3f09c --note \"called, they send the offer on Monday\"",
		RunE: func(cmd *cobra.Command, args []string) error {
			if len(args) == 0 {
				return usage("ack: name an alert; `supplierwatch status` lists them")
			}
			return act(cmd, config, args, app.Act{Kind: model.FactAck, By: actor(by), Note: note}, "acknowledged")
		},
	}
	addConfig(cmd, &config)
	cmd.Flags().StringVar(&note, "note", "", "what you are going to do; saved with the alert")
	cmd.Flags().StringVar(&by, "by", "", "who acts, as an address (default: the user of this machine)")
	return cmd
}

func newSnooze() *cobra.Command {
	var config, note, by string
	cmd := &cobra.Command{
		Use:   "snooze ALERT PERIOD",
		Short: "Snooze an alert, for 30 days at most",
		Long: "Snooze an alert for a period of at most 30 days. It reopens earlier on a key date, or when\n" +
			"it gets worse.",
		Example: "  supplierwatch snooze a3f09c 3 days --note \"they are closed until Monday\"",
		RunE: func(cmd *cobra.Command, args []string) error {
			if len(args) < 2 {
				return usage("snooze: name an alert and a period; e.g. `supplierwatch snooze a3f09c 3 days`")
			}
			until, err := snoozeUntil(strings.Join(args[1:], " "))
			if err != nil {
				return err
			}
			request := app.Act{Kind: model.FactSnooze, By: actor(by), Note: note, Until: until}
			return act(cmd, config, args[:1], request, "snoozed until "+until.Format("Mon 2 Jan 2006 15:04 MST"))
		},
	}
	addConfig(cmd, &config)
	cmd.Flags().StringVar(&note, "note", "", "why it can wait; saved with the alert")
	cmd.Flags().StringVar(&by, "by", "", "who acts, as an address (default: the user of this machine)")
	return cmd
}

func newNote() *cobra.Command {
	var config, by string
	cmd := &cobra.Command{
		Use:     "note ALERT TEXT…",
		Short:   "Add a note to an alert; its mails continue",
		Long:    "Add a note to an alert. It stays open, and its mails continue.",
		Example: "  supplierwatch note a3f09c \"they will send an offer by Friday\"",
		RunE: func(cmd *cobra.Command, args []string) error {
			if len(args) < 2 {
				return usage("note: name an alert and write a note; e.g. `supplierwatch note a3f09c \"called them\"`")
			}
			request := app.Act{Kind: model.FactNote, By: actor(by), Note: strings.Join(args[1:], " ")}
			return act(cmd, config, args[:1], request, "noted")
		},
	}
	addConfig(cmd, &config)
	cmd.Flags().StringVar(&by, "by", "", "who writes the note, as an address (default: the user of this machine)")
	return cmd
}

// snoozeUntil counts the period from now, in UTC.
func snoozeUntil(text string) (time.Time, error) {
	period, err := civil.ParsePeriod(text)
	if err != nil {
		return time.Time{}, usage("snooze: %w", err)
	}
	now, _ := parseNow("")
	until := civil.AddTo(now, period, nil)
	if !until.After(now) {
		return time.Time{}, usage("snooze: %s is not a valid period; e.g. `3 days`", text)
	}
	if until.Sub(now) > model.LongestSnooze {
		return time.Time{}, usage("snooze: %s is too long; at most 30 days", text)
	}
	return until, nil
}

// actor is who acts: the address given, else the user's name on this machine.
func actor(by string) string {
	if by != "" {
		return by
	}
	name := "unknown"
	if u, err := user.Current(); err == nil {
		name = u.Username
	}
	if host, err := os.Hostname(); err == nil {
		name += "@" + host
	}
	return name
}

func act(cmd *cobra.Command, config string, alerts []string, request app.Act, done string) error {
	now, _ := parseNow("")
	request.At = now
	found, err := app.Record(cmd.Context(), config, alerts, request)
	if err != nil {
		return exit{code: ExitUsage, err: fmt.Errorf("%s: %w", cmd.Name(), err)}
	}
	for _, a := range found {
		fmt.Fprintf(cmd.OutOrStdout(), "%s %s: %s\n", a.ID, done, a.Message)
	}
	fmt.Fprintln(cmd.ErrOrStderr(), "supplierwatch: recorded; a running daemon acts on it within a minute")
	return nil
}
