package daemon

import (
	"context"
	"errors"
	"io"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"supplierwatch/internal/model"
	"supplierwatch/internal/settings"
	"supplierwatch/internal/store"
	"supplierwatch/internal/wiring"
)

// slowlyChecked is a store whose check before use takes until the test lets it end, and that counts what is written or sent until then.
type slowlyChecked struct {
	store.Store
	read    chan struct{} // closed when the first evaluation has read facts
	result  chan error    // of the check
	checked atomic.Bool
	early   atomic.Int64 // writes before the check had ended
}

func (s *slowlyChecked) CheckBeforeUse(ctx context.Context) (bool, error) {
	select {
	case err := <-s.result:
		s.checked.Store(true)
		return err == nil, err
	case <-ctx.Done():
		return false, ctx.Err()
	}
}

func (s *slowlyChecked) FactsAfter(ctx context.Context, seq int64) ([]model.Fact, error) {
	facts, err := s.Store.FactsAfter(ctx, seq)
	if seq == 0 && !s.checked.Load() {
		close(s.read)
	}
	return facts, err
}

func (s *slowlyChecked) Commit(ctx context.Context, change model.Change) error {
	s.count()
	return s.Store.Commit(ctx, change)
}

func (s *slowlyChecked) Begin(ctx context.Context, mails []model.Mail, at time.Time) error {
	s.count()
	return s.Store.Begin(ctx, mails, at)
}

func (s *slowlyChecked) count() {
	if !s.checked.Load() {
		s.early.Add(1)
	}
}

// startSlowlyChecked starts a daemon on a state in which a mail waits, and returns when the first evaluation has been prepared as far as the facts
// are read.
func startSlowlyChecked(t *testing.T) (s *slowlyChecked, dir string, log *strings.Builder, ended <-chan error) {
	t.Helper()
	k := newKeeper(t, expired("acme"))
	k.write("supplierwatch.yaml", strings.Replace(keeperConfig, "smtp: [{host: 127.0.0.1, port: 1, tls: none, auth: none}]", "smtp: [{directory: outbox}]", 1)+"http: {listen: \"127.0.0.1:0\"}\n")
	if _, err := k.engine.Evaluate(k.ctx); err != nil {
		t.Fatal(err)
	}
	k.stop()
	log = &strings.Builder{}
	d, err := New(Options{Config: filepath.Join(k.dir, "supplierwatch.yaml"), Out: io.Discard, Err: log})
	if err != nil {
		t.Fatal(err)
	}
	s = &slowlyChecked{read: make(chan struct{}), result: make(chan error, 1)}
	d.opens = func(ctx context.Context, conf *settings.Settings) (opened store.Store, err error) {
		s.Store, err = wiring.OpenStore(ctx, conf)
		return s, err
	}
	ctx, stop := context.WithCancel(t.Context())
	end := make(chan error, 1)
	var running sync.WaitGroup
	running.Go(func() { end <- d.Run(ctx) })
	t.Cleanup(func() {
		stop()
		running.Wait() // else it writes while the folder is removed
	})
	<-s.read
	return s, k.dir, log, end
}

// mailsIn returns how many mails were written to a directory.
func mailsIn(t *testing.T, dir string) int {
	t.Helper()
	files, err := filepath.Glob(filepath.Join(dir, "outbox", "*.eml"))
	if err != nil {
		t.Fatal(err)
	}
	return len(files)
}

// TestNothingIsWrittenOrSentBeforeTheStateIsChecked holds the check until the first evaluation is being prepared.
func TestNothingIsWrittenOrSentBeforeTheStateIsChecked(t *testing.T) {
	s, dir, _, ended := startSlowlyChecked(t)
	if n := mailsIn(t, dir); n > 0 || s.early.Load() > 0 {
		t.Errorf("before the check ended, %d mails were sent and %d times something was written", n, s.early.Load())
	}
	s.result <- nil
	for mailsIn(t, dir) == 0 {
		select {
		case err := <-ended:
			t.Fatal("the daemon ended", err)
		case <-time.After(10 * time.Millisecond):
		}
	}
	if s.early.Load() > 0 {
		t.Errorf("%d times something was written before the check ended", s.early.Load())
	}
}

// TestDamageThatTheFirstCheckFindsEndsTheStart: what was prepared meanwhile is neither committed nor sent, and the page was never open.
func TestDamageThatTheFirstCheckFindsEndsTheStart(t *testing.T) {
	s, dir, log, ended := startSlowlyChecked(t)
	damage := &store.Damage{Found: []string{"a page is lost"}}
	s.result <- damage
	if err := <-ended; !errors.Is(err, damage) {
		t.Errorf("the daemon ended with %v, want the damage", err)
	}
	if n := mailsIn(t, dir); n > 0 || s.early.Load() > 0 {
		t.Errorf("on a damaged state, %d mails were sent and %d times something was written", n, s.early.Load())
	}
	if strings.Contains(log.String(), "The page is open.") {
		t.Errorf("the page was opened:\n%s", log)
	}
}

// TestDamageIsReportedBeforeWhatFailsBecauseOfIt: a row that the preparation reads is damaged; the check reports it as any other.
func TestDamageIsReportedBeforeWhatFailsBecauseOfIt(t *testing.T) {
	k := newKeeper(t, expired("acme"))
	k.write("supplierwatch.yaml", keeperConfig+"http: {listen: \"127.0.0.1:0\"}\n")
	if _, err := k.engine.Evaluate(k.ctx); err != nil {
		t.Fatal(err)
	}
	k.stop()
	path := filepath.Join(k.dir, "state.db")
	raw, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	altered := strings.ReplaceAll(string(raw), "acme GmbH", "Acme GmbH")
	if altered == string(raw) {
		t.Fatal("the supplier is not named in the file")
	}
	k.write("state.db", altered)
	d, err := New(Options{Config: filepath.Join(k.dir, "supplierwatch.yaml"), Out: io.Discard, Err: io.Discard})
	if err != nil {
		t.Fatal(err)
	}
	err = d.Run(t.Context())
	if found, ok := errors.AsType[*store.Damage](err); !ok || !strings.HasPrefix(err.Error(), "open state "+path+": it is damaged (") {
		t.Errorf("the daemon ended with %v (%v)", err, found)
	}
}
