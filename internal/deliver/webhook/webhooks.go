package webhook

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"net/http"
	"net/http/httptrace"
	"net/url"
	"strconv"
	"sync"
	"sync/atomic"
	"time"

	"supplierwatch/internal/deliver"
	"supplierwatch/internal/envelope"
	"supplierwatch/internal/model"
	"supplierwatch/internal/neterror"
	"supplierwatch/internal/readlimit"
)

// timeout is how long one delivery may take.
const timeout = 10 * time.Second

// Channel posts payloads to the addresses of webhooks, by their names. The
// addresses are secrets: no attempt names them.
type Channel struct {
	addresses map[string]string
	client    *http.Client
	timeout   time.Duration
	now       func() time.Time
}

// maxResponse is how many bytes a webhook's server may send over one connection, TLS included.
const maxResponse = 1 << 20

// New takes the webhooks' URLs by name. It is an error if one is not an
// absolute http or https URL; the error names the webhook, not the URL.
func New(addresses map[string]string, now func() time.Time) (*Channel, error) {
	var errs []error
	for name, address := range addresses {
		u, err := url.Parse(address)
		if err != nil || u.Host == "" || (u.Scheme != "http" && u.Scheme != "https") {
			errs = append(errs, fmt.Errorf("set up webhook %s: its url is not an absolute http or https URL", name))
		}
	}
	return &Channel{
		addresses: addresses, timeout: timeout, now: now,
		client: &http.Client{Transport: readlimit.Transport(readlimit.Limits{Total: maxResponse}), CheckRedirect: sameHost},
	}, errors.Join(errs...)
}

// Route returns the route of posts. Nobody replies to one.
func (w *Channel) Route() deliver.Route {
	return deliver.Route{Channel: w, Noun: "A post to a webhook"}
}

// sameHost follows a redirect only where it keeps method and host: the payload
// is meant for nobody else.
func sameHost(next *http.Request, before []*http.Request) error {
	first := before[0]
	if len(before) > 3 || next.URL.Host != first.URL.Host || next.URL.Scheme != first.URL.Scheme || next.Method != first.Method {
		return http.ErrUseLastResponse
	}
	return nil
}

// Send posts the payload of every mail. Webhooks are served side by side, the
// posts to one of them in order: after one that has to wait, its others are left
// untried, since an end must not come before the beginning.
func (w *Channel) Send(ctx context.Context, mails []model.Mail) []model.Attempt {
	attempts := make([]model.Attempt, len(mails))
	byName := map[string][]int{}
	for i, m := range mails {
		byName[m.To.Address] = append(byName[m.To.Address], i)
	}
	var serving sync.WaitGroup
	for name, rows := range byName {
		serving.Go(func() { w.deliverInOrder(ctx, name, rows, mails, attempts) })
	}
	serving.Wait()
	return attempts
}

// deliverInOrder posts the mails at rows to one webhook, in order.
func (w *Channel) deliverInOrder(ctx context.Context, name string, rows []int, mails []model.Mail, attempts []model.Attempt) {
	waits := false
	for _, i := range rows {
		attempt := model.Attempt{Result: model.MailQueued, Untried: true, Detail: "not tried: the post before it waits"}
		if !waits {
			attempt = w.deliver(ctx, name, mails[i])
			waits = attempt.Result == model.MailQueued
		}
		attempt.Mail, attempt.At = mails[i].ID, w.now()
		attempts[i] = attempt
	}
}

// deliver sends one payload. 2xx is accepted; 4xx is refused for good, except
// where it asks for patience (408, 425, 429); everything else is tried again,
// after as long as the server asks for. An answer that did not come leaves open
// whether the payload did.
func (w *Channel) deliver(ctx context.Context, name string, m model.Mail) model.Attempt {
	address, ok := w.addresses[name]
	if !ok {
		return model.Attempt{Result: model.MailRefused, Detail: "there is no webhook " + envelope.Plain(name)}
	}
	ctx, cancel := context.WithTimeout(ctx, w.timeout)
	defer cancel()
	var sent atomic.Bool
	ctx = httptrace.WithClientTrace(ctx, &httptrace.ClientTrace{WroteRequest: func(i httptrace.WroteRequestInfo) { sent.Store(i.Err == nil) }})
	request, err := http.NewRequestWithContext(ctx, http.MethodPost, address, bytes.NewReader(m.Payload))
	if err != nil {
		return model.Attempt{Result: model.MailRefused, Detail: "the webhook's url cannot be used"}
	}
	request.Header.Set("Content-Type", "application/json")
	request.Header.Set("User-Agent", "supplierwatch")
	request.Header.Set("Idempotency-Key", m.MessageID)
	response, err := w.client.Do(request)
	if err != nil {
		return model.Attempt{Result: model.MailQueued, Ambiguous: sent.Load(), Detail: "post: " + envelope.Plain(neterror.Words(withoutURL(err)))}
	}
	defer response.Body.Close()
	_, _ = io.CopyN(io.Discard, response.Body, 4<<10) // the answer is in the status
	return model.Attempt{
		Result: resultOf(response.StatusCode), Code: response.StatusCode, Detail: envelope.Plain(response.Status),
		Wait: retryAfter(response.Header.Get("Retry-After"), w.now()),
	}
}

// retryAfter reads how long a server wants to be left alone (RFC 9110, 10.2.3):
// seconds, or an instant; zero for what is neither.
func retryAfter(value string, now time.Time) time.Duration {
	if seconds, err := strconv.ParseUint(value, 10, 31); err == nil {
		return time.Duration(seconds) * time.Second
	}
	if at, err := http.ParseTime(value); err == nil {
		return max(at.Sub(now), 0)
	}
	return 0
}

// withoutURL takes the address out of a client's error.
func withoutURL(err error) error {
	var failed *url.Error
	if errors.As(err, &failed) {
		return failed.Err
	}
	return err
}

func resultOf(code int) model.MailResult {
	switch {
	case code >= 200 && code < 300:
		return model.MailAccepted
	case code == http.StatusRequestTimeout, code == http.StatusTooEarly, code == http.StatusTooManyRequests:
		return model.MailQueued
	case code >= 400 && code < 500:
		return model.MailRefused
	}
	return model.MailQueued
}
