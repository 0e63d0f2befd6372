package drill_test

import (
	"slices"
	"strings"
	"testing"
	"time"

	"pgregory.net/rapid"

	"supplierwatch/internal/apidoc"
	"supplierwatch/internal/civil"
	"supplierwatch/internal/drill"
	"supplierwatch/internal/factindex"
	"supplierwatch/internal/model"
)

// friday is a Friday evening, after the offices have closed.
var friday = time.Date(2026, 6, 12, 20, 0, 0, 0, time.UTC)

var fourHours = civil.Period{Clock: 4 * time.Hour}

// dayTeam returns a team that works from eight to five.
func dayTeam(t testing.TB, id string) *model.Team {
	t.Helper()
	hours, err := civil.ParseHours("08:00-17:00")
	if err != nil {
		t.Fatal(err)
	}
	return &model.Team{ID: id, Email: id + "@buyer.example", Calendar: civil.DefaultCalendar().WithHours(hours)}
}

func to(team string) model.Recipient {
	return model.Recipient{Team: team, Address: team + "@buyer.example"}
}

// paths are one that wakes people, and one that does not; the first team is on both.
func paths() []drill.Path {
	return []drill.Path{
		{Policy: &model.Policy{ID: "standard", QuietHours: model.Observe}, To: []model.Recipient{to("buyers"), to("leads"), model.WebhookRecipient("oncall")}},
		{Policy: &model.Policy{ID: "critical", QuietHours: model.Ignored}, To: []model.Recipient{to("buyers")}},
	}
}

func plan(t testing.TB, hours drill.Hours) []drill.Call {
	teams := map[string]*model.Team{"buyers": dayTeam(t, "buyers"), "leads": dayTeam(t, "leads")}
	return drill.Plan(paths(), teams, hours, fourHours, friday)
}

func TestEachIsCalledOnceInItsHours(t *testing.T) {
	calls := plan(t, drill.Observe)
	if len(calls) != 3 {
		t.Fatalf("%d calls, want one for each recipient: %+v", len(calls), calls)
	}
	monday := time.Date(2026, 6, 15, 8, 0, 0, 0, time.UTC)
	for i, want := range []struct {
		to       string
		policies string
		opens    time.Time
	}{
		{"buyers@buyer.example", "standard critical", friday}, // one of its paths ignores quiet hours
		{"leads@buyer.example", "standard", monday},
		{"webhook:oncall", "standard", friday},
	} {
		c := calls[i]
		if c.Number != i+1 || c.To.String() != want.to || strings.Join(c.Policies, " ") != want.policies || !c.OpensAt.Equal(want.opens) {
			t.Errorf("call %d is %+v, want %+v", i+1, c, want)
		}
		if !c.AnswerBy.Equal(want.opens.Add(4 * time.Hour)) {
			t.Errorf("%s has until %s", want.to, c.AnswerBy)
		}
	}
	for _, c := range plan(t, drill.Ignore) {
		if !c.OpensAt.Equal(friday) {
			t.Errorf("nobody is woken by a file, and yet %s waits until %s", c.To, c.OpensAt)
		}
	}
}

// story is a drill and what becomes of it.
type story struct {
	*factindex.Index
	calls []drill.Call
}

func begun(t testing.TB) *story {
	s := &story{Index: factindex.New(drill.Asked("3f9a21", nil, fourHours, "jane", friday)), calls: plan(t, drill.Observe)}
	s.add(drill.Begun("3f9a21", s.calls, func(c drill.Call) string { return "row" }, friday)...)
	return s
}

func (s *story) add(facts ...model.Fact) {
	for _, f := range facts {
		f.Seq = s.Seq() + 1
		s.Add(f)
	}
}

func (s *story) delivered(to string, result model.MailResult, at time.Time) {
	s.add(model.Fact{
		Subject: model.KindDrill.Subject("3f9a21"), Kind: model.FactDelivery, ObservedAt: at, RecordedAt: at, Evidence: "550 5.1.1 unknown",
		Data: map[string]string{"recipient": to, "result": string(result), "mail": "row"},
	})
}

func (s *story) read(t testing.TB, at time.Time) apidoc.DrillDocument {
	t.Helper()
	doc, known := drill.Read(s.Index, "3f9a21", at)
	if !known {
		t.Fatal("the drill is not known")
	}
	return doc
}

func TestWhoAnsweredInWhatTime(t *testing.T) {
	s := begun(t)
	s.delivered("buyers@buyer.example", model.MailAccepted, friday.Add(time.Minute))
	doc := s.read(t, friday.Add(2*time.Minute))
	s.add(drill.Answer("3f9a21", doc.Recipients[0], "ann@buyer.example", "mail", friday.Add(6*time.Minute))...)
	s.add(drill.Answer("3f9a21", doc.Recipients[0], "bob@buyer.example", "shell", friday.Add(9*time.Minute))...)
	doc = s.read(t, friday.Add(10*time.Minute))
	r := doc.Recipients[0]
	if r.AnsweredBy != "ann@buyer.example" || r.How != "mail" || *r.Seconds != 300 {
		t.Errorf("the first answer counts, from the mail on: %+v", r)
	}
	if doc.State != apidoc.DrillRunning || doc.Summary != (apidoc.DrillSummary{Asked: 2, Answered: 1, Waiting: 2}) {
		t.Errorf("it stands at %s %+v", doc.State, doc.Summary)
	}
	for policy, want := range map[string]int{"standard": 1, "critical": 1, "important": 0} {
		if got := len(s.Kind("", model.KindPolicy.Subject(policy), model.FactDrilled)); min(got, 1) != want {
			t.Errorf("the path of %s was answered on %d times", policy, got)
		}
	}
	if len(s.Correspondence("buyers@buyer.example")) > 0 || len(s.Drills()) != 1 {
		t.Error("a drill is no correspondence, and goes on")
	}
}

