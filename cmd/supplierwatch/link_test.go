package main

import (
	"context"
	"io"
	"mime/quotedprintable"
	"net/http"
	"net/url"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"github.com/chromedp/chromedp"
)

// linking is an installation whose mails are written to a folder and link to a page.
func linking(t *testing.T, http string) (*installation, *daemon) {
	t.Helper()
	o := simple(t, "{directory: outbox}")
	change(t, o.config, `http: {listen: "127.0.0.1:0", write_token: {file: write.tok}}`, http)
	return o, startReady(t, "--config", o.config)
}

var linkForm = regexp.MustCompile(`https://watch\.buyer\.test(/answer/[a-z2-7]{26})\s`)

// link waits for a mail to somebody and returns the path of its link and the link's last part.
func (o *installation) link(t *testing.T, kind, to string) (path, secret string) {
	t.Helper()
	until(t, "a mail with a link", func() bool {
		mails, err := filepath.Glob(filepath.Join(o.folder, "outbox", "*-"+kind+"-"+to+"-*.eml"))
		if err != nil || len(mails) == 0 {
			return false
		}
		raw, err := os.ReadFile(mails[0])
		if err != nil {
			t.Fatal(err)
		}
		text, _ := io.ReadAll(quotedprintable.NewReader(strings.NewReader(string(raw)))) // its header is none, and does no harm
		found := linkForm.FindStringSubmatch(string(text))
		if found == nil {
			t.Fatalf("no link stands in\n%s", text)
		}
		path = found[1]
		return true
	})
	return path, strings.TrimPrefix(path, "/answer/")
}

// browse starts a private Chromium.
func browse(t *testing.T) context.Context {
	t.Helper()
	chromium, err := exec.LookPath("chromium")
	if err != nil {
		t.Skip("SKIPPED: chromium is not installed (Debian: chromium)")
	}
	options := append(chromedp.DefaultExecAllocatorOptions[:], chromedp.ExecPath(chromium), chromedp.NoSandbox, chromedp.DisableGPU, chromedp.UserDataDir(t.TempDir()))
	allocated, stop := chromedp.NewExecAllocator(t.Context(), options...)
	t.Cleanup(stop)
	ctx, cancel := chromedp.NewContext(allocated)
	t.Cleanup(cancel)
	return ctx
}

func do[T any](t *testing.T, ctx context.Context, action chromedp.Action[T]) T {
	t.Helper()
	result, err := chromedp.Run(ctx, action)
	if err != nil {
		t.Fatal(err)
	}
	return result
}

// TestALinkIsFollowedInABrowser follows the link of a mail as its reader does: looks, acknowledges with a note, reads what was recorded.
func TestALinkIsFollowedInABrowser(t *testing.T) {
	ctx := browse(t)
	o, d := linking(t, `http: {listen: "127.0.0.1:0", external_url: "https://watch.buyer.test"}`)
	path, secret := o.link(t, "first", "oncall")
	do(t, ctx, chromedp.EmulateViewport(390, 844))
	do(t, ctx, chromedp.Navigate(d.page+path))
	if needs := do(t, ctx, chromedp.Evaluate[int64](`document.documentElement.scrollWidth`)); needs > 390 {
		t.Errorf("the page needs %d of a telephone's 390 pixels", needs)
	}
	if family := do(t, ctx, chromedp.Evaluate[string](`getComputedStyle(document.body).fontFamily`)); !strings.Contains(family, "sans-serif") {
		t.Errorf("the style does not apply: the font is %q", family)
	}
	unnamed := do(t, ctx, chromedp.Evaluate[int](`[...document.querySelectorAll("textarea, input:not([type=hidden])")].filter(x => x.labels.length == 0).length`))
	small := do(t, ctx, chromedp.Evaluate[int](`[...document.querySelectorAll("button, summary")].filter(x => x.offsetParent && x.getBoundingClientRect().height < 44).length`))
	if unnamed != 0 || small != 0 {
		t.Errorf("%d fields have no name, %d buttons are too small for a thumb", unnamed, small)
	}
	notice := d.alert(t, "contract-notice-due")
	if notice.State != "firing" {
		t.Fatalf("looking at the page made it %s", notice.State)
	}
	number := do(t, ctx, chromedp.Evaluate[string](`(x => x.value ? "" + x.value : x.getAttribute("aria-labelledby").slice(6))(
		[...document.querySelectorAll("article, .listed > li")].find(x => x.textContent.includes("Agreement with")))`))
	do(t, ctx, chromedp.Navigate(d.page+path+"?alert="+number))
	do(t, ctx, chromedp.SendKeys("#ack-note-"+number, "called them"))
	do(t, ctx, chromedp.Click(`article button[value="ack"]`))
	said := do(t, ctx, chromedp.Text(`[role=status]`))
	if !strings.Contains(said, "acknowledged by oncall@buyer.test; holds until") || !strings.Contains(said, "called them") {
		t.Errorf("the page says %q", said)
	}
	notice = d.alert(t, "contract-notice-due")
	if notice.State != "acknowledged" || notice.AcknowledgedBy == nil || *notice.AcknowledgedBy != "oncall@buyer.test" {
		t.Errorf("the alert is %+v", notice)
	}
	d.wantNowhere(t, secret)
}

