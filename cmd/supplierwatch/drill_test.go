package main

import (
	"bytes"
	"encoding/json"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"syscall"
	"testing"

	"supplierwatch/internal/testkit"
)

// drillTold is the part of a drill's document that the test reads.
type drillTold struct {
	State      string
	Recipients []struct {
		Recipient, Team, Result, How string
		AnsweredBy                   string `json:"answered_by"`
		Seconds                      *int
	}
	Summary map[string]int
}

// TestDrill runs a drill of an escalation path: one team answers, one does not, and the address of a third is wrong.
func TestDrill(t *testing.T) {
	t.Parallel()
	p := openPeople(t, []string{"mute"}, nil)
	p.write(t, "registry/company.yaml", strings.Replace(company(crew("buying")+crew("operators")+
		"  gone: {email: gone@buyer.test, members: [a.li@buyer.test, b.roy@buyer.test], calendar: always}\n",
		"  story: {steps: [{notify: [owner]}, {after: 1 day, notify: [operators, gone]}], repeat: 1 day, quiet_hours: ignore}\n"),
		"owner: oncall", "owner: buying", 1))
	p.daemon = startReady(t, "--config", p.config)
	if got := p.findings(t, "")["escalation-untested"]; got.Subject != "watchdog" || got.Severity != "warning" {
		t.Errorf("before the drill the finding is %+v", got)
	}
	ended := startDrill(t, "--config", p.config, "--wait", "40 seconds", "--by", "jane@buyer.test", "--format", "json")
	test := p.calledBy(t, "buying")
	for _, want := range []string{"THIS IS A DRILL: NOTHING IS WRONG", "REPLY TO THIS MAIL", "jane@buyer.test", "supplierwatch ack drill-"} {
		if !strings.Contains(strings.Join(strings.Fields(test.Text), " "), want) {
			t.Errorf("the test alert does not say %q:\n%s", want, test.Text)
		}
	}
	p.answer(t, test, "c.stranger@buyer.test", "ack")
	p.answer(t, test, "a.li@buyer.test", "Ack. All fine here.")
	thanks := p.mail.Mailbox(t, "a.li@buyer.test").Wait(t, "receipt", about("your answer to the drill counts"))
	if !strings.HasPrefix(thanks.Subject(), "Re: [DRILL]") {
		t.Errorf("the receipt is called %q", thanks.Subject())
	}
	p.mail.Mailbox(t, "c.stranger@buyer.test").Wait(t, "refusal", about("NOT counted: you are not in Buying"))
	p.wantOutcome(t, ended())
	p.daemon.signal(t, syscall.SIGHUP)
	for _, user := range []string{"buying", "operators"} {
		report := p.mail.Mailbox(t, user+"@buyer.test").Wait(t, "report", about("1 of 3 replied to the drill"))
		for _, want := range []string{"DELIVERY FAILED", "gone@buyer.test (Gone): refused", "NO REPLY", "operators@buyer.test (Operators)", "REPLIED", "by a.li@buyer.test"} {
			if !strings.Contains(strings.Join(strings.Fields(report.Text), " "), want) {
				t.Errorf("the report to %s does not say %q:\n%s", user, want, report.Text)
			}
		}
		keep(t, user+"-report", report)
	}
	keep(t, "test-alert", test)
	untilWithin(t, aMinute, "the path counts as tried out, and the wrong address is known", func() bool {
		found := p.findings(t, "")
		_, untested := found["escalation-untested"]
		return !untested && found["escalation-bounced"].Subject == "team/gone"
	})
	if mails := p.mail.Mailbox(t, "orders@mute.test").All(t); len(mails) > 0 {
		t.Errorf("a supplier got %d mails", len(mails))
	}
}

// startDrill starts a drill and returns a function that waits for its end.
func startDrill(t *testing.T, args ...string) (wait func() answer) {
	t.Helper()
	var out, errs bytes.Buffer
	cmd := exec.CommandContext(t.Context(), program(t), append([]string{"drill"}, args...)...)
	cmd.Stdout, cmd.Stderr = &out, &errs
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	return func() answer {
		_ = cmd.Wait() // the exit code says it
		return answer{code: cmd.ProcessState.ExitCode(), out: out.String(), err: errs.String()}
	}
}

// calledBy waits for the test alert to a team.
func (p *people) calledBy(t *testing.T, user string) *testkit.Message {
	t.Helper()
	var found *testkit.Message
	box := p.mail.Mailbox(t, user+"@buyer.test")
	untilWithin(t, aMinute, "a test alert to "+user, func() bool {
		for _, m := range box.All(t) {
			if m.Subject() == "[DRILL] Nothing is wrong: please reply ack" {
				found = m
			}
		}
		return found != nil
	})
	return found
}

// wantOutcome holds what the command printed.
func (p *people) wantOutcome(t *testing.T, said answer) {
	t.Helper()
	var doc drillTold
	if err := json.Unmarshal([]byte(said.out), &doc); err != nil || said.code != 1 {
		t.Fatalf("drill ended with %d: %v\n%s%s", said.code, err, said.out, said.err)
	}
	if doc.Summary["asked"] != 3 || doc.Summary["answered"] != 1 || doc.Summary["returned"] != 1 || doc.Summary["silent"] != 1 {
		t.Errorf("the summary is %v", doc.Summary)
	}
	i := slices.IndexFunc(doc.Recipients, func(r struct {
		Recipient, Team, Result, How string
		AnsweredBy                   string `json:"answered_by"`
		Seconds                      *int
	},
	) bool {
		return r.Recipient == "buying@buyer.test"
	})
	if i < 0 || doc.Recipients[i].AnsweredBy != "a.li@buyer.test" || doc.Recipients[i].Seconds == nil || doc.Recipients[i].How != "mail" {
		t.Errorf("recipients are %+v", doc.Recipients)
	}
}

// keep writes a mail's HTML where SUPPLIERWATCH_KEEP says, to be looked at.
func keep(t *testing.T, name string, m *testkit.Message) {
	t.Helper()
	if folder := os.Getenv("SUPPLIERWATCH_KEEP"); folder != "" {
		if err := os.WriteFile(filepath.Join(folder, name+".html"), []byte(m.HTML), 0o644); err != nil {
			t.Error(err)
		}
	}
}
