package relay

import (
	"testing"
	"time"

	"supplierwatch/internal/testkit/faultyserver"
)

// faultCase is one server's misbehaviour while three mails are sent, and what becomes of them.
type faultCase struct {
	faults      []faultyserver.Fault
	want        string
	took        string
	connections int
	together    int // connections where commands go together; 0: as many
}

// faultCases are the faults of a server, by what happens.
func faultCases() map[string]faultCase {
	return map[string]faultCase{
		"well": {
			want: "r1 accepted 250, r2 accepted 250, r3 accepted 250", took: "a@x.example b@x.example c@x.example", connections: 1,
		},
		"one of three refused": {
			faults: []faultyserver.Fault{{At: faultyserver.To, Match: "b@x", Do: faultyserver.Reply("550 5.1.1 no such user")}},
			want:   "r1 accepted 250, r2 refused 550, r3 accepted 250", took: "a@x.example c@x.example", connections: 1,
		},
		"one of three put off": {
			faults: []faultyserver.Fault{{At: faultyserver.To, Match: "a@x", Do: faultyserver.Reply("451 4.7.1 greylisted")}},
			want:   "r1 queued 451, r2 accepted 250, r3 accepted 250", took: "b@x.example c@x.example", connections: 1,
		},
		"content refused": {
			faults: []faultyserver.Fault{{At: faultyserver.Body, Times: 1, Do: faultyserver.Reply("554 5.7.1 looks like spam")}},
			want:   "r1 refused 554, r2 accepted 250, r3 accepted 250", took: "b@x.example c@x.example", connections: 1,
		},
		"DATA refused leaves the transaction open": {
			faults: []faultyserver.Fault{{At: faultyserver.Data, Times: 1, Do: faultyserver.Reply("452 4.3.1 no room")}},
			want:   "r1 queued 452, r2 accepted 250, r3 accepted 250", took: "b@x.example c@x.example", connections: 2,
		},
		"sender refused is no word about recipients": {
			faults: []faultyserver.Fault{{At: faultyserver.From, Do: faultyserver.Reply("550 5.7.1 you may not send")}},
			want:   "r1 queued 0, r2 queued 0, r3 queued 0", connections: 1, together: 2,
		},
		"sender refused after DATA is no word about recipients": {
			faults: []faultyserver.Fault{{At: faultyserver.Body, Do: faultyserver.Reply("550 5.7.60 SMTP; Client does not have permissions to send as this sender")}},
			want:   "r1 queued 0, r2 queued 0, r3 queued 0", connections: 1,
		},
		"sender refused at DATA leaves the transaction open": {
			faults: []faultyserver.Fault{{At: faultyserver.Data, Times: 1, Do: faultyserver.Reply("554 5.2.252 SendAsDenied; answers@buyer.example not allowed to send as x")}},
			want:   "r1 queued 0, r2 accepted 250, r3 accepted 250", took: "b@x.example c@x.example", connections: 2,
		},
		"client refused at RCPT is no word about recipients": {
			faults: []faultyserver.Fault{{At: faultyserver.To, Do: faultyserver.Reply("554 5.7.1 <unknown[192.0.2.1]>: Client host rejected: Access denied")}},
			want:   "r1 queued 0, r2 queued 0, r3 queued 0", connections: 1,
		},
		"login wanted at RCPT is no word about recipients": {
			faults: []faultyserver.Fault{{At: faultyserver.To, Do: faultyserver.Reply("530 5.7.0 log in first")}},
			want:   "r1 queued 0, r2 queued 0, r3 queued 0", connections: 3,
		},
		"421 at the greeting": {
			faults: []faultyserver.Fault{{At: faultyserver.Greeting, Do: faultyserver.Reply("421 4.3.2 shutting down")}},
			want:   "r1 queued 0, r2 queued 0, r3 queued 0", connections: 1,
		},
		"421 in the middle": {
			faults: []faultyserver.Fault{{At: faultyserver.To, Match: "b@x", Times: 1, Do: faultyserver.Reply("421 4.3.2 shutting down")}},
			want:   "r1 accepted 250, r2 queued 0, r3 accepted 250", took: "a@x.example c@x.example", connections: 2,
		},
		"hangs up inside a mail that is out already": {
			faults: []faultyserver.Fault{{At: faultyserver.Data, Times: 1, Do: faultyserver.CutBody(100)}},
			want:   "r1 queued 0 ambiguous, r2 accepted 250, r3 accepted 250", took: "b@x.example c@x.example", connections: 2,
		},
		"answer to DATA lost": {
			faults: []faultyserver.Fault{{At: faultyserver.Body, Times: 1, Do: faultyserver.LoseReply()}},
			want:   "r1 queued 0 ambiguous, r2 accepted 250, r3 accepted 250", took: "a@x.example b@x.example c@x.example", connections: 2,
		},
		"hangs after DATA": {
			faults: []faultyserver.Fault{{At: faultyserver.Body, Times: 1, Do: faultyserver.Hang()}},
			want:   "r1 queued 0 ambiguous, r2 accepted 250, r3 accepted 250", took: "b@x.example c@x.example", connections: 2,
		},
		"hangs after the greeting": {
			faults: []faultyserver.Fault{{At: faultyserver.Hello, Do: faultyserver.Hang()}},
			want:   "r1 queued 0, r2 queued 0, r3 queued 0", connections: 1,
		},
		"never greets": {
			faults: []faultyserver.Fault{{At: faultyserver.Greeting, Do: faultyserver.Hang()}},
			want:   "r1 queued 0, r2 queued 0, r3 queued 0", connections: 1,
		},
		"drips": {
			faults: []faultyserver.Fault{{At: faultyserver.To, Match: "a@x", Do: faultyserver.Drip("250 2.1.5 a recipient that is known to us very well", 80*time.Millisecond)}},
			want:   "r1 queued 0, r2 accepted 250, r3 accepted 250", took: "b@x.example c@x.example", connections: 2, together: 3,
		},
		"breaks at every RCPT": {
			faults: []faultyserver.Fault{{At: faultyserver.To, Do: faultyserver.HangUp()}},
			want:   "r1 queued 0, r2 queued 0, r3 queued 0", connections: 3, together: 4,
		},
		"refuses QUIT": {
			faults: []faultyserver.Fault{{At: faultyserver.Quit, Do: faultyserver.HangUp()}},
			want:   "r1 accepted 250, r2 accepted 250, r3 accepted 250", took: "a@x.example b@x.example c@x.example", connections: 1,
		},
		"every recipient refused": {
			faults: []faultyserver.Fault{{At: faultyserver.To, Do: faultyserver.Reply("550 5.1.1 no such user")}},
			want:   "r1 refused 550, r2 refused 550, r3 refused 550", connections: 1,
		},
		"asks for the text of mails to nobody": {
			faults: []faultyserver.Fault{
				{At: faultyserver.To, Do: faultyserver.Reply("550 5.1.1 no such user")}, {At: faultyserver.Data, Do: faultyserver.Reply("354 go on")},
			},
			want: "r1 refused 550, r2 refused 550, r3 refused 550", connections: 1,
		},
		"asks for the text of a mail whose sender it refuses": {
			faults: []faultyserver.Fault{
				{At: faultyserver.From, Do: faultyserver.Reply("550 5.7.1 you may not send")}, {At: faultyserver.To, Do: faultyserver.Reply("250 fine")},
			},
			want: "r1 queued 0, r2 queued 0, r3 queued 0", connections: 1, together: 2,
		},
		"greylists": {
			faults: []faultyserver.Fault{{At: faultyserver.To, Do: faultyserver.Greylist(time.Hour)}},
			want:   "r1 queued 450, r2 queued 450, r3 queued 450", connections: 1,
		},
		"content put off": {
			faults: []faultyserver.Fault{{At: faultyserver.Body, Do: faultyserver.Reply("451 4.3.0 later")}},
			want:   "r1 queued 451, r2 queued 451, r3 queued 451", connections: 1,
		},
		"421 after every mail": {
			faults: []faultyserver.Fault{{At: faultyserver.Body, Do: faultyserver.ReplyAndHangUp("250 2.0.0 taken, goodbye")}},
			want:   "r1 accepted 250, r2 accepted 250, r3 accepted 250", took: "a@x.example b@x.example c@x.example", connections: 3,
		},
		"hangs up at the second recipient": {
			faults: []faultyserver.Fault{{At: faultyserver.To, Match: "b@x", Do: faultyserver.HangUp()}},
			want:   "r1 accepted 250, r2 queued 0, r3 accepted 250", took: "a@x.example c@x.example", connections: 2,
		},
		"refuses the second recipient and hangs up": {
			faults: []faultyserver.Fault{{At: faultyserver.To, Match: "b@x", Do: faultyserver.ReplyAndHangUp("550 5.1.1 no such user")}},
			want:   "r1 accepted 250, r2 refused 550, r3 accepted 250", took: "a@x.example c@x.example", connections: 2,
		},
		"refuses the first recipient and hangs up": {
			faults: []faultyserver.Fault{{At: faultyserver.To, Match: "a@x", Do: faultyserver.ReplyAndHangUp("550 5.1.1 no such user")}},
			want:   "r1 refused 550, r2 accepted 250, r3 accepted 250", took: "b@x.example c@x.example", connections: 2,
		},
		"hangs at the second recipient": {
			faults: []faultyserver.Fault{{At: faultyserver.To, Match: "b@x", Do: faultyserver.Hang()}},
			want:   "r1 accepted 250, r2 queued 0, r3 accepted 250", took: "a@x.example c@x.example", connections: 2,
		},
		"hangs up in the second text": {
			faults: []faultyserver.Fault{
				{At: faultyserver.Data, Times: 1, Do: faultyserver.Reply("354 go on")}, {At: faultyserver.Data, Times: 1, Do: faultyserver.CutBody(100)},
			},
			want: "r1 accepted 250, r2 queued 0 ambiguous, r3 accepted 250", took: "a@x.example c@x.example", connections: 2,
		},
		"loses the commands after MAIL": {
			faults: []faultyserver.Fault{{At: faultyserver.From, Do: faultyserver.ReplyAndForget("250 2.1.0 fine")}},
			want:   "r1 accepted 250, r2 accepted 250, r3 accepted 250", took: "a@x.example b@x.example c@x.example", connections: 1, together: 2,
		},
		"loses the commands after RCPT": {
			faults: []faultyserver.Fault{{At: faultyserver.To, Do: faultyserver.ReplyAndForget("250 2.1.5 fine")}},
			want:   "r1 accepted 250, r2 accepted 250, r3 accepted 250", took: "a@x.example b@x.example c@x.example", connections: 1, together: 2,
		},
		"loses the commands after a text": {
			faults: []faultyserver.Fault{{At: faultyserver.Body, Do: faultyserver.ReplyAndForget("250 2.0.0 taken")}},
			want:   "r1 accepted 250, r2 accepted 250, r3 accepted 250", took: "a@x.example b@x.example c@x.example", connections: 1, together: 2,
		},
		"refuses commands that come together": {
			faults: []faultyserver.Fault{{At: faultyserver.From, Do: faultyserver.RefuseTogether("554 5.5.0 one by one", "250 2.1.0 fine")}},
			want:   "r1 accepted 250, r2 accepted 250, r3 accepted 250", took: "a@x.example b@x.example c@x.example", connections: 1, together: 2,
		},
		"complains of the order": {
			faults: []faultyserver.Fault{{At: faultyserver.To, Do: faultyserver.RefuseTogether("503 5.5.1 one by one", "250 2.1.5 fine")}},
			want:   "r1 accepted 250, r2 accepted 250, r3 accepted 250", took: "a@x.example b@x.example c@x.example", connections: 1, together: 2,
		},
		"closes where commands come together": {
			faults: []faultyserver.Fault{{At: faultyserver.To, Do: faultyserver.RefuseTogether("421 4.5.0 one by one", "250 2.1.5 fine")}},
			want:   "r1 accepted 250, r2 accepted 250, r3 accepted 250", took: "a@x.example b@x.example c@x.example", connections: 1, together: 2,
		},
	}
}

