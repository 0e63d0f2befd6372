package cli

import (
	"bytes"
	"os"
	"strings"
	"testing"
	"time"
)

func TestProgressIsShownAndTakenAway(t *testing.T) {
	var screen bytes.Buffer
	p := &progress{w: &screen, what: "simulating", total: 4, from: time.Now()}
	p.at(1)
	if !strings.Contains(screen.String(), "simulating  25%") {
		t.Errorf("the screen shows %q", screen.String())
	}
	p.end()
	if left := screen.String()[strings.LastIndex(screen.String(), "\r"):]; strings.TrimSpace(left) != "" {
		t.Errorf("%q is left on the screen", left)
	}
}

func TestWhatIsDoneSoonShowsNoProgress(t *testing.T) {
	var screen bytes.Buffer
	p := &progress{w: &screen, what: "simulating", total: 4, from: time.Now().Add(time.Hour)}
	p.at(3)
	p.end()
	if screen.Len() > 0 {
		t.Errorf("the screen shows %q", screen.String())
	}
}

func TestNoProgressGoesIntoAPipe(t *testing.T) {
	_, pipe, err := os.Pipe()
	if err != nil {
		t.Fatal(err)
	}
	defer pipe.Close()
	for _, complaints := range []any{pipe, &bytes.Buffer{}} {
		w, _ := complaints.(interface{ Write([]byte) (int, error) })
		if p := newProgress(&bytes.Buffer{}, w, "simulating", 4); p.w != nil {
			t.Errorf("progress goes into a %T", complaints)
		}
	}
}
