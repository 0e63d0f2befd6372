package cli

import (
	"io"
	"os"
	"time"

	"github.com/mattn/go-isatty"
	"github.com/schollz/progressbar/v3"
)

// patience is how long people wait before they want to see how far something is.
const patience = time.Second

// progress shows on a terminal how far a command has come that takes longer than
// people wait. It goes to standard error and is gone at the end.
type progress struct {
	w     io.Writer // nil: nobody watches
	what  string
	total int
	from  time.Time // when to begin to show it
	bar   *progressbar.ProgressBar
}

// newProgress begins to count up to a total. Nothing is shown in a pipe, nor
// where the answer appears on the same screen: it tells itself how far it is.
func newProgress(out, complaints io.Writer, what string, total int) *progress {
	if !terminal(complaints) || terminal(out) {
		complaints = nil
	}
	return &progress{w: complaints, what: what, total: total, from: time.Now().Add(patience)}
}

// at shows how much is done.
func (p *progress) at(done int) {
	if p.w == nil || (p.bar == nil && time.Now().Before(p.from)) {
		return
	}
	if p.bar == nil {
		p.bar = progressbar.NewOptions(p.total, progressbar.OptionSetWriter(p.w), progressbar.OptionSetDescription(p.what),
			progressbar.OptionThrottle(patience/10), progressbar.OptionClearOnFinish())
	}
	// An error of the progress bar must not fail the command.
	_ = p.bar.Set(done)
}

// end takes it away.
func (p *progress) end() {
	if p.bar != nil {
		_ = p.bar.Finish()
	}
}

func terminal(w io.Writer) bool {
	f, ok := w.(*os.File)
	return ok && (isatty.IsTerminal(f.Fd()) || isatty.IsCygwinTerminal(f.Fd()))
}
