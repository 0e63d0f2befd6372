package main

import (
	"context"
	"path/filepath"
	"strings"
	"testing"

	"github.com/chromedp/cdproto/cdp"
	"github.com/chromedp/cdproto/network"
	"github.com/chromedp/chromedp"
)

// actingInstallation starts a daemon whose pages let jane act, and returns it with a browser that is hers and the id of an alert.
func actingInstallation(t *testing.T) (d *daemon, browser context.Context, alert string) {
	t.Helper()
	chromium := browse(t)
	o := simple(t, "{directory: outbox}")
	change(t, o.config, `write_token: {file: write.tok}`, `write_token: {file: write.tok}, trusted_proxies: [127.0.0.1/32], user_header: X-User`)
	add(t, filepath.Join(o.folder, "registry/company.yaml"), "mailboxes:\n  confirmations: {address: confirmations@buyer.test, purpose: order-confirmation, team: oncall}\n")
	d = startReady(t, "--config", o.config)
	alert = d.alert(t, "contract-notice-due").ID
	do(t, chromium, chromedp.Func(func(ctx context.Context, target *chromedp.Target) error {
		_, err := cdp.Call(ctx, target, network.SetExtraHTTPHeaders, network.SetExtraHTTPHeadersParams{Headers: network.Headers{"X-User": "jane@buyer.test"}})
		return err
	}))
	return d, chromium, alert
}

// TestAnAlertIsSettledWithTheKeyboardAlone acknowledges an alert and then decides its contract, with Tab, Space and Enter only.
func TestAnAlertIsSettledWithTheKeyboardAlone(t *testing.T) {
	d, browser, alert := actingInstallation(t)
	do(t, browser, chromedp.Navigate(d.page+"/"))
	tabTo(t, browser, `a[href="/alerts/`+alert+`"]`)
	press(t, browser, "\r")
	awaitScript(t, browser, `location.pathname === "/alerts/`+alert+`"`)
	tabTo(t, browser, `textarea[name="note"]`)
	press(t, browser, "I call them tomorrow")
	tabTo(t, browser, `button[value="ack"]`)
	press(t, browser, "\r")
	awaitScript(t, browser, `(document.body?.textContent ?? "").includes("Recorded")`)
	d.awaitState(t, "contract-notice-due", "acknowledged")
	do(t, browser, chromedp.Navigate(d.page+"/alerts/"+alert))
	if text := do(t, browser, chromedp.Evaluate[string](`document.body.textContent`)); !strings.Contains(text, "Acknowledged by jane@buyer.test until") || !strings.Contains(text, "I call them tomorrow") {
		t.Errorf("the page says\n%s", text)
	}
	tabTo(t, browser, `details:has(button[value="keep"]) > summary`)
	press(t, browser, " ")
	tabTo(t, browser, `button[value="keep"]`)
	press(t, browser, "\r")
	awaitScript(t, browser, `(document.body?.textContent ?? "").includes("Recorded")`)
	until(t, "the page lists the resolved alert", func() bool {
		do(t, browser, chromedp.Navigate(d.page+"/"))
		return do(t, browser, chromedp.Evaluate[bool](`document.querySelector("#resolved") !== null`))
	})
	if text := do(t, browser, chromedp.Evaluate[string](`document.querySelector("#resolved")?.parentElement.textContent ?? ""`)); !strings.Contains(text, "Agreement with") || !strings.Contains(text, "recorded by jane@buyer.test") {
		t.Errorf("what was resolved is listed as %q", text)
	}
}

// tabTo presses Tab until an element that a selector finds has the focus.
func tabTo(t *testing.T, browser context.Context, selector string) {
	t.Helper()
	for range 200 {
		press(t, browser, "\t")
		if do(t, browser, chromedp.Evaluate[bool](`document.activeElement.matches(`+"`"+selector+"`"+`)`)) {
			return
		}
	}
	t.Fatalf("Tab never reaches %s", selector)
}

func press(t *testing.T, browser context.Context, keys string) {
	t.Helper()
	do(t, browser, chromedp.KeyEvent(keys))
}

// awaitScript waits until an expression is true on the page.
func awaitScript(t *testing.T, browser context.Context, expression string) {
	t.Helper()
	until(t, expression, func() bool { return do(t, browser, chromedp.Evaluate[bool](expression)) })
}
