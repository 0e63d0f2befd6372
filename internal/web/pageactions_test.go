package web

import (
	"net/http"
	"net/netip"
	"net/url"
	"strings"
	"testing"

	"supplierwatch/internal/web/content"
)

// behindProxy lets everybody on this machine be who a header says.
func behindProxy(o *Options) {
	o.Proxies, o.UserHeader = []netip.Prefix{netip.MustParsePrefix("127.0.0.0/8")}, "X-User"
	o.ReadModel, o.ReadToken = fakeReadModel{}, "read"
	o.Snapshot = func() content.Snapshot {
		x := shown()
		x.Ahead = func(string) content.Ahead {
			return content.Ahead{Title: "Mail is lost", Next: "Leads", CanHandOver: true}
		}
		return x
	}
}

// visit asks for a page as a user; empty: as nobody.
func visit(t *testing.T, at, user string) (status int, body string) {
	t.Helper()
	request, err := http.NewRequestWithContext(t.Context(), http.MethodGet, at, nil)
	if err != nil {
		t.Fatal(err)
	}
	request.Header.Set("X-User", user)
	return sent(t, request)
}

func TestAUserActsOnThePage(t *testing.T) {
	at, d := actable(t, behindProxy)
	if status, _ := visit(t, at+"/", ""); status != http.StatusUnauthorized {
		t.Errorf("nobody reads without the token: %d", status)
	}
	status, page := visit(t, at+"/", "jane@buyer.example")
	if status != http.StatusOK || !strings.Contains(page, "You act here as jane@buyer.example") || strings.Contains(page, "http-equiv") || len(d.done) > 0 {
		t.Fatalf("%d, did %s:\n%s", status, described(d.done), page)
	}
	fields := url.Values{"stamp": {stampOf(t, page)}, "alert": {"a3f09c"}, "do": {"ack"}, "note": {"on it"}}
	send := func(user string, header map[string]string) (int, string, http.Header) {
		all := map[string]string{"X-User": user}
		for key, value := range header {
			all[key] = value
		}
		return post(t, at, posted{path: "/", kind: formKind, body: fields.Encode(), header: all})
	}
	if status, body, _ := send("mallory@buyer.example", nil); status != http.StatusBadRequest || !strings.Contains(body, "Not recorded") {
		t.Errorf("a form of somebody else: %d", status)
	}
	if status, _, _ := send("", nil); status != http.StatusForbidden {
		t.Errorf("nobody: %d", status)
	}
	if status, _, _ := send("jane@buyer.example", map[string]string{"Sec-Fetch-Site": "cross-site"}); status != http.StatusForbidden {
		t.Errorf("from another site: %d", status)
	}
	if len(d.done) > 0 {
		t.Fatalf("did %s", described(d.done))
	}
	status, _, header := send("jane@buyer.example", map[string]string{"Sec-Fetch-Site": "same-origin"})
	if status != http.StatusSeeOther || described(d.done) != "ack a3f09c by jane@buyer.example: on it" || d.done[0].Source != "page" {
		t.Fatalf("%d, did %s", status, described(d.done))
	}
	if _, page = visit(t, at+"/"+header.Get("Location"), "jane@buyer.example"); !strings.Contains(page, `role="status"`) {
		t.Errorf("the page does not say that it was recorded:\n%s", page)
	}
	if _, page = visit(t, at+"/"+header.Get("Location"), "joe@buyer.example"); strings.Contains(page, `role="status"`) {
		t.Error("what jane did is told to joe as his")
	}
}

func TestAUserActsOnASuppliersPage(t *testing.T) {
	at, d := actable(t, behindProxy)
	_, page := visit(t, at+"/suppliers/acme", "jane")
	fields := url.Values{"stamp": {stampOf(t, page)}, "alert": {"a3f09c"}, "do": {"snooze"}, "for": {"3 days"}}
	status, _, header := post(t, at, posted{path: "/suppliers/acme", kind: formKind, body: fields.Encode(), header: map[string]string{"X-User": "jane"}})
	if status != http.StatusSeeOther || !strings.HasPrefix(header.Get("Location"), "?done=") || described(d.done) != "snooze a3f09c by jane for 3 days" {
		t.Errorf("%d, did %s", status, described(d.done))
	}
}

func TestWithoutAUserThePageIsThereToRead(t *testing.T) {
	for name, change := range map[string]func(*Options){
		"no header":      func(o *Options) { behindProxy(o); o.UserHeader = "" },
		"no proxy":       func(o *Options) { behindProxy(o); o.Proxies = nil },
		"no write token": func(o *Options) { behindProxy(o); o.WriteToken = "" },
	} {
		at, d := actable(t, func(o *Options) { change(o); o.ReadToken = "" })
		_, page := visit(t, at+"/", "jane")
		if strings.Contains(page, `<form method="post"`) || !strings.Contains(page, "supplierwatch ack a3f09c") || !strings.Contains(page, "Next mail") && !strings.Contains(page, "Not acknowledged") {
			t.Errorf("%s: the page is\n%s", name, page)
		}
		if status, _, _ := post(t, at, posted{path: "/", kind: formKind, body: "do=ack&alert=a3f09c", header: map[string]string{"X-User": "jane"}}); status != http.StatusForbidden || len(d.done) > 0 {
			t.Errorf("%s: %d, did %s", name, status, described(d.done))
		}
	}
}
