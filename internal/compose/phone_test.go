package compose

import (
	"net/http"
	"net/http/httptest"
	"os/exec"
	"strings"
	"testing"

	"github.com/chromedp/chromedp"

	"supplierwatch/internal/model"
)

// TestAPhoneShowsDeadlineAndButtonAtOnce opens the HTML of an alert as a phone of 360 by 640 pixels does.
func TestAPhoneShowsDeadlineAndButtonAtOnce(t *testing.T) {
	program, err := exec.LookPath("chromium")
	if err != nil {
		t.Skip("SKIPPED: chromium is not installed (Debian: chromium)")
	}
	if testing.Short() {
		t.Skip("SKIPPED: a browser is not started with -short")
	}
	m := compose(t, newAnswered(t), decision(model.MailAlert, model.ReasonEscalated, "a3f09c"))
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) { _, _ = w.Write([]byte(m.HTML)) }))
	t.Cleanup(server.Close)
	options := append(chromedp.DefaultExecAllocatorOptions[:],
		chromedp.ExecPath(program), chromedp.NoSandbox, chromedp.DisableGPU, chromedp.Flag("disable-quic", true), chromedp.UserDataDir(t.TempDir()))
	allocated, stop := chromedp.NewExecAllocator(t.Context(), options...)
	t.Cleanup(stop)
	ctx, cancel := chromedp.NewContext(allocated)
	t.Cleanup(cancel)
	if _, err := chromedp.Run(ctx, chromedp.EmulateViewport(360, 640)); err != nil {
		t.Fatal(err)
	}
	if _, err := chromedp.Run(ctx, chromedp.Navigate(server.URL)); err != nil {
		t.Fatal(err)
	}
	const bottoms = `[...document.querySelectorAll("p, a")].filter(x => x.innerText.startsWith("Deadline: ") || x.innerText == "Acknowledge")
		.map(x => x.innerText + " ends at " + (x.getBoundingClientRect().bottom < 640)).join("; ")`
	got, err := chromedp.Run(ctx, chromedp.Evaluate[string](bottoms))
	if err != nil {
		t.Fatal(err)
	}
	if !strings.Contains(got, "Deadline: Wed 30 Sep (in 13 days) ends at true") || !strings.Contains(got, "Acknowledge ends at true") {
		t.Errorf("the first screen has %q", got)
	}
}
