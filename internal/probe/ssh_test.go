package probe

import (
	"crypto"
	"crypto/ecdsa"
	"crypto/ed25519"
	"crypto/elliptic"
	"crypto/rand"
	"crypto/rsa"
	"fmt"
	"io"
	"net"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"golang.org/x/crypto/ssh"

	"supplierwatch/internal/factindex"
	"supplierwatch/internal/model"
	"supplierwatch/internal/probe/probetest"
)

// keys are one host key of each kind.
type keys struct{ ed25519, ecdsa, rsa ssh.Signer }

func newKeys(t testing.TB) keys {
	t.Helper()
	_, ed, err := ed25519.GenerateKey(rand.Reader)
	if err != nil {
		t.Fatal(err)
	}
	ec, err := ecdsa.GenerateKey(elliptic.P256(), rand.Reader)
	if err != nil {
		t.Fatal(err)
	}
	rs, err := rsa.GenerateKey(rand.Reader, 2048)
	if err != nil {
		t.Fatal(err)
	}
	return keys{signer(t, ed), signer(t, ec), signer(t, rs)}
}

func signer(t testing.TB, key crypto.Signer) ssh.Signer {
	t.Helper()
	s, err := ssh.NewSignerFromSigner(key)
	if err != nil {
		t.Fatal(err)
	}
	return s
}

func print(s ssh.Signer) string { return ssh.FingerprintSHA256(s.PublicKey()) }

// shell is an ssh server with these host keys; it counts its connections and
// reports who tries to log in.
func shell(t testing.TB, connections *atomic.Int32, signers ...ssh.Signer) (port string) {
	t.Helper()
	config := &ssh.ServerConfig{PasswordCallback: func(c ssh.ConnMetadata, _ []byte) (*ssh.Permissions, error) {
		t.Errorf("%s tries to log in", c.User())
		return nil, io.EOF
	}}
	for _, s := range signers {
		config.AddHostKey(s)
	}
	return probetest.Serve(t, func(conn net.Conn) {
		connections.Add(1)
		if server, _, _, err := ssh.NewServerConn(conn, config); err == nil {
			server.Close()
		}
	})
}

// seen is what an earlier probe of the target left behind.
func seen(target string, trusted string) factindex.Streak {
	f := model.Fact{Kind: model.FactProbeOK, Data: map[string]string{"target": target, "trusted_key": trusted, "host_key": trusted}}
	return factindex.Streak{Last: f, LastGood: &f}
}

func TestSSH(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	k, strange := newKeys(t), newKeys(t)
	tests := []struct {
		name     string
		server   []ssh.Signer
		wanted   string
		trusted  string // by an earlier probe
		elsewhen bool   // that one looked elsewhere
		reason   Reason
		shows    string
		trusts   string
		most     int32 // connections
	}{
		{name: "first use", server: []ssh.Signer{k.rsa, k.ecdsa}, shows: print(k.ecdsa), trusts: print(k.ecdsa), most: 1},
		{name: "as written", server: []ssh.Signer{k.ed25519}, wanted: print(k.ed25519), shows: print(k.ed25519), trusts: print(k.ed25519), most: 1},
		{name: "as written, not the preferred", server: []ssh.Signer{k.ed25519, k.ecdsa, k.rsa}, wanted: print(k.rsa), shows: print(k.rsa), trusts: print(k.rsa), most: 3},
		{name: "as before, with a better one now", server: []ssh.Signer{k.ed25519, k.ecdsa}, trusted: print(k.ecdsa), shows: print(k.ecdsa), trusts: print(k.ecdsa), most: 2},
		{name: "other than written", server: []ssh.Signer{strange.ed25519}, wanted: print(k.ed25519), reason: ReasonHostKey, shows: print(strange.ed25519), trusts: print(k.ed25519), most: 3},
		{name: "other than before", server: []ssh.Signer{strange.rsa}, trusted: print(k.rsa), reason: ReasonHostKey, shows: print(strange.rsa), trusts: print(k.rsa), most: 3},
		{name: "written counts more than before", server: []ssh.Signer{k.rsa}, wanted: print(k.rsa), trusted: print(strange.rsa), shows: print(k.rsa), trusts: print(k.rsa), most: 1},
		{name: "before was elsewhere", server: []ssh.Signer{k.rsa}, trusted: print(strange.rsa), elsewhen: true, shows: print(k.rsa), trusts: print(k.rsa), most: 1},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			var connections atomic.Int32
			target := "127.0.0.1:" + shell(t, &connections, tt.server...)
			before := factindex.Streak{}
			if tt.trusted != "" {
				before = seen(target, tt.trusted)
			}
			if tt.elsewhen {
				before.Last.Data["target"] = "sftp.acme.test:22"
			}
			f := probetest.Run(t, SSH(target, tt.wanted, before, w.options))
			probetest.Expect(t, f, model.FactProbeOK, tt.reason, "host key")
			if f.Data["host_key"] != tt.shows || f.Data["trusted_key"] != tt.trusts {
				t.Errorf("shows %s and trusts %s, want %s and %s", f.Data["host_key"], f.Data["trusted_key"], tt.shows, tt.trusts)
			}
			if n := connections.Load(); n > tt.most {
				t.Errorf("%d connections, want %d at most", n, tt.most)
			}
		})
	}
}

