package cli

import (
	"fmt"
	"os"
	"os/user"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"supplierwatch/internal/action"
	"supplierwatch/internal/model"
	"supplierwatch/internal/oneshot"
	"supplierwatch/internal/replycmd"
)

func newAck() *cobra.Command {
	var config, note, by, id, until string
	cmd := &cobra.Command{
		Use:   "ack ALERT… [until DATE|for PERIOD]",
		Short: "Acknowledge alerts: you take them over and will act",
		Long: "Acknowledge alerts. The mails about them stop until the acknowledgement expires or one of\n" +
			"their key dates comes. It expires as the escalation policy says, or when you say so: 30 days\n" +
			"at most. ALERT is an id or the beginning of one, as `status` shows it.",
		Example: "  supplierwatch ack a3f09c --note \"called, they send the offer on Monday\"\n  supplierwatch ack a3f09c until 2026-12-01",
		RunE: func(cmd *cobra.Command, args []string) error {
			alerts, end := cutEnd(args)
			if len(alerts) == 0 {
				return usage("ack: name an alert; `supplierwatch status` lists them")
			}
			return act(cmd, config, alerts, action.Request{Verb: replycmd.Ack, By: actor(by), Note: note, For: end, Until: until, ID: id})
		},
	}
	addConfig(cmd, &config)
	cmd.Flags().StringVar(&note, "note", "", "what you are going to do; saved with the alert")
	cmd.Flags().StringVar(&until, "until", "", "the day on which the alert reopens, such as 2026-12-01, or an instant as RFC 3339")
	addActor(cmd, &by, &id)
	return cmd
}

// cutEnd divides the arguments of an acknowledgement into alerts and the end behind them: until DATE, for PERIOD.
func cutEnd(args []string) (alerts []string, end string) {
	i := slices.IndexFunc(args, replycmd.BeginsEnd)
	if i < 0 {
		return args, ""
	}
	return args[:i], strings.Join(args[i:], " ")
}

func newSnooze() *cobra.Command {
	var config, note, by, until, id string
	cmd := &cobra.Command{
		Use:   "snooze ALERT PERIOD",
		Short: "Snooze an alert, for 30 days at most",
		Long: "Snooze an alert for a period of at most 30 days. It reopens earlier on a key date, or when\n" +
			"it gets worse.",
		Example: "  supplierwatch snooze a3f09c 3 days --note \"they are closed until Monday\"\n  supplierwatch snooze a3f09c --until 2026-12-01",
		RunE: func(cmd *cobra.Command, args []string) error {
			if len(args) == 0 || len(args) < 2 && until == "" {
				return usage("snooze: name an alert and a period; e.g. `supplierwatch snooze a3f09c 3 days`")
			}
			request := action.Request{Verb: replycmd.Snooze, By: actor(by), Note: note, For: strings.Join(args[1:], " "), Until: until, ID: id}
			return act(cmd, config, args[:1], request)
		},
	}
	addConfig(cmd, &config)
	cmd.Flags().StringVar(&note, "note", "", "why it can wait; saved with the alert")
	cmd.Flags().StringVar(&until, "until", "", "a day, such as 2026-12-01, or an instant as RFC 3339, instead of a period")
	addActor(cmd, &by, &id)
	return cmd
}

func newNotMine() *cobra.Command {
	var config, note, by, id string
	cmd := &cobra.Command{
		Use:     "not-mine ALERT…",
		Short:   "Escalate alerts now: hand them over to the next step of their policy",
		Long:    "Hand alerts over. The next step of their escalation policy is due at once. ALERT is an id\nor the beginning of one, as `status` shows it.",
		Example: "  supplierwatch not-mine a3f09c --note \"I am on leave from tomorrow\"",
		RunE: func(cmd *cobra.Command, args []string) error {
			if len(args) == 0 {
				return usage("not-mine: name an alert; `supplierwatch status` lists them")
			}
			return act(cmd, config, args, action.Request{Verb: replycmd.NotMine, By: actor(by), Note: note, ID: id})
		},
	}
	addConfig(cmd, &config)
	cmd.Flags().StringVar(&note, "note", "", "why; saved with the alert")
	addActor(cmd, &by, &id)
	return cmd
}

func newNote() *cobra.Command {
	var config, by, id string
	cmd := &cobra.Command{
		Use:     "note ALERT TEXT…",
		Short:   "Add a note to an alert; its mails continue",
		Long:    "Add a note to an alert. It stays open, and its mails continue.",
		Example: "  supplierwatch note a3f09c \"they will send an offer by Friday\"",
		RunE: func(cmd *cobra.Command, args []string) error {
			if len(args) < 2 {
				return usage("note: name an alert and write a note; e.g. `supplierwatch note a3f09c \"called them\"`")
			}
			request := action.Request{Verb: action.Note, By: actor(by), Note: strings.Join(args[1:], " "), ID: id}
			return act(cmd, config, args[:1], request)
		},
	}
	addConfig(cmd, &config)
	addActor(cmd, &by, &id)
	return cmd
}

// addActor adds the flags for who acts and for the id of the action.
func addActor(cmd *cobra.Command, by, id *string) {
	cmd.Flags().StringVar(by, "by", "", "who acts, as an address (default: the user of this machine)")
	addID(cmd, id)
}

// addID adds the flag for the id of an action.
func addID(cmd *cobra.Command, id *string) {
	cmd.Flags().StringVar(id, "id", "", "a name for this action: repeated under the same name, it is recorded once")
}

// actor is who acts: the address given, else the user's name on this machine.
func actor(by string) string {
	if by != "" {
		return strings.TrimSpace(by)
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

// checkedActor returns who acts by a command that is not about alerts.
func checkedActor(command, by string) (string, error) {
	name := actor(by)
	if err := model.CheckActor(name); err != nil {
		return "", usage("%s: `by` %v", command, err)
	}
	return name, nil
}

// act carries out a request about alerts, and prints what became of it.
func act(cmd *cobra.Command, config string, alerts []string, request action.Request) error {
	all, err := acted(cmd, config, alerts, request)
	for _, a := range all {
		fmt.Fprintf(cmd.OutOrStdout(), "%s: %s\n", a.Name, strings.Join(a.Lines, "\n"))
	}
	if err != nil {
		return exit{code: ExitUsage, err: fmt.Errorf("%s: %w", cmd.Name(), err)}
	}
	fmt.Fprintln(cmd.ErrOrStderr(), "supplierwatch: recorded; a running daemon acts on it within a minute")
	return nil
}

// acted carries out a request about alerts now, and returns what became of it.
func acted(cmd *cobra.Command, config string, alerts []string, request action.Request) ([]oneshot.Acted, error) {
	request.At = wallClock()
	if request.ID != "" {
		request.ID = "shell-" + request.ID
	}
	return oneshot.Act(cmd.Context(), config, alerts, request)
}
