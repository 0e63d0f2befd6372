package web

import (
	"net/http"
	"net/netip"
	"strings"
	"testing"

	"supplierwatch/internal/web/content"
)

// unready is a snapshot of a daemon that has a problem with a file, the text of which nobody may see.
func unready() content.Snapshot {
	return content.Snapshot{
		Ready:   content.Verdict{Why: "not ready", Problems: []string{"/etc/shadow:1:1: root:$6$", "disk full"}},
		Healthy: content.Verdict{OK: true, Why: "healthy"},
	}
}

func TestWhoIsShownWhichProblemsThereAre(t *testing.T) {
	proxy := []netip.Prefix{netip.MustParsePrefix("127.0.0.0/8")}
	for name, c := range map[string]struct {
		change      func(*Options)
		token, user string
		host        string
		detailed    bool
	}{
		"no token asked for, on this machine alone":     {change: func(o *Options) { o.Local = true }, detailed: true},
		"no token asked for, under a foreign name":      {change: func(o *Options) { o.Local = true }, host: "attacker.example"},
		"no token asked for, open to others":            {change: func(*Options) {}},
		"without the read token":                        {change: func(o *Options) { o.ReadToken = "read" }},
		"without the read token, on this machine alone": {change: func(o *Options) { o.ReadToken, o.Local = "read", true }},
		"with a wrong token":                            {change: func(o *Options) { o.ReadToken, o.WriteToken = "read", "write" }, token: "wrong"},
		"with the read token":                           {change: func(o *Options) { o.ReadToken = "read" }, token: "read", detailed: true},
		"with the write token":                          {change: func(o *Options) { o.ReadToken, o.WriteToken = "read", "write" }, token: "write", detailed: true},
		"through a proxy that names a user":             {change: func(o *Options) { o.ReadToken, o.UserHeader, o.Proxies = "read", "X-User", proxy }, user: "jane", detailed: true},
		"with a user that nobody vouches for":           {change: func(o *Options) { o.ReadToken, o.UserHeader = "read", "X-User" }, user: "jane"},
	} {
		t.Run(name, func(t *testing.T) {
			server := serve(t, func(o *Options) { o.Snapshot = unready; c.change(o) })
			request, err := http.NewRequestWithContext(t.Context(), http.MethodGet, server.URL+"/-/ready", nil)
			if err != nil {
				t.Fatal(err)
			}
			request.Host = c.host
			request.Header.Set("X-User", c.user)
			if c.token != "" {
				request.Header.Set("Authorization", "Bearer "+c.token)
			}
			response, err := http.DefaultClient.Do(request)
			if err != nil {
				t.Fatal(err)
			}
			body := read(t, response)
			if response.StatusCode != http.StatusServiceUnavailable || !strings.HasPrefix(body, "not ready: 2 problems\n") {
				t.Errorf("%d %q", response.StatusCode, body)
			}
			if told := strings.Contains(body, "shadow"); told != c.detailed || told != strings.Contains(body, "disk full") {
				t.Errorf("told %q", body)
			}
		})
	}
}

func TestVerdictTexts(t *testing.T) {
	for want, v := range map[string]content.Verdict{
		"ready\n":                {OK: true, Why: "ready"},
		"not ready: 1 problem\n": {Why: "not ready", Problems: []string{"disk full"}},
	} {
		if got := v.Text(false); got != want {
			t.Errorf("%+v is told as %q", v, got)
		}
	}
	server := serve(t, func(o *Options) { o.Snapshot = unready })
	if status, body, _ := ask(t, "GET", server.URL+"/-/healthy", ""); status != http.StatusOK || body != "healthy\n" {
		t.Errorf("healthy: %d %q", status, body)
	}
}
