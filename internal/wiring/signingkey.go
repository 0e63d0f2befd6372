package wiring

import (
	"crypto/rand"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strings"

	"supplierwatch/internal/settings"
	"supplierwatch/internal/token"
)

// keyFile is the file next to the state with the key that signs tokens, if the configuration has no key.
const keyFile = "secret"

// SigningKey returns the key that signs tokens, and makes it at the first start.
func SigningKey(s *settings.Settings) (token.Key, error) {
	key, err := existingKey(s)
	if key != nil || err != nil {
		return key, err
	}
	state, err := fileBeside(s)
	if err != nil {
		return nil, err
	}
	return createKey(filepath.Join(filepath.Dir(state), keyFile))
}

// existingKey returns the key that signs tokens: the configuration's, else the one that the first start made; nil if there was none yet.
func existingKey(s *settings.Settings) (token.Key, error) {
	if written := s.Identity.Secret.Reveal(); written != "" {
		return token.Key(written), nil
	}
	state, err := fileBeside(s)
	if err != nil {
		return nil, err
	}
	path := filepath.Join(filepath.Dir(state), keyFile)
	made, err := os.ReadFile(path)
	if errors.Is(err, fs.ErrNotExist) {
		return nil, nil
	}
	if err != nil {
		return nil, fmt.Errorf("read the key that signs tokens: %w", err)
	}
	if text := strings.TrimSpace(string(made)); text != "" {
		return token.Key(text), nil
	}
	return nil, fmt.Errorf("read the key that signs tokens: %s is empty; delete it to have another one made, with which mails sent so far cannot be answered", path)
}

// createKey creates a key that only this user can read. The file gets its name when it is complete, so that nobody reads half a key.
func createKey(path string) (token.Key, error) {
	key := rand.Text()
	if err := os.MkdirAll(filepath.Dir(path), 0o700); err != nil {
		return nil, fmt.Errorf("make the key that signs tokens: %w", err)
	}
	if err := writeKey(path, key); err != nil {
		return nil, fmt.Errorf("make the key that signs tokens: %w", err)
	}
	return token.Key(key), nil
}

func writeKey(path, key string) error {
	f, err := os.CreateTemp(filepath.Dir(path), keyFile+".*") // readable by nobody else
	if err != nil {
		return err
	}
	defer os.Remove(f.Name())
	if _, err := f.WriteString(key + "\n"); err != nil {
		return errors.Join(err, f.Close())
	}
	if err := errors.Join(f.Sync(), f.Close()); err != nil {
		return err
	}
	return os.Rename(f.Name(), path)
}
