package bench

import (
	"context"
	"fmt"
	"io"
	"net"
	"strconv"
	"strings"
	"time"

	gomail "github.com/wneessen/go-mail"
)

// persistent sends mails of a size with go-mail over one connection, as its documentation shows it: a text, and the same as HTML.
func (b *Bench) persistent(mails int, trip time.Duration, size int) (delivery, error) {
	s, err := b.sink(trip)
	if err != nil {
		return delivery{}, err
	}
	defer s.stop()
	client, err := connectedClient(s.address)
	if err != nil {
		return delivery{}, err
	}
	frame, err := equalMail(0, 0).WriteTo(io.Discard)
	if err != nil {
		return delivery{}, err
	}
	for i := range mails {
		if err := client.Send(equalMail(i, size-int(frame))); err != nil {
			return delivery{}, fmt.Errorf("send with go-mail: %w", err)
		}
	}
	r, err := s.stats()
	if err != nil {
		return delivery{}, err
	}
	return delivery{mails: r.Messages, rate: r.Rate, size: r.Bytes / max(r.Messages, 1)}, client.Close()
}

// connectedClient returns a client that is connected to a relay without TLS.
func connectedClient(address string) (*gomail.Client, error) {
	host, port, err := net.SplitHostPort(address)
	if err != nil {
		return nil, err
	}
	number, err := strconv.Atoi(port)
	if err != nil {
		return nil, err
	}
	client, err := gomail.NewClient(host, gomail.WithPort(number), gomail.WithTLSPolicy(gomail.NoTLS), gomail.WithHELO("watchdog.test"))
	if err != nil {
		return nil, err
	}
	return client, client.DialWithContext(context.Background())
}

// equalMail returns a mail with so many bytes of text, a third of them plain.
func equalMail(i, bytes int) *gomail.Msg {
	m := gomail.NewMsg(gomail.WithNoDefaultUserAgent(), gomail.WithBoundary("part-0123456789abcdef0123456789abcd"))
	_ = m.From("watchdog@buyer.test") // a constant address is valid
	_ = m.To("purchasing@buyer.test")
	m.Subject(fmt.Sprintf("Contact refused by supplier %06d", i))
	m.SetMessageIDWithValue(fmt.Sprintf("%06d@watchdog.test", i))
	m.SetDate()
	m.SetBodyString(gomail.TypeTextPlain, linesOf(bytes/3))
	m.AddAlternativeString(gomail.TypeTextHTML, linesOf(bytes-bytes/3))
	return m
}

// linesOf returns a text of so many bytes, in lines as people write them.
func linesOf(bytes int) string {
	const line = "The order address of a critical supplier does not answer any more.\r\n"
	return strings.Repeat(line, max(0, bytes)/len(line)+1)[:max(0, bytes)]
}
