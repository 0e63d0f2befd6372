package cli

import (
	"fmt"
	"slices"
	"strings"

	"github.com/spf13/cobra"
	"github.com/spf13/pflag"

	"supplierwatch/internal/model"
	"supplierwatch/internal/oneshot"
	"supplierwatch/internal/record"
	"supplierwatch/internal/strictyaml"
)

// recordKind lists the flags for one kind of record.
type recordKind struct {
	kind   model.FactKind
	wants  []string // flags that must be given
	needs  string   // what a required flag means for this kind, if its help says more or less
	any    []string // flags of which at least one must be given
	takes  []string // flags that may be given
	unkept []string // flags that may be given and have no place in the registry
}

var recordKinds = []recordKind{
	{kind: model.FactVerified, wants: []string{"how"}, takes: []string{"on", "by"}},
	{kind: model.FactNoAnswer, takes: []string{"on", "by", "phone"}},
	{kind: model.FactWrongNumber, takes: []string{"on", "by", "phone"}},
	{kind: model.FactRequested, takes: []string{"on", "by", "reference"}, unkept: []string{"by"}},
	{kind: model.FactPlaced, takes: []string{"on", "by", "reference"}, unkept: []string{"by"}},
	{kind: model.FactWaived, wants: []string{"because"}, takes: []string{"on", "by"}, unkept: []string{"on"}},
	{kind: model.FactConfirmed, takes: []string{"on", "by", "reference"}, unkept: []string{"by"}},
	{kind: model.FactKeep, takes: []string{"until", "on", "by", "because"}},
	{kind: model.FactNoticeGiven, wants: []string{"on"}, needs: "the day on which the supplier received our notice, such as 2026-09-12", takes: []string{"for", "by"}, unkept: []string{"by"}},
	{kind: model.FactRenewed, wants: []string{"until"}, needs: "the new last day of the contract, such as 2028-03-31", takes: []string{"on", "by"}, unkept: []string{"by"}},
	{kind: model.FactSessionHeld, takes: []string{"on", "by"}, unkept: []string{"by"}},
	{kind: model.FactTold, wants: []string{"mailbox"}, takes: []string{"on", "by"}, unkept: []string{"by"}},
	{kind: model.FactReviewed, takes: []string{"on", "by"}},
	{
		kind: model.FactChanged, any: []string{"email", "phone", "name"}, takes: []string{"on", "by", "how"},
		unkept: []string{"on", "by"},
	},
}

// placeFlags are the flags that say where it is recorded, whatever it is.
var placeFlags = []string{"config", "registry", "write", "now", "help"}