// wantNowhere fails if a link's secret appears in a log, a metric or another page.
func (d *daemon) wantNowhere(t *testing.T, secret string) {
	t.Helper()
	for _, path := range []string{"/", "/metrics", "/api/v1/alerts", "/api/v1/facts"} {
		if _, body := d.get(t, path); strings.Contains(body, secret) {
			t.Errorf("%s tells the secret of a link", path)
		}
	}
	if strings.Contains(d.log.String(), secret) {
		t.Error("the log tells the secret of a link")
	}
}

// TestALinkWorksWhereNothingElseDoes holds that it needs no token, shows its own alerts alone, and that looking at it by any means does nothing.
func TestALinkWorksWhereNothingElseDoes(t *testing.T) {
	o := simple(t, "{directory: outbox}")
	o.write(t, "read.tok", "let me read")
	o.write(t, "registry/brand.yaml", undecided("brand", ""))
	change(t, o.config, `http: {listen: "127.0.0.1:0", write_token: {file: write.tok}}`,
		`http: {listen: "127.0.0.1:0", read_token: {file: read.tok}, external_url: "https://watch.buyer.test"}`)
	change(t, filepath.Join(o.folder, "registry/company.yaml"), "teams:\n", "teams:\n"+crew("second"))
	change(t, filepath.Join(o.folder, "registry/brand.yaml"), "tier: critical\n", "tier: critical\n    owner: second\n")
	d := startReady(t, "--config", o.config)
	path, _ := o.link(t, "first", "oncall")
	if code, _ := d.get(t, "/"); code != http.StatusUnauthorized {
		t.Errorf("the page itself answers %d", code)
	}
	for _, method := range []string{http.MethodGet, http.MethodHead, http.MethodOptions} {
		if code, body := d.ask(t, method, path+"?do=ack&alert=1", ""); method == http.MethodGet && (code != http.StatusOK || !strings.Contains(body, "Agreement with") || strings.Contains(body, "brand")) {
			t.Errorf("%s answers %d:\n%s", method, code, body)
		}
	}
	if code, body := d.ask(t, http.MethodGet, "/api/v1/alerts", "let me read"); code != http.StatusOK || strings.Contains(body, `"acknowledged"`) {
		t.Errorf("looking acknowledged something: %d\n%s", code, body)
	}
	if code, _ := d.ask(t, http.MethodPost, "/api/v1/alerts/a/ack", "let me read"); code != http.StatusForbidden {
		t.Errorf("writing without a write token answers %d", code)
	}
	other := "a"
	if path[9] == 'a' {
		other = "b"
	}
	changed := "/answer/" + strings.ToUpper(path[8:9]) + other + path[10:]
	if code, body := d.get(t, changed); code != http.StatusNotFound || strings.Contains(body, "Agreement") {
		t.Errorf("a changed link answers %d", code)
	}
	response, err := http.PostForm(d.page+path, url.Values{"do": {"ack"}, "alert": {"1"}})
	if err != nil {
		t.Fatal(err)
	}
	response.Body.Close()
	if response.StatusCode != http.StatusBadRequest {
		t.Errorf("a form that is not the page's answers %d", response.StatusCode)
	}
}
