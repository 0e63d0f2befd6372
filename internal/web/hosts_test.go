package web

import (
	"bufio"
	"fmt"
	"net"
	"net/http"
	"strings"
	"testing"
)

// rawAsk sends a request as it is written, and gives the status of the answer.
func rawAsk(t *testing.T, address, request string) int {
	t.Helper()
	conn, err := (&net.Dialer{}).DialContext(t.Context(), "tcp", address)
	if err != nil {
		t.Fatal(err)
	}
	defer conn.Close()
	if _, err := conn.Write([]byte(request)); err != nil {
		t.Fatal(err)
	}
	response, err := http.ReadResponse(bufio.NewReader(conn), nil)
	if err != nil {
		t.Fatalf("%q: %v", request, err)
	}
	defer response.Body.Close()
	return response.StatusCode
}

func TestAPageForThisMachineAloneIsAskedForByItsNamesAlone(t *testing.T) {
	server := serve(t, func(o *Options) {
		o.Local, o.ExternalURL, o.Mails = true, "https://Watch.bücher.example:8443/sub", &doer{}
	})
	address := strings.TrimPrefix(server.URL, "http://")
	get := func(host string) string {
		return "GET /api/v1/alerts HTTP/1.1\r\nHost: " + host + "\r\nConnection: close\r\n\r\n"
	}
	for _, host := range []string{
		"localhost", "localhost:8080", "LocalHost:1", "localhost.", "127.0.0.1", "127.0.0.1:65535", "127.1.2.3:80", "[::1]", "[::1]:8080", "[0:0:0:0:0:0:0:1]:80",
		"[::ffff:127.0.0.1]:80", "watch.xn--bcher-kva.example", "WATCH.xn--bcher-kva.example:443", "watch.xn--bcher-kva.example.:8443",
	} {
		if status := rawAsk(t, address, get(host)); status != http.StatusOK {
			t.Errorf("Host %q: %d, want 200", host, status)
		}
	}
	for _, host := range []string{
		"attacker.example", "attacker.example:8080", "localhost.attacker.example", "127.0.0.1.attacker.example", "localhost@attacker.example", "attacker.example@localhost",
		"user:127.0.0.1@attacker.example", "0.0.0.0", "0.0.0.0:8080", "[::]", "[::]:80", "127.1", "2130706433", "0x7f.0.0.1", "0177.0.0.1", "10.0.0.1", "[fe80::1]",
		"[::1%25lo]", "[::1%25lo]:80", "::1", "[localhost]", "[127.0.0.1]", "localhost:", "localhost:x", "localhost:-1", "localhost:99999", "localhost:80:80", "foo.localhost", "localhost..",
		".localhost", "localhost,attacker.example", "127.0.0.1;attacker.example", "watch.xn--bcher-kva.example.attacker.example", "xwatch.xn--bcher-kva.example", "sub.watch.xn--bcher-kva.example",
	} {
		if status := rawAsk(t, address, get(host)); status != http.StatusMisdirectedRequest && status != http.StatusBadRequest {
			t.Errorf("Host %q: %d, want 421", host, status)
		}
	}
	for name, c := range map[string]struct {
		request string
		want    int
	}{
		"no Host in HTTP/1.0":              {"GET / HTTP/1.0\r\n\r\n", 421},
		"an empty Host":                    {"GET / HTTP/1.1\r\nHost:\r\n\r\n", 421},
		"two Hosts":                        {"GET / HTTP/1.1\r\nHost: localhost\r\nHost: attacker.example\r\n\r\n", 400},
		"another host in the target":       {"GET http://attacker.example/ HTTP/1.1\r\nHost: localhost\r\n\r\n", 421},
		"ours in the target":               {"GET http://localhost/ HTTP/1.1\r\nHost: localhost\r\n\r\n", 200},
		"a user in the target":             {"GET http://localhost@attacker.example/ HTTP/1.1\r\nHost: localhost\r\n\r\n", 421},
		"a name that a proxy was asked by": {"GET / HTTP/1.1\r\nHost: attacker.example\r\nX-Forwarded-Host: localhost\r\nForwarded: host=localhost\r\n\r\n", 421},
		"ours, whatever a header says":     {"GET / HTTP/1.1\r\nHost: localhost\r\nX-Forwarded-Host: attacker.example\r\n\r\n", 200},
		"a path that looks exempt":         {"GET //-/ready HTTP/1.1\r\nHost: attacker.example\r\n\r\n", 421},
		"an escaped path":                  {"GET /-/ready/../../api/v1/alerts HTTP/1.1\r\nHost: attacker.example\r\n\r\n", 421},
		"a form":                           {"POST /answer/good HTTP/1.1\r\nHost: attacker.example\r\nContent-Length: 0\r\n\r\n", 421},
		"reload":                           {"POST /-/reload HTTP/1.1\r\nHost: attacker.example\r\nContent-Length: 0\r\n\r\n", 421},
	} {
		if status := rawAsk(t, address, c.request); status != c.want {
			t.Errorf("%s: %d, want %d", name, status, c.want)
		}
	}
	for _, path := range []string{"/-/healthy", "/-/ready", "/metrics"} {
		if status := rawAsk(t, address, fmt.Sprintf("GET %s HTTP/1.1\r\nHost: node-3.cluster.example\r\nConnection: close\r\n\r\n", path)); status != http.StatusOK {
			t.Errorf("%s under a name of monitoring: %d", path, status)
		}
	}
}

func TestAPageForOthersIsAskedForByAnyName(t *testing.T) {
	server := serve(t, nil)
	if status := rawAsk(t, strings.TrimPrefix(server.URL, "http://"), "GET / HTTP/1.1\r\nHost: watch.buyer.example\r\nConnection: close\r\n\r\n"); status != http.StatusOK {
		t.Errorf("%d, want 200", status)
	}
}