func newRecord() *cobra.Command {
	var t record.Request
	var place oneshot.RecordPlace
	cmd := &cobra.Command{
		Use:   "record KIND SUBJECT",
		Short: "Record what a person knows: verified, placed, confirmed, notice given …",
		Long: "Record what no probe can see. A running daemon acts on it within a minute. With --write\n" +
			"it is added to the YAML of the registry instead, where every other byte stays the same.\n" +
			"\n" +
			"KIND is one of " + strings.Join(kindWords(), ", ") + ".\n" +
			"SUBJECT is SUPPLIER/KIND/ID, such as acme/contact/orders or acme/order-window/yearly@2026-09-01\n" +
			"(the occurrence that opens on that day; without @ the current one), or SUPPLIER alone.",
		Example: "  supplierwatch record verified acme/contact/orders --how call --by jane.doe@buyer.example\n" +
			"  supplierwatch record placed acme/order-window/yearly --reference 4500012345\n" +
			"  supplierwatch record keep acme/contract/msa --because \"no other source\" --write registry/",
	}
	f := cmd.Flags()
	f.StringVar(&t.On, "on", "", "the date, such as 2026-09-12 (default: now); for an order also the time (RFC 3339)")
	f.StringVar(&t.By, "by", "", "who did it, as an address or a team")
	f.StringVar(&t.Reference, "reference", "", "the number of the request or of the order")
	f.StringVar(&t.How, "how", "", "how a contact was verified: reply, call or session")
	f.StringVar(&t.Because, "because", "", "why")
	f.StringVar(&t.Until, "until", "", "for keep: the end after which the contract continues (default: the next that a notice can\nreach); for renewed: the new last day")
	f.StringVar(&t.For, "for", "", "the end of the contract that the notice names")
	f.StringVar(&t.Mailbox, "mailbox", "", "the one of our mailboxes of which the supplier was informed")
	f.StringVar(&t.Email, "email", "", "the new address")
	f.StringVar(&t.Phone, "phone", "", "the new number; for a failed call, the number that was called")
	f.StringVar(&t.Name, "name", "", "the new name")
	addConfig(cmd, &place.Config)
	f.StringSliceVar(&place.Registry, "registry", nil, "check against this registry (default: that of the daemon, else of the configuration)")
	f.StringVar(&place.Write, "write", "", "write it into this registry (file or folder) instead of the state")
	now := addNow(cmd)
	cmd.ValidArgsFunction = func(_ *cobra.Command, args []string, _ string) ([]string, cobra.ShellCompDirective) {
		if len(args) > 0 {
			return nil, cobra.ShellCompDirectiveNoFileComp
		}
		return kindWords(), cobra.ShellCompDirectiveNoFileComp
	}
	cmd.RunE = func(cmd *cobra.Command, args []string) error { return runRecord(cmd, args, place, t, *now) }
	return cmd
}

func kindWords() []string {
	words := make([]string, len(recordKinds))
	for i, k := range recordKinds {
		words[i] = string(k.kind)
	}
	return words
}

func runRecord(cmd *cobra.Command, args []string, place oneshot.RecordPlace, t record.Request, now string) error {
	if len(args) != 2 {
		return usage("record: expected a kind and a subject; e.g. `supplierwatch record verified acme/contact/orders --how call`")
	}
	kind, err := kindNamed(args[0])
	if err != nil {
		return err
	}
	if err := kind.checkFlags(cmd.Flags()); err != nil {
		return err
	}
	if t.How != "" {
		if err := oneOf("record", "how", t.How, string(model.HowReply), string(model.HowCall), string(model.HowSession)); err != nil {
			return err
		}
	}
	if t.Now, err = parseNow(now, place.Config); err != nil {
		return err
	}
	t.Kind, t.Subject, t.Actor = kind.kind, args[1], actor(t.By)
	if place.Write != "" && slices.Contains(kind.unkept, "by") {
		t.By = ""
	}
	result, err := oneshot.RecordKnown(cmd.Context(), place, t)
	if err != nil {
		return exit{code: ExitUsage, err: fmt.Errorf("record: %w", err)}
	}
	fmt.Fprintln(cmd.OutOrStdout(), recorded(result))
	for _, hint := range kind.hints(cmd.Flags(), place.Write != "", t, result) {
		fmt.Fprintln(cmd.ErrOrStderr(), "supplierwatch: "+hint)
	}
	return nil
}

func kindNamed(word string) (recordKind, error) {
	i := slices.IndexFunc(recordKinds, func(k recordKind) bool { return string(k.kind) == word })
	if i >= 0 {
		return recordKinds[i], nil
	}
	if near, ok := strictyaml.Suggest(word, kindWords()); ok {
		return recordKind{}, usage("record: %q is not a valid kind; did you mean `%s`?", word, near)
	}
	return recordKind{}, usage("record: %q is not a valid kind; expected one of %s", word, strings.Join(kindWords(), ", "))
}

