package report

import (
	"bytes"
	"encoding/json"
	"fmt"
	"io"
	"slices"
	"strings"
	"time"

	"supplierwatch/internal/apidoc"
	"supplierwatch/internal/civil"
	"supplierwatch/internal/model"
	"supplierwatch/internal/prose"
)

// Simulation writes the events of a simulation as they come, so that years of
// events need not be kept in memory.
type Simulation interface {
	// Event writes one event.
	Event(e apidoc.SimulationEvent) error
	// End writes what follows after the last one.
	End() error
}

// SimulationJSON writes a simulation as one JSON document: its settings, and the
// events below them.
func SimulationJSON(w io.Writer, doc apidoc.Simulation) (Simulation, error) {
	head, err := json.MarshalIndent(doc, "", "  ")
	if err != nil {
		return nil, fmt.Errorf("write JSON: %w", err)
	}
	zone, err := time.LoadLocation(doc.Timezone)
	if err != nil {
		return nil, fmt.Errorf("write simulation: %w", err)
	}
	_, err = fmt.Fprintf(w, "%s,\n  \"events\": [", bytes.TrimSuffix(head, []byte("\n}")))
	return &simulationJSONWriter{w: w, start: doc.From.Start(zone), separator: "\n", mails: newMailCounter(zone)}, err
}

type simulationJSONWriter struct {
	w         io.Writer
	start     time.Time // events before it are not shown
	separator string
	mails     mailCounter
}

// Event writes one element of the list.
func (r *simulationJSONWriter) Event(e apidoc.SimulationEvent) error {
	if e.At.Before(r.start) {
		return nil
	}
	r.mails.add(e)
	var out bytes.Buffer
	out.WriteString(r.separator + "    ")
	r.separator = ",\n"
	enc := json.NewEncoder(&out)
	enc.SetEscapeHTML(false)
	enc.SetIndent("    ", "  ")
	if err := enc.Encode(e); err != nil {
		return fmt.Errorf("write JSON: %w", err)
	}
	_, err := r.w.Write(bytes.TrimSuffix(out.Bytes(), []byte("\n")))
	return err
}

// End writes how many mails each recipient gets, and closes the document.
func (r *simulationJSONWriter) End() error {
	mails, err := json.MarshalIndent(r.mails.counts(), "  ", "  ")
	if err != nil {
		return fmt.Errorf("write JSON: %w", err)
	}
	_, err = fmt.Fprintf(r.w, "\n  ],\n  \"mails\": %s\n}\n", mails)
	return err
}

// SimulationText writes a simulation for people: day by day what begins, changes
// and ends, and who gets mail. The end lists what is still open.
func SimulationText(w io.Writer, doc apidoc.Simulation, names func(supplier string) string, style Style) (Simulation, error) {
	zone, err := time.LoadLocation(doc.Timezone)
	if err != nil {
		return nil, fmt.Errorf("write simulation: %w", err)
	}
	r := &simulationTextWriter{w: w, doc: doc, zone: zone, names: names, style: style, open: map[string]openFinding{}, mailed: newMailCounter(zone)}
	return r, r.head()
}

type simulationTextWriter struct {
	w     io.Writer
	doc   apidoc.Simulation
	zone  *time.Location
	names func(string) string
	style Style
	day   civil.Date

	// mail is the last event if it is a mail: others may get it too.
	mail *apidoc.SimulationEvent

	open   map[string]openFinding // findings by alert
	mailed mailCounter
	began  int
	ended  int
}

// openFinding is a finding that has begun and not ended.
type openFinding struct {
	finding apidoc.SimulationFinding
	since   civil.Date
}

func (r *simulationTextWriter) head() error {
	people := "Nobody answers."
	if r.doc.Assume == apidoc.AssumeAnswered {
		people = "Whoever is notified first acknowledges an hour later; nothing else is done."
	}
	if at := r.doc.AsOf.In(r.zone); !r.doc.AsOf.IsZero() {
		people = "The daemon starts on " + prose.Long(civil.DateOf(at)) + " at " + at.Format("15:04") + ". " + people
	}
	_, err := fmt.Fprintf(r.w, "%s from %s to %s, times in %s.\n%s\n",
		r.style.heading(prose.Count(r.doc.Suppliers, "supplier")+" simulated"), prose.Long(r.doc.From), prose.Long(r.doc.Until), r.doc.Timezone, people)
	return err
}

