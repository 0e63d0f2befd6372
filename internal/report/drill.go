package report

import (
	"bytes"
	"fmt"
	"io"
	"strings"

	"supplierwatch/internal/apidoc"
	"supplierwatch/internal/model"
	"supplierwatch/internal/prose"
)

// DrillText writes how a drill stands, by team: who answered in what time, who did not, and what came back.
func DrillText(w io.Writer, doc apidoc.DrillDocument, style Style) error {
	var out bytes.Buffer
	title := "Drill " + doc.Drill
	if doc.State == apidoc.DrillPlanned {
		title = "A drill would call " + prose.Count(doc.Summary.Asked, "recipient")
	}
	fmt.Fprintf(&out, "%s as of %s, times in %s\n", style.heading(title), style.local(doc.AsOf), style.zone())
	for _, team := range teamsOf(doc) {
		fmt.Fprintf(&out, "\n%s\n", style.heading(teamTitle(team)))
		for _, r := range doc.Recipients {
			if r.Team != team {
				continue
			}
			line := fmt.Sprintf("%s: %s", clean(r.Recipient), drillOutcome(doc, r, style))
			fmt.Fprintf(&out, "  %s\n", wrap(line, width-2, "    "))
		}
	}
	if len(doc.Policies) > 0 {
		fmt.Fprintf(&out, "\n%s\n", style.heading("ESCALATION PATHS"))
	}
	for _, p := range doc.Policies {
		if doc.State == apidoc.DrillPlanned {
			fmt.Fprintf(&out, "  %s: %s\n", clean(p.ID), prose.Count(p.Asked, "recipient"))
			continue
		}
		fmt.Fprintf(&out, "  %s: %d of %d answered\n", clean(p.ID), p.Answered, p.Asked)
	}
	if doc.State != apidoc.DrillPlanned {
		fmt.Fprintf(&out, "\n%s\n", style.heading(drillSum(doc)))
	}
	_, err := w.Write(out.Bytes())
	return err
}

// teamsOf returns the teams of a drill in the order in which they are called. Recipients without a team come under the empty name.
func teamsOf(doc apidoc.DrillDocument) []string {
	var teams []string
	seen := map[string]bool{}
	for _, r := range doc.Recipients {
		if !seen[r.Team] {
			seen[r.Team], teams = true, append(teams, r.Team)
		}
	}
	return teams
}

func teamTitle(team string) string {
	if team == "" {
		return "(no team)"
	}
	return clean(team)
}

// drillOutcome returns the result of one call in words.
func drillOutcome(doc apidoc.DrillDocument, r apidoc.DrillRecipient, style Style) string {
	hook := !model.ParseRecipient(r.Recipient).ByMail()
	switch {
	case doc.State == apidoc.DrillPlanned && hook:
		return "would be posted to at once"
	case doc.State == apidoc.DrillPlanned:
		if r.OpensAt.After(doc.AsOf) {
			return "outside its hours; would be mailed at " + style.local(r.OpensAt) + ", with time to answer until " + style.local(r.AnswerBy)
		}
		return "would be mailed at once, with time to answer until " + style.local(r.AnswerBy)
	case r.AnsweredAt != nil:
		return fmt.Sprintf("answered after %s, by %s (%s)", apidoc.Took(*r.Seconds), clean(r.AnsweredBy), clean(r.How))
	case r.Result == model.MailRefused, r.Result == model.MailBounced:
		words := map[model.MailResult]string{model.MailRefused: "REFUSED", model.MailBounced: "CAME BACK"}
		return strings.TrimSuffix(style.severityWord(words[r.Result])+": "+clean(r.Detail), ": ")
	case hook && r.Result == model.MailAccepted:
		return "taken by its server; nobody can answer there"
	case !doc.AsOf.Before(r.AnswerBy) && r.Result == model.MailAccepted:
		return style.severityWord("NO ANSWER") + " by " + style.local(r.AnswerBy)
	case !doc.AsOf.Before(r.AnswerBy):
		return style.severityWord("NOT SENT") + " by " + style.local(r.AnswerBy) + ": no server has taken it"
	case r.OpensAt.After(doc.AsOf):
		return "outside its hours; mailed at " + style.local(r.OpensAt)
	case r.Result == model.MailAccepted:
		return "mailed; has time to answer until " + style.local(r.AnswerBy)
	}
	return "waits to be sent"
}

func (s Style) severityWord(word string) string {
	return strings.Replace(s.severity(model.Critical), strings.ToUpper(string(model.Critical)), word, 1)
}

// drillSum is the last line.
func drillSum(doc apidoc.DrillDocument) string {
	s := doc.Summary
	line := fmt.Sprintf("%d of %d answered", s.Answered, s.Asked)
	for _, part := range []struct {
		n    int
		what string
	}{{s.Returned, "came back or refused"}, {s.Silent, "without an answer"}, {s.Waiting, "awaited"}} {
		if part.n > 0 {
			line += fmt.Sprintf(", %d %s", part.n, part.what)
		}
	}
	if doc.State == apidoc.DrillOver && doc.Why != "" {
		line += ": " + clean(doc.Why)
	}
	return line + "."
}
