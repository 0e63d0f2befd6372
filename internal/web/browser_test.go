package web

import (
	"context"
	"os/exec"
	"strings"
	"testing"

	"github.com/chromedp/chromedp"
)

// browser opens the page in a private Chromium that asks nobody but this
// machine.
func browser(t *testing.T) context.Context {
	t.Helper()
	program, err := exec.LookPath("chromium")
	if err != nil {
		t.Skip("SKIPPED: chromium is not installed (Debian: chromium)")
	}
	if testing.Short() {
		t.Skip("SKIPPED: a browser is not started with -short")
	}
	options := append(chromedp.DefaultExecAllocatorOptions[:],
		chromedp.ExecPath(program), chromedp.NoSandbox, chromedp.DisableGPU, chromedp.Flag("disable-quic", true), chromedp.UserDataDir(t.TempDir()))
	allocated, stop := chromedp.NewExecAllocator(t.Context(), options...)
	t.Cleanup(stop)
	ctx, cancel := chromedp.NewContext(allocated)
	t.Cleanup(cancel)
	do(t, ctx, chromedp.Navigate(serve(t, nil).URL+"/"))
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

func TestThePageFitsAPhoneAndAScreen(t *testing.T) {
	ctx := browser(t)
	for name, width := range map[string]int64{"phone": 390, "screen": 1280} {
		do(t, ctx, chromedp.EmulateViewport(width, 900))
		if needs := do(t, ctx, chromedp.Evaluate[int64](`document.documentElement.scrollWidth`)); needs > width {
			t.Errorf("%s: the page needs %d of %d pixels: it scrolls sideways", name, needs, width)
		}
	}
	if font := do(t, ctx, chromedp.Evaluate[string](`getComputedStyle(document.body).fontFamily`)); !strings.Contains(font, "sans-serif") {
		t.Errorf("the style sheet does not apply: the font is %q", font)
	}
}

func TestThePageCanBeReadAloud(t *testing.T) {
	ctx := browser(t)
	if language := do(t, ctx, chromedp.Evaluate[string](`document.documentElement.lang`)); language != "en" {
		t.Errorf("language is %q", language)
	}
	unnamed := `document.querySelectorAll("section:not([aria-labelledby]), table:not(:has(caption)), th:not([scope])").length`
	if n := do(t, ctx, chromedp.Evaluate[int](unnamed)); n != 0 {
		t.Errorf("%d parts of the page have no name", n)
	}
	headings := `[...document.querySelectorAll("h1,h2")].map(h => h.tagName + " " + h.textContent.trim()).join("; ")`
	want := "H1 Today; H2 Open alerts; H2 Acknowledged or snoozed; H2 Upcoming deadlines; H2 Tasks"
	if got := do(t, ctx, chromedp.Evaluate[string](headings)); got != want {
		t.Errorf("headings are %q, want %q", got, want)
	}
}