// margin is where the text of an event begins, after its hour and its kind.
const margin = "                   "

// Event writes one event, under the heading of its day. What several people are
// mailed at once is one line. Of what happens before the days that are shown, it notes which findings are open.
func (r *simulationTextWriter) Event(e apidoc.SimulationEvent) error {
	r.track(e)
	if e.At.Before(r.doc.From.Start(r.zone)) {
		return nil
	}
	r.count(e)
	if r.alsoTo(e) {
		return nil
	}
	if err := r.flush(); err != nil {
		return err
	}
	if e.Kind != apidoc.EventMail {
		return r.write(e)
	}
	mail := *e.Mail
	e.Mail, r.mail = &mail, &e
	return nil
}

// alsoTo adds a recipient to the mail before if this is the same one.
func (r *simulationTextWriter) alsoTo(e apidoc.SimulationEvent) bool {
	m := r.mail
	if m == nil || e.Kind != apidoc.EventMail || !e.At.Equal(m.At) || e.Mail.Subject != m.Mail.Subject || r.why(e) != r.why(*m) {
		return false
	}
	m.Mail.To += ", " + e.Mail.To
	return true
}

// flush writes the mail that waited for more recipients.
func (r *simulationTextWriter) flush() error {
	if r.mail == nil {
		return nil
	}
	e := *r.mail
	r.mail = nil
	return r.write(e)
}

func (r *simulationTextWriter) write(e apidoc.SimulationEvent) error {
	word, lines := r.words(e)
	if word == "" {
		return nil
	}
	var out bytes.Buffer
	at := e.At.In(r.zone)
	if day := civil.DateOf(at); day != r.day {
		r.day = day
		fmt.Fprintf(&out, "\n%s\n", r.style.heading(prose.Long(day)))
	}
	for i, line := range lines {
		lines[i] = wrap(line, width-len(margin), margin)
	}
	lines[0] = r.coloured(e, lines[0])
	fmt.Fprintf(&out, "  %s  %-8s  %s\n", at.Format("15:04"), word, strings.Join(lines, "\n"+margin))
	_, err := r.w.Write(out.Bytes())
	return err
}

// coloured paints the severity that a line begins with.
func (r *simulationTextWriter) coloured(e apidoc.SimulationEvent, line string) string {
	if e.Finding == nil {
		return line
	}
	return strings.Replace(line, strings.ToUpper(string(e.Finding.Severity)), r.style.severity(e.Finding.Severity), 1)
}

// track notes which findings are open.
func (r *simulationTextWriter) track(e apidoc.SimulationEvent) {
	switch e.Kind {
	case apidoc.EventBegan:
		r.open[e.Finding.Alert] = openFinding{*e.Finding, civil.DateOf(e.At.In(r.zone))}
	case apidoc.EventChanged:
		x := r.open[e.Finding.Alert]
		x.finding = *e.Finding
		r.open[e.Finding.Alert] = x
	case apidoc.EventEnded:
		delete(r.open, e.Finding.Alert)
	}
}

// count counts what is shown.
func (r *simulationTextWriter) count(e apidoc.SimulationEvent) {
	switch e.Kind {
	case apidoc.EventBegan:
		r.began++
	case apidoc.EventEnded:
		r.ended++
	}
	r.mailed.add(e)
}

// words returns a word for an event and a line or two about it. It returns
// nothing for events that matter only to machines.
func (r *simulationTextWriter) words(e apidoc.SimulationEvent) (word string, lines []string) {
	switch e.Kind {
	case apidoc.EventBegan:
		return "begins", []string{r.finding(e.Finding), r.style.clock(e.At).Local(e.Finding.Message)}
	case apidoc.EventChanged:
		word = "changes"
		if e.Reason == model.ReasonWorse {
			word = "worse"
		}
		return word, []string{r.finding(e.Finding), r.style.clock(e.At).Local(e.Finding.Message)}
	case apidoc.EventEnded:
		return "ends", []string{r.finding(e.Finding) + ": " + string(e.Reason)}
	case apidoc.EventMail:
		return "mail", []string{fmt.Sprintf("to %s: %s", e.Mail.To, r.why(e)), e.Mail.Subject}
	case apidoc.EventHeld:
		return r.held(e)
	case apidoc.EventAcked:
		return "answer", []string{strings.TrimPrefix(e.Detail, "by ") + " acknowledges: " + r.about(e)}
	}
	return string(e.Kind), []string{strings.TrimSuffix(string(e.Reason)+": "+e.Detail, ": ") + ": " + r.about(e)}
}