func TestADrillEnds(t *testing.T) {
	monday := time.Date(2026, 6, 15, 8, 0, 0, 0, time.UTC)
	answer := func(s *story, i int) {
		s.add(drill.Answer("3f9a21", s.read(t, monday).Recipients[i], "ann", "mail", monday)...)
	}
	for _, c := range []struct {
		name  string
		edit  func(s *story)
		at    time.Time
		want  string
		works bool
	}{
		{"nobody answered yet", func(*story) {}, monday, "", false},
		{"its time is over", func(*story) {}, monday.Add(4 * time.Hour), "its time is over", false},
		{"all answered", func(s *story) {
			answer(s, 0)
			answer(s, 1)
			s.delivered("webhook:oncall", model.MailAccepted, friday)
		}, monday, "all have answered", true},
		{"all answered, and the webhook is awaited", func(s *story) { answer(s, 0); answer(s, 1) }, friday.Add(time.Hour), "", false},
		{"all answered, and the webhook refused", func(s *story) {
			answer(s, 0)
			answer(s, 1)
			s.delivered("webhook:oncall", model.MailRefused, friday)
		}, monday, "nobody is left who could answer", false},
		{"one answered, one came back", func(s *story) {
			answer(s, 0)
			s.delivered("leads@buyer.example", model.MailAccepted, friday)
			s.delivered("leads@buyer.example", model.MailBounced, friday)
			s.delivered("leads@buyer.example", model.MailAccepted, friday) // known late
			s.delivered("webhook:oncall", model.MailAccepted, friday)
		}, monday, "nobody is left who could answer", false},
	} {
		t.Run(c.name, func(t *testing.T) {
			s := begun(t)
			c.edit(s)
			doc := s.read(t, c.at)
			if got := drill.Ends(doc); got != c.want {
				t.Errorf("it is over because %q, want %q: %+v", got, c.want, doc.Summary)
			}
			if doc.Passed() != c.works {
				t.Errorf("it works: %v", doc.Passed())
			}
		})
	}
}

func TestADrillThatNobodyTakesUp(t *testing.T) {
	s := &story{Index: factindex.New(drill.Asked("3f9a21", nil, fourHours, "jane", friday))}
	if why := drill.Ends(s.read(t, friday.Add(time.Hour))); why != "" {
		t.Errorf("it is over at once: %s", why)
	}
	doc := s.read(t, friday.Add(time.Hour+time.Second))
	if why := drill.Ends(doc); why == "" || doc.Passed() {
		t.Errorf("nobody expects it any more, and it goes on: %q", why)
	}
	s.add(drill.Over("3f9a21", "late", friday.Add(2*time.Hour)))
	if doc = s.read(t, friday.Add(3*time.Hour)); doc.State != apidoc.DrillOver || doc.Why != "late" || len(s.Drills()) != 0 {
		t.Errorf("it is %+v", doc)
	}
	if _, known := drill.Read(s.Index, "ffffff", friday); known {
		t.Error("a drill is known that nobody asked for")
	}
}

// TestEveryCallIsCountedOnce draws what becomes of the calls and holds that each is counted once, and that a drill is over when none is awaited.
func TestEveryCallIsCountedOnce(t *testing.T) {
	rapid.Check(t, func(rt *rapid.T) {
		s := begun(t)
		last := friday
		for range rapid.IntRange(0, 12).Draw(rt, "events") {
			last = last.Add(time.Duration(rapid.IntRange(0, 36).Draw(rt, "hours")) * time.Hour / 4)
			doc := s.read(t, last)
			r := doc.Recipients[rapid.IntRange(0, 2).Draw(rt, "recipient")]
			if rapid.Bool().Draw(rt, "answers") && drill.CanAnswer(r) {
				s.add(drill.Answer("3f9a21", r, "ann", "mail", last)...)
			} else {
				s.delivered(r.Recipient, rapid.SampledFrom([]model.MailResult{model.MailAccepted, model.MailRefused, model.MailBounced}).Draw(rt, "result"), last)
			}
			doc = s.read(t, last)
			sum := doc.Summary
			taken := len(slices.DeleteFunc(slices.Clone(doc.Recipients), func(r apidoc.DrillRecipient) bool { return drill.Of(r, last) != drill.Taken }))
			if sum.Answered+sum.Returned+sum.Silent+sum.Waiting+taken != len(doc.Recipients) {
				rt.Fatalf("%+v and %d taken of %d", sum, taken, len(doc.Recipients))
			}
			if (drill.Ends(doc) != "") != (sum.Waiting == 0) {
				rt.Fatalf("%q with %d awaited", drill.Ends(doc), sum.Waiting)
			}
		}
	})
}
