package cli

import (
	"errors"
	"strings"

	"github.com/spf13/cobra"

	"supplierwatch/internal/apidoc"
	"supplierwatch/internal/mailparse"
	"supplierwatch/internal/report"
	"supplierwatch/internal/rulebook"
)

func newRead() *cobra.Command {
	var format string
	cmd := &cobra.Command{
		Use:   "read MAIL…",
		Short: "Show how received mails are understood",
		Long: "Show how mails are understood: the kind of each (reply, auto-reply, bounce, …), what it\n" +
			"means and why, and which rule would follow. No network is used, and nothing is changed.\n\n" +
			"MAIL is a file with one mail (.eml), an mbox file, a folder with such files, or - for\n" +
			"standard input.",
		Example: "  supplierwatch read bounce.eml\n  supplierwatch read --format json answers/*.eml\n  supplierwatch read - < answer.eml",
		RunE: func(cmd *cobra.Command, args []string) error {
			if err := oneOf("read", "format", format, "text", "json"); err != nil {
				return err
			}
			if len(args) == 0 {
				return usage("read: name the mails' files; e.g. `supplierwatch read bounce.eml`")
			}
			doc, unread := readMails(mailsOf{stdin: cmd.InOrStdin()}, args)
			if err := writeRead(cmd, format, doc); err != nil {
				return err
			}
			if unread != nil {
				return exit{code: ExitUsage, err: unread}
			}
			return nil
		},
	}
	cmd.Flags().StringVar(&format, "format", "text", "text or json")
	return cmd
}

func writeRead(cmd *cobra.Command, format string, doc report.ReadDocument) error {
	if format == "json" {
		return report.JSON(cmd.OutOrStdout(), doc)
	}
	return report.ReadText(cmd.OutOrStdout(), doc, style(cmd.OutOrStdout()))
}

// readMails understands all files that can be opened; the error names the others.
func readMails(source mailsOf, args []string) (report.ReadDocument, error) {
	doc := report.ReadDocument{Version: apidoc.DocumentVersion, Messages: []report.ReadMessage{}}
	var unread []error
	for _, arg := range args {
		for mail, err := range source.all(arg) {
			if err != nil {
				unread = append(unread, err)
				continue
			}
			doc.Messages = append(doc.Messages, understood(mail.name, mailparse.Read(mail.raw)))
		}
	}
	return doc, errors.Join(unread...)
}

func understood(file string, m mailparse.Message) report.ReadMessage {
	return report.ReadMessage{
		File: file, Kind: string(m.Kind), Verdict: optional(string(m.Verdict)), Status: optional(m.Status), Code: optional(m.Code),
		Recipient: optional(m.Recipient), Reply: optional(m.Reply), Evidence: listOf(m.Evidence),
		Addresses: listOf(m.Addresses), Phones: listOf(m.Phones), Until: optional(m.Until), StandIn: listOf(m.StandIn), Next: optional(following(m)),
	}
}

// listOf returns a list that is [] in JSON if it is empty.
func listOf(values []string) []string { return append([]string{}, values...) }

func optional(text string) *string {
	if strings.TrimSpace(text) == "" {
		return nil
	}
	return &text
}

// following returns the rule that would fire if the mail answered one of our
// mails, or nothing. A full mailbox means that nobody reads it. A fault of our
// own sending or of the network says nothing about a contact.
func following(m mailparse.Message) string {
	switch m.Kind {
	case mailparse.KindBounce:
		switch m.Verdict {
		case mailparse.Gone, mailparse.NoMailDomain, mailparse.Full:
			return rulebook.ContactBounced
		}
	case mailparse.KindReply, mailparse.KindAutoReply:
		switch m.Verdict {
		case mailparse.Left:
			return rulebook.ContactLeft
		case mailparse.Changed:
			return rulebook.ContactChanged
		case mailparse.Objected:
			return rulebook.ContactObjected
		}
	case mailparse.KindComplaint:
		if m.Objects() {
			return rulebook.ContactObjected
		}
	}
	return ""
}
