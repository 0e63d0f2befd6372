package readlimit

import (
	"context"
	"net"
	"net/http"
	"time"
)

// maxHead is how many bytes of an HTTP answer's header are read.
const maxHead = 64 << 10

// Transport is the usual way to HTTP servers, with the header of an answer and each connection bounded. Connections are not kept: what is asked
// for seldom finds a kept one dead.
func Transport(limits Limits) *http.Transport {
	transport := http.DefaultTransport.(*http.Transport).Clone()
	transport.DisableKeepAlives = true
	transport.MaxResponseHeaderBytes = maxHead
	dialer := net.Dialer{Timeout: 30 * time.Second, KeepAlive: 30 * time.Second}
	transport.DialContext = func(ctx context.Context, network, address string) (net.Conn, error) {
		conn, err := dialer.DialContext(ctx, network, address)
		if err != nil {
			return nil, err
		}
		return New(conn, limits), nil
	}
	return transport
}
