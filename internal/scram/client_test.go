package scram

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"supplierwatch/internal/testkit"
)

func TestChoose(t *testing.T) {
	t.Parallel()
	for offered, want := range map[string]string{
		"SCRAM-SHA-1 SCRAM-SHA-256":           SHA256,
		"PLAIN SCRAM-SHA-1":                   SHA1,
		"PLAIN LOGIN SCRAM-SHA-256-PLUS":      "",
		"":                                    "",
		"SCRAM-SHA-512 SCRAM-SHA-1-PLUS XOAU": "",
	} {
		if got := Choose(func(m string) bool { return slices.Contains(strings.Fields(offered), m) }); got != want {
			t.Errorf("%q: got %q, want %q", offered, got, want)
		}
	}
}

// dialogue logs in at a server and returns our error, the one of the server first.
func dialogue(c *Client, s *testkit.SCRAMServer) error {
	response, err := c.First()
	for err == nil {
		challenge, done, refused := s.Next(response)
		if refused != nil {
			return refused
		}
		if done {
			return c.Done()
		}
		response, err = c.Next(challenge)
	}
	return err
}

func TestDialogue(t *testing.T) {
	t.Parallel()
	for name, tt := range map[string]struct {
		server *testkit.SCRAMServer
		want   string // the error; empty: none
	}{
		"strong":           {&testkit.SCRAMServer{Mechanism: SHA256, Iterations: 4096}, ""},
		"weak":             {&testkit.SCRAMServer{Mechanism: SHA1, Iterations: 10_000}, ""},
		"another password": {&testkit.SCRAMServer{Mechanism: SHA256, Iterations: 4096, Password: "other"}, "invalid proof"},
		"forged proof":     {&testkit.SCRAMServer{Mechanism: SHA256, Iterations: 4096, ForgeProof: true}, "invalid server signature"},
		"no proof":         {&testkit.SCRAMServer{Mechanism: SHA256, Iterations: 4096, SkipProof: true}, "without proving that it knows the password"},
		"too little work":  {&testkit.SCRAMServer{Mechanism: SHA256, Iterations: 1}, `"1" iterations`},
		"too much work":    {&testkit.SCRAMServer{Mechanism: SHA256, Iterations: 2_000_001}, `"2000001" iterations`},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			tt.server.Username = "watchdog"
			if tt.server.Password == "" {
				tt.server.Password = "s3crét"
			}
			err := dialogue(New(tt.server.Mechanism, "watchdog", "s3crét"), tt.server)
			if got := fmt.Sprint(err); tt.want == "" && err != nil || tt.want != "" && !strings.Contains(got, tt.want) {
				t.Errorf("got %v, want %q", err, tt.want)
			}
		})
	}
}

// TestMessagesOutOfOrder has messages with which a server that does not know the password would pass where the order is not checked.
func TestMessagesOutOfOrder(t *testing.T) {
	t.Parallel()
	for _, message := range []string{"v=FWPTbCIzmp/EYhk8nNIIRuzDDYBv5XqkyfTqaDUdC3I=", "", "r=", "m=x,r=a,s=b,i=4096", "r=x,s=QQ==,i=4096", "r=x,s=QQ==,i=x", "e=other-error"} {
		c := New(SHA256, "watchdog", "s3cret")
		if _, err := c.First(); err != nil {
			t.Fatal(err)
		}
		if answer, err := c.Next([]byte(message)); err == nil || c.Done() == nil {
			t.Errorf("%q is answered by %q", message, answer)
		}
	}
}

// TestTheLimitsOfWork holds that both limits are accepted themselves.
func TestTheLimitsOfWork(t *testing.T) {
	t.Parallel()
	for count, want := range map[int]bool{leastWork - 1: false, leastWork: true, mostWork: true, mostWork + 1: false} {
		if err := checkWork(fmt.Appendf(nil, "r=x,s=QQ==,i=%d", count)); (err == nil) != want {
			t.Errorf("%d iterations: %v", count, err)
		}
	}
}

// TestASecondLogin holds that the proof of one login does not count for the next.
func TestASecondLogin(t *testing.T) {
	t.Parallel()
	c := New(SHA256, "watchdog", "s3cret")
	if err := dialogue(c, &testkit.SCRAMServer{Mechanism: SHA256, Iterations: 4096, Username: "watchdog", Password: "s3cret"}); err != nil {
		t.Fatal(err)
	}
	if _, err := c.First(); err != nil || c.Done() == nil {
		t.Errorf("the proof of the login before counts (%v)", err)
	}
}

// FuzzNext holds that no server that does not know the password passes for one that does, whatever it sends.
func FuzzNext(f *testing.F) {
	for _, seed := range []string{"r=x,s=QQ==,i=4096\nv=", "v=QQ==", "e=other-error", "r=\nr=\n", "r=a,s=,i=4096,i=1\nv=AA=="} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, messages string) {
		c := New(SHA1, "watchdog", "s3cret")
		if _, err := c.First(); err != nil {
			t.Fatal(err)
		}
		for message := range strings.SplitSeq(messages, "\n") {
			if _, err := c.Next([]byte(message)); err != nil {
				break
			}
		}
		if c.Done() == nil {
			t.Fatalf("%q is taken for a proof", messages)
		}
	})
}