// checkFlags refuses flags that say nothing about this kind, and asks for those
// without which it says nothing.
func (k recordKind) checkFlags(flags *pflag.FlagSet) error {
	known := slices.Concat(k.wants, k.any, k.takes)
	var wrong error
	flags.Visit(func(f *pflag.Flag) {
		if wrong == nil && !slices.Contains(known, f.Name) && !slices.Contains(placeFlags, f.Name) {
			wrong = usage("record: --%s cannot be used with `%s`, which takes --%s", f.Name, k.kind, strings.Join(known, ", --"))
		}
	})
	if wrong != nil {
		return wrong
	}
	given := func(name string) bool { return flags.Lookup(name).Value.String() != "" }
	for _, name := range k.wants {
		if !given(name) {
			return usage("record: `%s` needs --%s: %s", k.kind, name, k.meaning(flags, name))
		}
	}
	if len(k.any) > 0 && !slices.ContainsFunc(k.any, given) {
		return usage("record: `%s` needs one of --%s", k.kind, strings.Join(k.any, ", --"))
	}
	if flags.Changed("write") && (flags.Changed("config") || flags.Changed("registry")) {
		return usage("record: --write names the registry; leave out --config and --registry")
	}
	return nil
}

// meaning returns what a required flag means for this kind. The help of a flag lists its meaning for all kinds.
func (k recordKind) meaning(flags *pflag.FlagSet, name string) string {
	if k.needs != "" {
		return k.needs
	}
	return flags.Lookup(name).Usage
}

// stateTerminating is the state of a contract that a notice ends.
const stateTerminating = "terminating"

// hints say what the person may not expect.
func (k recordKind) hints(flags *pflag.FlagSet, written bool, t record.Request, result record.Result) []string {
	var hints []string
	if k.kind == model.FactNoticeGiven && result.Checked {
		hint := "this notice changes nothing: no notice reaches an end any more, or it counts from its day on"
		if result.Effect.Is == stateTerminating {
			hint = "this notice ends the contract on " + result.Effect.Ends.String()
		}
		hints = append(hints, hint)
	}
	if !written {
		hints = append(hints, "recorded; a running daemon acts on it within a minute")
		if !result.Checked {
			hints = append(hints, "no configuration names the registry, so the subject was not checked; name it with --config FILE or --registry PATH")
		}
		return hints
	}
	for _, name := range k.unkept {
		if flags.Changed(name) {
			hints = append(hints, fmt.Sprintf("the registry has no key for --%s of `%s`; it was left out", name, k.kind))
		}
	}
	if k.kind == model.FactChanged && t.Email+t.Phone != "" && !model.How(t.How).ProvesPhone() {
		hints = append(hints, "the new address or number is not confirmed: call a number that was on file before, then record `verified`")
	}
	return hints
}

// recorded returns one line about what was recorded and what that settles.
func recorded(result record.Result) string {
	c := result.Change
	line := fmt.Sprintf("%s: %s", result.Target, c.Kind)
	for _, part := range []struct{ word, value string }{
		{"on", c.On.Date.String()},
		{"for", c.For.String()},
		{"until", c.Until.String()},
		{"by", c.By},
		{"how", string(c.How)},
		{"reference", c.Reference},
		{"mailbox", c.Mailbox},
		{"name", c.Name},
		{"email", c.Email},
		{"phone", c.Phone},
		{"because", c.Because},
	} {
		if part.value != "" {
			line += ", " + part.word + " " + part.value
		}
	}
	if result.Written.File != "" {
		line += "; written to " + result.Written.String()
	}
	if !result.Checked {
		return line
	}
	return line + "; " + effectOf(result.Effect)
}

// effectOf returns the effect of a record in words.
func effectOf(e record.Effect) string {
	var parts []string
	if e.Was != e.Is {
		parts = append(parts, fmt.Sprintf("was %s, is %s", orNothing(e.Was), orNothing(e.Is)))
	}
	if len(e.Settles) > 0 {
		parts = append(parts, "settles "+strings.Join(e.Settles, ", "))
	}
	if len(e.Raises) > 0 {
		parts = append(parts, "raises "+strings.Join(e.Raises, ", "))
	}
	if len(parts) == 0 {
		return "no deadline or alert changes"
	}
	return strings.Join(parts, "; ")
}

func orNothing(state string) string {
	if state == "" {
		return "not awaited"
	}
	return state
}
