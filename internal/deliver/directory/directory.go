package directory

import (
	"context"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"time"

	"supplierwatch/internal/deliver"
	"supplierwatch/internal/envelope"
	"supplierwatch/internal/model"
)

// Channel writes mails as .eml files instead of sending them. Their names
// begin with their time, so that they sort by it.
type Channel struct {
	identity envelope.Identity
	path     string
	now      func() time.Time
}

// New makes the directory if there is none.
func New(identity envelope.Identity, path string, now func() time.Time) (*Channel, error) {
	if err := os.MkdirAll(path, 0o750); err != nil {
		return nil, fmt.Errorf("make mail directory: %w", err)
	}
	return &Channel{identity: identity, path: path, now: now}, nil
}

// Send writes each mail to a file of its own. A mail that was written before is
// written again over it, with the same content. What cannot be written is
// queued; only a mail that cannot be built is refused.
func (d *Channel) Send(ctx context.Context, mails []model.Mail) []model.Attempt {
	attempts := make([]model.Attempt, len(mails))
	for i, m := range mails {
		attempts[i] = model.Attempt{Mail: m.ID, Result: model.MailQueued, Via: d.path}
		if ctx.Err() != nil {
			attempts[i].Detail = "not tried: " + context.Cause(ctx).Error()
		} else {
			d.put(m, &attempts[i])
		}
		attempts[i].At = d.now()
	}
	return attempts
}

func (d *Channel) put(m model.Mail, attempt *model.Attempt) {
	msg, err := deliver.Message(d.identity, m)
	if err != nil {
		attempt.Result, attempt.Detail = model.MailRefused, envelope.Plain(err.Error())
		return
	}
	name := fileName(m)
	write := func(f *os.File) (err error) {
		if broken := envelope.RecoverPanic(func() { _, err = msg.WriteTo(f) }); broken != nil {
			attempt.Result = model.MailRefused
			return broken
		}
		return err
	}
	if err := writeWhole(d.path, name, write); err != nil {
		attempt.Detail = envelope.Plain(err.Error())
		return
	}
	attempt.Result, attempt.Written, attempt.Detail = model.MailAccepted, true, "written to "+filepath.Join(d.path, name)
}

// fileName returns a name with time, kind and recipient of a mail, and with its outbox row, so that no two mails share one.
func fileName(m model.Mail) string {
	to, _, _ := strings.Cut(m.To.Address, "@")
	return fmt.Sprintf("%s-%s-%s-%s.eml", m.CreatedAt.UTC().Format("20060102T150405Z"), fileWord(string(m.Kind)), fileWord(to), fileWord(m.ID))
}

// fileWord keeps of a value what any file system takes.
func fileWord(s string) string {
	word := strings.Map(func(r rune) rune {
		switch {
		case r >= 'a' && r <= 'z', r >= 'A' && r <= 'Z', r >= '0' && r <= '9', r == '_', r == '-':
			return r
		}
		return '-'
	}, s)
	return word[:min(len(word), 60)]
}

// writeWhole makes a file appear with all of its content or not at all, and
// keeps it through a loss of power.
func writeWhole(dir, name string, write func(*os.File) error) error {
	if err := os.MkdirAll(dir, 0o750); err != nil {
		return fmt.Errorf("write mail: %w", err)
	}
	f, err := os.CreateTemp(dir, ".mail-*")
	if err != nil {
		return fmt.Errorf("write mail: %w", err)
	}
	if err := fill(f, filepath.Join(dir, name), write); err != nil {
		_ = os.Remove(f.Name()) // what is left is hidden and harmless; the cause is returned
		return fmt.Errorf("write mail: %w", err)
	}
	return syncDir(dir)
}

// fill writes, syncs and closes a file and gives it its name.
func fill(f *os.File, name string, write func(*os.File) error) error {
	err := write(f)
	if err == nil {
		err = f.Sync()
	}
	if closing := f.Close(); err == nil {
		err = closing
	}
	if err != nil {
		return err
	}
	return os.Rename(f.Name(), name)
}

func syncDir(dir string) error {
	d, err := os.Open(dir)
	if err != nil {
		return fmt.Errorf("sync mail directory: %w", err)
	}
	defer d.Close()
	if err := d.Sync(); err != nil {
		return fmt.Errorf("sync mail directory: %w", err)
	}
	return nil
}
