package web

import (
	"fmt"
	"net/http"
	"strings"
	"testing"
	"time"

	"supplierwatch/internal/apidoc"
	"supplierwatch/internal/model"
	"supplierwatch/internal/web/content"
)

// reacted is a snapshot whose first alert has a state, and what people did about it.
func reacted(state model.AlertState, reactions ...content.Reaction) func(*Options) {
	by, until, ended := "jane@buyer.example", instant.Add(48*time.Hour), instant
	return func(o *Options) {
		o.Snapshot = func() content.Snapshot {
			x := shown()
			a := &x.Alerts.Alerts[0]
			a.State = state
			ahead := content.Ahead{Title: "Mail is lost", Reactions: reactions}
			switch state {
			case model.StateAcknowledged:
				a.AcknowledgedBy, a.NextAt, ahead.Held = &by, &until, reactions[0]
			case model.StateSnoozed:
				a.SnoozedUntil, ahead.Held = &until, reactions[0]
			case model.StateResolved:
				a.EndedAt = &ended
			}
			x.Ahead = func(string) content.Ahead { return ahead }
			return x
		}
	}
}

// TestAStateSaysWhoBroughtItAbout reads the state of an alert on its page, and the list of what people did.
func TestAStateSaysWhoBroughtItAbout(t *testing.T) {
	did := func(kind model.FactKind, note string) content.Reaction {
		return content.Reaction{Kind: kind, By: "jane@buyer.example", At: instant.Add(-time.Hour), Note: note}
	}
	for _, c := range []struct {
		state     model.AlertState
		reactions []content.Reaction
		says      string
		listed    string
	}{
		{model.StateAcknowledged, []content.Reaction{did(model.FactAck, "I call <them>")}, "Acknowledged by jane@buyer.example until Tue 24 Nov, 10:00 UTC; recorded on Sun 22 Nov, 09:00 UTC.", "Sun 22 Nov, 09:00 UTC: acknowledged by jane@buyer.example: I call &lt;them&gt;"},
		{model.StateSnoozed, []content.Reaction{did(model.FactSnooze, "")}, "Snoozed by jane@buyer.example until Tue 24 Nov, 10:00 UTC; recorded on Sun 22 Nov, 09:00 UTC.", "Sun 22 Nov, 09:00 UTC: snoozed by jane@buyer.example</li>"},
		{model.StateFiring, []content.Reaction{did(model.FactAck, ""), did(model.FactNotMine, "for IT"), did(model.FactNote, "called")}, "Escalated by jane@buyer.example on Sun 22 Nov, 09:00 UTC. Not acknowledged.", "escalated by jane@buyer.example: for IT"},
		{model.StateFiring, []content.Reaction{did(model.FactNotMine, ""), did(model.FactSnooze, "")}, `<span class="state">Not acknowledged.`, "escalated by jane@buyer.example"},
		{model.StateFiring, nil, `<span class="state">Not acknowledged.`, "Nobody has been notified yet"},
		{model.StateResolved, []content.Reaction{did(model.FactNote, "the desk <answered>")}, "Resolved.", "note by jane@buyer.example: the desk &lt;answered&gt;"},
	} {
		_, body, _ := ask(t, http.MethodGet, serve(t, reacted(c.state, c.reactions...)).URL+"/alerts/a3f09c", "")
		for _, want := range []string{c.says, c.listed} {
			if !strings.Contains(body, want) {
				t.Errorf("%s: no %q in\n%s", c.state, want, body)
			}
		}
	}
}

// TestLongNotesAreFolded holds that a page stays small whatever people wrote, and shows the beginning of each note.
func TestLongNotesAreFolded(t *testing.T) {
	var reactions []content.Reaction
	for i := range 500 {
		reactions = append(reactions, content.Reaction{Kind: model.FactNote, By: "jane", At: instant, Note: fmt.Sprint("no. ", i, " ", strings.Repeat(`"<&> `, 400))})
	}
	_, body, _ := ask(t, http.MethodGet, serve(t, reacted(model.StateFiring, reactions...)).URL+"/alerts/a3f09c", "")
	if n := strings.Count(body, `<details class="long"><summary>no. `); len(body) > 100_000 || n != 15 || !strings.Contains(body, "no. 499 ") || !strings.Contains(body, "1 to 15 of 500") {
		t.Errorf("%d bytes with %d folded notes", len(body), n)
	}
}

// TestOverdueDeadlinesAreCountedApart counts deadlines on both sides of today.
func TestOverdueDeadlinesAreCountedApart(t *testing.T) {
	server := serve(t, func(o *Options) {
		o.Snapshot = func() content.Snapshot {
			x := shown()
			one := x.Deadlines.Deadlines[0]
			x.Deadlines.Deadlines = nil
			for i, left := range []int{-400, -1, 0, 1, 60, 61} {
				d := one
				d.Subject, d.DaysLeft, d.Due = model.KindContract.Subject(fmt.Sprint("c", i)), &left, x.Clock().Today().AddDays(left)
				x.Deadlines.Deadlines = append(x.Deadlines.Deadlines, d)
			}
			x.Deadlines.AsOf = instant
			x.Findings.Summary = &apidoc.Summary{}
			return x
		}
	})
	_, body, _ := ask(t, http.MethodGet, server.URL+"/", "")
	for _, want := range []string{"<strong>2</strong> overdue deadlines", "<strong>3</strong> deadlines within 60 days"} {
		if strings.Count(body, want) != 1 {
			t.Errorf("no %q in\n%s", want, body)
		}
	}
	overdue, rest, found := strings.Cut(body[strings.Index(body, `id="overdue"`):], `id="coming"`)
	if !found || strings.Count(overdue, "Renewal decision:") != 2 || strings.Count(rest, "Renewal decision:") != 3 {
		t.Errorf("the sections are\n%s", body)
	}
}
