package daemon

import (
	"io"
	"log/slog"
	"sync/atomic"

	"supplierwatch/internal/settings"
	"supplierwatch/internal/token"
)

// maskedWriter takes tokens out of what is written to it. A token that is split between two writes is not found: a log writes each record
// at once. Before the key is known there are no tokens.
type maskedWriter struct {
	out io.Writer
	key atomic.Pointer[token.Key]
}

// use sets the key.
func (m *maskedWriter) use(key token.Key) { m.key.Store(&key) }

// Write implements io.Writer.
func (m *maskedWriter) Write(text []byte) (int, error) {
	masked := text
	if key := m.key.Load(); key != nil {
		masked = key.MaskBytes(text)
	}
	if _, err := m.out.Write(masked); err != nil {
		return 0, err
	}
	return len(text), nil
}

// withoutEmpty drops attributes that have no value.
func withoutEmpty(_ []string, a slog.Attr) slog.Attr {
	if a.Value.String() == "" {
		return slog.Attr{}
	}
	return a
}

// logger returns a log as the configuration wants it.
func logger(s *settings.Settings, w io.Writer) *slog.Logger {
	options := &slog.HandlerOptions{Level: s.Log.Level, ReplaceAttr: withoutEmpty}
	if s.Log.JSON {
		return slog.New(slog.NewJSONHandler(w, options))
	}
	return slog.New(slog.NewTextHandler(w, options))
}