// TestFaults sends the mails with the library, one command after the other.
func TestFaults(t *testing.T) {
	for name, test := range faultCases() {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			test.check(t, faultyserver.SMTPSetup{}, test.connections)
		})
	}
}

// TestFaultsOfCommandsThatGoTogether sends them to a server that offers PIPELINING: every mail is accounted for as with the library.
func TestFaultsOfCommandsThatGoTogether(t *testing.T) {
	for name, test := range faultCases() {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			connections := test.connections
			if test.together > 0 {
				connections = test.together
			}
			test.check(t, faultyserver.SMTPSetup{Pipelining: true}, connections)
		})
	}
}

func (test faultCase) check(t *testing.T, setup faultyserver.SMTPSetup, connections int) {
	t.Helper()
	server := faultyserver.StartSMTP(t, setup, test.faults...)
	got := relays(t, Patience{Mail: soon}, relayAt(t, server.Addr, nil)).Send(t.Context(), mailsTo("a@x.example", "b@x.example", "c@x.example"))
	if words(got) != test.want {
		t.Errorf("got  %s\nwant %s\n%+v", words(got), test.want, got)
	}
	for _, m := range server.TurnedDown() {
		if len(m.To) == 0 && len(m.Data) > 0 {
			t.Errorf("a text was sent to nobody: %q", m.Data)
		}
	}
	if taken(server) != test.took {
		t.Errorf("the server took %q, want %q", taken(server), test.took)
	}
	if n := server.Count(faultyserver.Greeting); n != connections {
		t.Errorf("%d connections, want %d", n, connections)
	}
}
