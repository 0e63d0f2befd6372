package scram

import (
	"bytes"
	"errors"
	"fmt"
	"slices"
	"strconv"

	"github.com/wneessen/go-mail/smtp"
)

// The mechanisms.
const (
	SHA256 = "SCRAM-SHA-256"
	SHA1   = "SCRAM-SHA-1"
)

const (
	// leastWork is the least number of iterations (RFC 5802, section 5.1; RFC
	// 7677, section 4). With fewer, whoever reads the dialogue can guess the password.
	leastWork = 4096
	// mostWork limits how long a server can keep us busy: about a second.
	mostWork = 2_000_000
)

// Choose returns the strongest mechanism that is offered, or nothing.
func Choose(offered func(mechanism string) bool) string {
	all := []string{SHA256, SHA1}
	if i := slices.IndexFunc(all, offered); i >= 0 {
		return all[i]
	}
	return ""
}

// stage is the message of the server that a login waits for.
type stage int

const (
	awaitsFirst stage = iota // with the salt
	awaitsFinal              // with the server's proof
	proved
)

// Client is our side of one login.
type Client struct {
	auth  smtp.Auth
	stage stage
}

// New returns the client of one of the mechanisms.
func New(mechanism, username, password string) *Client {
	if mechanism == SHA1 {
		return &Client{auth: smtp.ScramSHA1Auth(username, password)}
	}
	return &Client{auth: smtp.ScramSHA256Auth(username, password)}
}

// First returns our first message.
func (c *Client) First() ([]byte, error) {
	c.stage = awaitsFirst
	return c.auth.Next(nil, true)
}

// Next returns the answer to a message of the server.
func (c *Client) Next(message []byte) ([]byte, error) {
	if reason, failed := bytes.CutPrefix(message, []byte("e=")); failed {
		return nil, fmt.Errorf("the server refuses the password: %s", reason)
	}
	prefixes := map[stage]string{awaitsFirst: "r=", awaitsFinal: "v="}
	if want := prefixes[c.stage]; want == "" || !bytes.HasPrefix(message, []byte(want)) {
		return nil, errors.New("the server does not follow the standard of SCRAM (RFC 5802)")
	}
	if c.stage == awaitsFirst {
		if err := checkWork(message); err != nil {
			return nil, err
		}
	}
	answer, err := c.auth.Next(message, true)
	if err != nil {
		return nil, err
	}
	c.stage++
	return answer, nil
}

// Done returns an error unless the server has proved that it knows the password.
func (c *Client) Done() error {
	if c.stage != proved {
		return errors.New("the server accepts the login without proving that it knows the password")
	}
	return nil
}

// checkWork checks the number of iterations in the server's first message.
func checkWork(message []byte) error {
	for part := range bytes.SplitSeq(message, []byte(",")) {
		count, found := bytes.CutPrefix(part, []byte("i="))
		if !found {
			continue
		}
		if n, err := strconv.Atoi(string(count)); err != nil || n < leastWork || n > mostWork {
			return fmt.Errorf("the server asks for %q iterations of the hash; from %d to %d are accepted", count, leastWork, mostWork)
		}
	}
	return nil
}