// A server whose key has not changed is asked by one connection from the second
// probe on, also for a key that it does not prefer.
func TestSSHAsksForTheKindItKnows(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	k := newKeys(t)
	var connections atomic.Int32
	target := "127.0.0.1:" + shell(t, &connections, k.ed25519, k.ecdsa, k.rsa)
	first := probetest.Run(t, SSH(target, print(k.rsa), factindex.Streak{}, w.options))
	before := connections.Load()
	second := probetest.Run(t, SSH(target, print(k.rsa), factindex.Streak{Last: first, LastGood: &first}, w.options))
	probetest.Expect(t, second, model.FactProbeOK, "")
	if n := connections.Load() - before; n != 1 {
		t.Errorf("%d connections, want 1", n)
	}
}

func TestSSHFailures(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	w.dns.Set(t, "inside.test", "A 10.1.2.3")
	tests := []struct {
		name   string
		target string
		handle func(net.Conn)
		kind   model.FactKind
		reason Reason
	}{
		{"nobody listens", "127.0.0.1:" + probetest.ClosedPort(t), nil, model.FactProbeFailed, ReasonRefused},
		{"inside", "inside.test:22", nil, model.FactProbeUnknown, ReasonNotAllowed},
		{"speaks something else", "", func(c net.Conn) { io.WriteString(c, "HTTP/1.1 400 Bad Request\r\n\r\n"); io.Copy(io.Discard, c) }, model.FactProbeFailed, ReasonTimeout},
		{"hangs up", "", func(c net.Conn) { c.Read(make([]byte, 1)) }, model.FactProbeFailed, ReasonCut},
		{"hangs", "", func(c net.Conn) { io.Copy(io.Discard, c) }, model.FactProbeFailed, ReasonTimeout},
		{"hangs after its version", "", func(c net.Conn) { io.WriteString(c, "SSH-2.0-x\r\n"); io.Copy(io.Discard, c) }, model.FactProbeFailed, ReasonTimeout},
		{"an endless line", "", func(c net.Conn) { chatter(c, "SSH-2.0-") }, model.FactProbeFailed, ReasonProtocol},
		{"a packet without end", "", func(c net.Conn) {
			io.WriteString(c, "SSH-2.0-x\r\n\xff\xff\xff\xff\x00")
			io.Copy(io.Discard, c)
		}, model.FactProbeFailed, ReasonProtocol},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			target := tt.target
			if tt.handle != nil {
				target = "127.0.0.1:" + probetest.Serve(t, tt.handle)
			}
			f := probetest.RunFor(t, SSH(target, "", factindex.Streak{}, w.options), 700*time.Millisecond)
			probetest.Expect(t, f, tt.kind, tt.reason)
			if f.Data["host_key"] != "" {
				t.Errorf("shows %s", f.Data["host_key"])
			}
		})
	}
}

// chatter sends a text, and then no end of it, until the other side has gone.
func chatter(c net.Conn, text string) {
	if _, err := io.WriteString(c, text); err != nil {
		return
	}
	for {
		if _, err := fmt.Fprint(c, strings.Repeat("x", 4096)); err != nil {
			return
		}
	}
}
