package web

import (
	"fmt"
	"net/http"
	"net/netip"
	"testing"
)

// mostWrong is how many wrong links a client may ask for within an hour.
const mostWrong = 20

// TestOurLinkWorksHoweverManyWrongOnesWereAskedFor tries links from behind a proxy that names the clients.
func TestOurLinkWorksHoweverManyWrongOnesWereAskedFor(t *testing.T) {
	at, _ := actable(t, func(o *Options) { o.Proxies = []netip.Prefix{netip.MustParsePrefix("127.0.0.0/8")} })
	from := func(client, link string) (status int, retry string) {
		t.Helper()
		request, err := http.NewRequestWithContext(t.Context(), http.MethodGet, at+"/answer/"+link, nil)
		if err != nil {
			t.Fatal(err)
		}
		request.Header.Set("X-Forwarded-For", client)
		response, err := http.DefaultClient.Do(request)
		if err != nil {
			t.Fatal(err)
		}
		read(t, response)
		return response.StatusCode, response.Header.Get("Retry-After")
	}
	for i := range mostWrong {
		if status, _ := from(fmt.Sprintf("2001:db8::%x", i), "forged"); status != http.StatusNotFound {
			t.Fatalf("wrong link %d: %d", i+1, status)
		}
	}
	if status, retry := from("2001:db8::ffff", "forged"); status != http.StatusTooManyRequests || retry == "" {
		t.Errorf("a wrong link after %d from one network: %d, retry after %q", mostWrong, status, retry)
	}
	for link, want := range map[string]int{"good": http.StatusOK, "old": http.StatusGone, "lost": http.StatusNotFound} {
		if status, _ := from("2001:db8::ffff", link); status != want {
			t.Errorf("the link %q of a client over its limit: %d, want %d", link, status, want)
		}
	}
	for _, other := range []string{"2001:db8:0:1::1", "203.0.113.9", "2001:db8::1, 203.0.113.10"} {
		if status, _ := from(other, "forged"); status != http.StatusNotFound {
			t.Errorf("a wrong link of %s: %d", other, status)
		}
	}
}

func TestOurLinksAreNotCounted(t *testing.T) {
	at, _ := actable(t, nil)
	for range 2 * mostWrong {
		for _, link := range []string{"old", "lost", "good"} {
			if status, _, _ := ask(t, http.MethodGet, at+"/answer/"+link, ""); status == http.StatusTooManyRequests {
				t.Fatalf("the link %q is limited", link)
			}
		}
	}
	if status, _, _ := ask(t, http.MethodGet, at+"/answer/forged", ""); status != http.StatusNotFound {
		t.Errorf("the first wrong link: %d", status)
	}
}
