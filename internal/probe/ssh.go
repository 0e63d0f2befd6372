package probe

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"net"
	"slices"

	"golang.org/x/crypto/ssh"

	"supplierwatch/internal/factindex"
	"supplierwatch/internal/model"
)

// SSH probes that an ssh server answers at host:port, and which host key it
// shows. Nobody logs in: the connection ends as soon as the key has proved
// itself (RFC 4253, 8). The key that is looked for is wanted, a fingerprint
// (SHA256:…), or else the one that was offered first, as before has it; a
// server has several keys, so it is asked for others until that one shows or
// none is left. Data host_key is the key shown, and trusted_key the one looked
// for. Another key is not a failure: the server answers.
func SSH(target, wanted string, before factindex.Streak, o Options) func(context.Context) model.Fact {
	return func(ctx context.Context) model.Fact {
		t := NewRun("ssh")
		t.Data.Target = target
		trusted := cmp.Or(wanted, trustedKey(before, target))
		shown, err := showKeys(ctx, t, target, trusted, before.Last.SSHKey().Type, o)
		if err != nil {
			return t.failed(ctx, err)
		}
		if trusted == "" {
			trusted = fingerprint(shown)
			t.AddEvidence("this key is trusted from now on, since none was known")
		}
		t.Data.SSH = model.SSHKey{Fingerprint: fingerprint(shown), Type: shown.Type(), Trusted: trusted}
		if fingerprint(shown) != trusted {
			t.AddEvidence("the key that is known, %s, was not shown", trusted)
			return t.OK(ReasonHostKey)
		}
		return t.OK("")
	}
}

// trustedKey returns the key that was offered first at a target; empty if none was.
func trustedKey(before factindex.Streak, target string) string {
	for _, f := range []*model.Fact{&before.Last, before.LastGood} {
		if f != nil && f.Target() == target && f.SSHKey().Trusted != "" {
			return f.SSHKey().Trusted
		}
	}
	return ""
}

func fingerprint(key ssh.PublicKey) string { return ssh.FingerprintSHA256(key) }

// keyKinds are the algorithms of host keys, by the key that they belong to: a
// server that offers several is asked for each on a connection of its own.
var keyKinds = [][]string{
	{ssh.KeyAlgoED25519},
	{ssh.KeyAlgoECDSA256, ssh.KeyAlgoECDSA384, ssh.KeyAlgoECDSA521},
	{ssh.KeyAlgoRSASHA256, ssh.KeyAlgoRSASHA512, ssh.KeyAlgoRSA},
}

// showKeys returns the key that the server prefers or, if that is not the wanted
// one, the wanted one if it has it. The kind of key that was shown last is
// asked for first, so that one connection is enough where nothing has changed.
func showKeys(ctx context.Context, t *Run, target, wanted, lastKind string, o Options) (ssh.PublicKey, error) {
	kinds := slices.Clone(keyKinds)
	slices.SortStableFunc(kinds, func(a, b []string) int { return rank(a, lastKind) - rank(b, lastKind) })
	first, err := showKey(ctx, t, target, slices.Concat(kinds...), o)
	if err != nil || wanted == "" || fingerprint(first) == wanted {
		return first, err
	}
	for _, kind := range kinds {
		if slices.Contains(kind, first.Type()) {
			continue
		}
		other, err := showKey(ctx, t, target, kind, o)
		if ctx.Err() != nil {
			return nil, err
		}
		if err == nil && fingerprint(other) == wanted {
			return other, nil
		}
	}
	return first, nil
}

// rank puts the kind of key that was shown last before all others.
func rank(kind []string, last string) int {
	if slices.Contains(kind, last) {
		return 0
	}
	return 1
}

// errShown ends a handshake when it has shown the host key.
var errShown = errors.New("the host key was shown")

// showKey makes one connection and returns the host key that the server proves
// to have. Every algorithm that this program knows is offered, as nothing
// secret will be said.
func showKey(ctx context.Context, t *Run, target string, algorithms []string, o Options) (ssh.PublicKey, error) {
	conn, err := o.Dialer().dial(ctx, t, target)
	if err != nil {
		return nil, err
	}
	defer conn.Close()
	defer context.AfterFunc(ctx, func() { conn.Close() })()
	var shown ssh.PublicKey
	config := &ssh.ClientConfig{
		Config: everyAlgorithm(), ClientVersion: "SSH-2.0-supplierwatch", HostKeyAlgorithms: algorithms,
		HostKeyCallback: func(_ string, _ net.Addr, key ssh.PublicKey) error {
			shown = key
			return errShown
		},
	}
	_, _, _, err = ssh.NewClientConn(conn, target, config)
	if shown == nil {
		return nil, fmt.Errorf("shake hands with %s: %w", target, err)
	}
	t.AddEvidence("host key %s %s", shown.Type(), fingerprint(shown))
	return shown, nil
}

// everyAlgorithm lists also those that are too weak for secrets.
func everyAlgorithm() ssh.Config {
	good, weak := ssh.SupportedAlgorithms(), ssh.InsecureAlgorithms()
	return ssh.Config{
		KeyExchanges: slices.Concat(good.KeyExchanges, weak.KeyExchanges),
		Ciphers:      slices.Concat(good.Ciphers, weak.Ciphers),
		MACs:         slices.Concat(good.MACs, weak.MACs),
	}
}