// finding returns the severity, the rule and the subject of a finding.
func (r *simulationTextWriter) finding(f *apidoc.SimulationFinding) string {
	return strings.ToUpper(string(f.Severity)) + " " + f.Rule + ", " + r.thing(*f)
}

func (r *simulationTextWriter) thing(f apidoc.SimulationFinding) string {
	if f.Supplier == "" {
		return "ours: " + f.Subject.String()
	}
	return r.names(f.Supplier) + ": " + f.Subject.String()
}

// about returns the findings that an event is about.
func (r *simulationTextWriter) about(e apidoc.SimulationEvent) string {
	var things []string
	for _, x := range e.Alerts {
		if found, ok := r.open[x.Alert]; ok {
			things = append(things, found.finding.Rule+", "+r.thing(found.finding))
		}
	}
	return strings.Join(things, "; ")
}

// why returns the reason for a mail, and its escalation step.
func (r *simulationTextWriter) why(e apidoc.SimulationEvent) string {
	news := len(e.Alerts)
	switch e.Mail.Kind {
	case model.MailSummary:
		if news == 0 {
			return "weekly summary, nothing new"
		}
		return "weekly summary, " + prose.Count(news, "point") + " new"
	case model.MailInitialReport:
		return "first start"
	case model.MailAlert:
		return fmt.Sprintf("%s, step %d", e.Reason, e.Alerts[0].Step)
	case model.MailDigest:
		return fmt.Sprintf("%s, step %d, with %s", e.Reason, e.Alerts[0].Step, prose.Count(news-1, "more alert"))
	}
	return string(e.Reason)
}

// held returns what waits past the end of a day. What begins at midnight and is
// sent in the morning needs no mention.
func (r *simulationTextWriter) held(e apidoc.SimulationEvent) (word string, lines []string) {
	if e.Mail == nil || civil.DateOf(e.Mail.Until.In(r.zone)) == civil.DateOf(e.At.In(r.zone)) {
		return "", nil
	}
	until := e.Mail.Until.In(r.zone).Format("Mon 2 Jan 15:04")
	return "waits", []string{fmt.Sprintf("for %s until %s, %s", e.Mail.To, until, strings.TrimPrefix(string(e.Reason), "held: "))}
}

// End writes the totals and lists what is still open.
func (r *simulationTextWriter) End() error {
	if err := r.flush(); err != nil {
		return err
	}
	var out bytes.Buffer
	fmt.Fprintf(&out, "\n%s\n", r.style.heading("OPEN AT THE END OF "+strings.ToUpper(prose.Long(r.doc.Until))))
	open := make([]openFinding, 0, len(r.open))
	for _, x := range r.open {
		open = append(open, x)
	}
	slices.SortFunc(open, compareOpen)
	for _, x := range open {
		fmt.Fprintf(&out, "  %s\n", wrap(fmt.Sprintf("%s, since %s", r.finding(&x.finding), prose.Long(x.since)), width-4, "    "))
	}
	if len(open) == 0 {
		fmt.Fprintf(&out, "  Nothing.\n")
	}
	mails := 0
	for _, x := range r.mailed.counts() {
		mails += x.Total
	}
	r.mailed.write(&out, r.doc, r.style)
	fmt.Fprintf(&out, "\n%s began and %d ended; %s went to %s.\n",
		prose.Count(r.began, "finding"), r.ended, prose.Count(mails, "mail"), prose.Count(len(r.mailed.by), "recipient"))
	_, err := r.w.Write(out.Bytes())
	return err
}

func compareOpen(a, b openFinding) int {
	f, g := a.finding.Found(), b.finding.Found()
	return f.Compare(&g)
}
