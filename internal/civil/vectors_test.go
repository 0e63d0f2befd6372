package civil

import (
	"bytes"
	"encoding/json"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
)

// vector is one worked example of date arithmetic: what goes in, and what must come out.
type vector struct {
	ID   string
	Kind string
	In   json.RawMessage
	Out  map[string]any
	Why  string
}

// answer computes the results of one kind of vector from its input, by the names the vectors use.
type answer func(t *testing.T, in json.RawMessage) map[string]any

var answers = map[string]answer{
	"term_end":         answerWith(answerTermEnd),
	"renew_from_end":   answerWith(answerRenewFromEnd),
	"end_convention":   answerWith(answerEndConvention),
	"notice":           answerWith(answerNotice),
	"notice_window":    answerWith(answerNoticeWindow),
	"renewal_state":    answerWith(answerRenewalState),
	"notice_reach":     answerWith(answerNoticeReach),
	"evergreen_exit":   answerWith(answerEvergreenExit),
	"deadline_instant": answerWith(answerDeadlineInstant),
	"days_left":        answerWith(answerDaysLeft),
	"rrule":            answerWith(answerRRule),
	"window":           answerWith(answerWindow),
	"window_duration":  answerWith(answerWindowDuration),
	"window_rrule":     answerWith(answerWindowRRule),
	"order_by":         answerWith(answerOrderBy),
	"last_time_buy":    answerWith(answerLastTimeBuy),
	"confirmation_due": answerWith(answerConfirmationDue),
	"reminder":         answerWith(answerReminder),
	"freshness":        answerWith(answerFreshness),
}

// askedOutside are the kinds that only the whole program can answer.
var askedOutside = map[string]bool{"deadline": true}

// TestVectors checks every vector of the shared table.
func TestVectors(t *testing.T) {
	shared := os.Getenv("SUPPLIERWATCH_SHARED")
	if shared == "" {
		shared = filepath.Join("..", "..", "..", "shared")
	}
	path := filepath.Join(shared, "vectors", "dates.json")
	if _, err := os.Stat(path); os.IsNotExist(err) {
		t.Skipf("NO SHARED DATE VECTORS CHECKED: %s is not there; set SUPPLIERWATCH_SHARED", path)
	}
	checkVectors(t, path)
}

// TestOwnVectors checks every vector of the project's own table.
func TestOwnVectors(t *testing.T) { checkVectors(t, filepath.Join("testdata", "vectors.json")) }

// checkVectors fails for a kind nobody knows, an input field nobody reads and a result nobody computes.
func checkVectors(t *testing.T, path string) {
	for _, v := range loadVectors(t, path) {
		if askedOutside[v.Kind] {
			continue
		}
		t.Run(v.Kind+"/"+v.ID, func(t *testing.T) {
			compute, known := answers[v.Kind]
			if !known {
				t.Fatalf("vector %s has the unknown kind %q", v.ID, v.Kind)
			}
			if len(v.Out) == 0 {
				t.Fatalf("vector %s expects nothing", v.ID)
			}
			got := plain(t, compute(t, v.In))
			for name := range got {
				if _, wanted := v.Out[name]; !wanted {
					delete(got, name)
				}
			}
			if diff := cmp.Diff(v.Out, got); diff != "" {
				t.Errorf("%s (-want +got):\n%s", v.Why, diff)
			}
		})
	}
}

func loadVectors(t *testing.T, path string) []vector {
	t.Helper()
	data, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	var file struct{ Vectors []vector }
	if err := json.Unmarshal(data, &file); err != nil {
		t.Fatal(err)
	}
	if len(file.Vectors) == 0 {
		t.Fatalf("%s holds no vectors", path)
	}
	return file.Vectors
}

// answerWith decodes the input of a vector strictly into what its kind knows.
func answerWith[In any](compute func(t *testing.T, in In) map[string]any) answer {
	return func(t *testing.T, raw json.RawMessage) map[string]any {
		t.Helper()
		var in In
		d := json.NewDecoder(bytes.NewReader(raw))
		d.DisallowUnknownFields()
		if err := d.Decode(&in); err != nil {
			t.Fatalf("decode input: %v", err)
		}
		return compute(t, in)
	}
}

// plain turns results into what JSON would decode them to.
func plain(t *testing.T, m map[string]any) map[string]any {
	t.Helper()
	data, err := json.Marshal(m)
	if err != nil {
		t.Fatal(err)
	}
	var out map[string]any
	if err := json.Unmarshal(data, &out); err != nil {
		t.Fatal(err)
	}
	return out
}

// length is a period in the notation of the vectors, which know "5BD" for five business days.
type length struct{ Period }

var businessDays = regexp.MustCompile(`^([0-9]+)BD$`)

func (l *length) UnmarshalText(b []byte) error {
	text := businessDays.ReplaceAllString(string(b), "$1 business days")
	p, err := ParsePeriod(text)
	l.Period = p
	return err
}

// workweek is the part of a vector that describes a calendar.
type workweek struct {
	TZ       string
	Cutoff   string
	Holidays []Date
	Weekend  []string
}

func (w workweek) calendar(t *testing.T) *Calendar {
	t.Helper()
	var weekend []time.Weekday
	for _, name := range w.Weekend {
		for day := time.Sunday; day <= time.Saturday; day++ {
			if strings.HasPrefix(day.String(), name) {
				weekend = append(weekend, day)
			}
		}
	}
	var hours *Hours
	if w.Cutoff != "" {
		parsed, err := ParseHours("08:00-" + w.Cutoff)
		if err != nil {
			t.Fatal(err)
		}
		hours = &parsed
	}
	c, err := NewCalendar("vector", zone(t, w.TZ), nil, w.Holidays, nil, weekend, hours)
	if err != nil {
		t.Fatal(err)
	}
	return c
}
