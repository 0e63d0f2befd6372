//go:build consumers

package main

import (
	"context"
	"encoding/json"
	"net/http"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/chromedp/cdproto/cdp"
	"github.com/chromedp/cdproto/emulation"
	"github.com/chromedp/chromedp"
)

// TestConsumersReadEachPage checks every page of a user who may act: its HTML against the standard and, in a browser on a phone and on a screen, by day
// and by night, against WCAG 2.2 AA with axe-core. No page writes to the console, scrolls sideways or loads anything else.
func TestConsumersReadEachPage(t *testing.T) {
	axe, err := os.ReadFile("../../.ci/consumers/node_modules/axe-core/axe.min.js")
	if err != nil {
		t.Fatal(err)
	}
	d, browser, alert := actingInstallation(t)
	for _, path := range []string{
		"/", "/alerts/" + alert, "/suppliers", "/suppliers?q=nobody", "/suppliers/acme", "/ahead", "/coverage", "/tasks", "/tasks?rule=contact-unverified", "/mailboxes", "/escalation", "/status",
		"/no-such-page",
	} {
		t.Run(path, func(t *testing.T) {
			if code, body := d.get(t, path); code != http.StatusNotFound {
				readPage(t, body)
			}
			for _, scheme := range []string{"light", "dark"} {
				for _, width := range []int64{360, 1440} {
					show(t, browser, d.page+path, scheme, width)
					if needs := do(t, browser, chromedp.Evaluate[int64](`document.documentElement.scrollWidth`)); needs > width {
						t.Errorf("%s needs %d of %d pixels", scheme, needs, width)
					}
					for _, violation := range violations(t, browser, string(axe)) {
						t.Errorf("%s, %d pixels: %s", scheme, width, violation)
					}
				}
			}
		})
	}
}

// show opens a page with every part unfolded.
func show(t *testing.T, browser context.Context, url, scheme string, width int64) {
	t.Helper()
	do(t, browser, chromedp.EmulateViewport(width, 900))
	do(t, browser, chromedp.Func(func(ctx context.Context, target *chromedp.Target) error {
		media := emulation.SetEmulatedMediaParams{Features: []*emulation.MediaFeature{{Name: "prefers-color-scheme", Value: scheme}}}
		_, err := cdp.Call(ctx, target, emulation.SetEmulatedMedia, media)
		return err
	}))
	do(t, browser, chromedp.Navigate(url))
	do(t, browser, chromedp.Evaluate[int](`[...document.querySelectorAll("details")].map(d => d.open = true).length`))
}

// violations returns what axe-core finds on the page that is open.
func violations(t *testing.T, browser context.Context, axe string) []string {
	t.Helper()
	do(t, browser, chromedp.Evaluate[bool](axe+"\n;true"))
	found := do(t, browser, chromedp.Evaluate[string](
		`axe.run(document, {runOnly: ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]}).then(r => JSON.stringify(
			r.violations.map(v => v.id + ": " + v.nodes.map(n => n.html + " " + n.failureSummary).join("; "))))`, chromedp.EvalAwaitPromise))
	var all []string
	if err := json.Unmarshal([]byte(found), &all); err != nil {
		t.Fatal(err)
	}
	return all
}

// TestConsumersTakeScreenshots takes the pictures of the documents where SCREENSHOTS names their folder: `make screenshots`.
func TestConsumersTakeScreenshots(t *testing.T) {
	folder := os.Getenv("SCREENSHOTS")
	if folder == "" {
		t.Skip("SKIPPED: SCREENSHOTS names no folder (make screenshots)")
	}
	browser := browse(t)
	o := newInstallation(t)
	o.configure(t, "{directory: outbox}", noNetwork)
	change(t, o.config, "operators: operators", "operators: procurement-leads")
	if err := os.CopyFS(filepath.Join(o.folder, "registry"), os.DirFS(example(t, "quickstart"))); err != nil {
		t.Fatal(err)
	}
	d := startReady(t, "--config", o.config)
	for name, path := range map[string]string{"today": "/", "suppliers": "/suppliers", "supplier": "/suppliers/kaigan-resist", "ahead": "/ahead", "escalation": "/escalation"} {
		show(t, browser, d.page+path, "light", 1280)
		do(t, browser, chromedp.Navigate(d.page+path))
		picture := do(t, browser, chromedp.CaptureScreenshot())
		if err := os.WriteFile(filepath.Join(folder, name+".png"), picture, 0o600); err != nil {
			t.Fatal(err)
		}
	}
	show(t, browser, d.page+"/", "dark", 360)
	do(t, browser, chromedp.Navigate(d.page+"/"))
	picture := do(t, browser, chromedp.CaptureScreenshot())
	if err := os.WriteFile(filepath.Join(folder, "today-phone.png"), picture, 0o600); err != nil || !strings.HasPrefix(string(picture), "\x89PNG") {
		t.Fatal(err)
	}
}
