package testkit

import (
	"errors"
	"fmt"
	"os"
	"os/exec"
	"os/user"
	"path/filepath"
	"strconv"
	"strings"
	"time"
)

// Postfix is run by its master program itself, in the foreground. The
// `postfix start` of an administrator would check the files of the whole
// machine first, detach, and fail without a word where no terminal is; it adds
// nothing that a fresh directory needs. Root may use any configuration
// directory, so the machine's own main.cf is neither read nor changed.

// queueDirs are the directories of a Postfix queue that belong to the mail
// owner alone. The three others differ and are made one by one.
var queueDirs = []string{
	"active", "bounce", "corrupt", "defer", "deferred", "flush",
	"hold", "incoming", "private", "saved", "trace",
}

func (p *plan) postfix() *service {
	return &service{
		name: "postfix", dir: p.Dir, instance: p.Name,
		argv:     []string{masterProgram(), "-c", filepath.Join(p.Dir, "postfix"), "-d"},
		addrs:    []string{p.SMTP, p.Submission, p.Submissions},
		endpoint: endpoint{"tcp", p.SMTP},
	}
}

// masterProgram asks Postfix where its servers were installed: distributions
// do not agree. If it does not answer, the start from Debian's path reports why.
func masterProgram() string {
	dir, err := exec.Command("postconf", "-dh", "daemon_directory").Output()
	if err != nil {
		return "/usr/lib/postfix/sbin/master"
	}
	return filepath.Join(strings.TrimSpace(string(dir)), "master")
}

// installPostfix writes configuration, user table, queue and data directory.
func (p *plan) installPostfix() error {
	conf := filepath.Join(p.Dir, "postfix")
	if err := os.Mkdir(conf, 0o755); err != nil {
		return fmt.Errorf("install postfix: %w", err)
	}
	for _, name := range []string{"main.cf", "master.cf", "users", "stamps"} {
		path := filepath.Join(conf, name)
		if err := errors.Join(p.render(name, path), makeOld(path)); err != nil {
			return fmt.Errorf("install postfix: %w", err)
		}
	}
	return p.makeQueue()
}

// makeOld dates a file back. Postfix waits before it reads one that is younger
// than two seconds, lest somebody is still writing it.
func makeOld(path string) error {
	past := time.Now().Add(-time.Hour)
	return os.Chtimes(path, past, past)
}

// makeQueue creates the directories with the same owners and modes as Postfix's
// own installation.
func (p *plan) makeQueue() error {
	uid, _, err := ids("postfix")
	if err != nil {
		return err
	}
	postdrop, err := groupID("postdrop")
	if err != nil {
		return err
	}
	queue := filepath.Join(p.Dir, "queue")
	dirs := []ownedDir{
		{queue, 0o755, 0, 0},
		{filepath.Join(queue, "pid"), 0o755, 0, 0},
		{filepath.Join(queue, "public"), 0o710, uid, postdrop},
		{filepath.Join(queue, "maildrop"), 0o730, uid, postdrop},
		{filepath.Join(p.Dir, "data"), 0o700, uid, 0},
	}
	for _, name := range queueDirs {
		dirs = append(dirs, ownedDir{filepath.Join(queue, name), 0o700, uid, 0})
	}
	for _, dir := range dirs {
		if err := dir.make(); err != nil {
			return fmt.Errorf("make the queue: %w", err)
		}
	}
	return nil
}

// ownedDir is a directory that must have a certain owner and mode.
type ownedDir struct {
	path     string
	mode     os.FileMode
	uid, gid int
}

func (d ownedDir) make() error {
	if err := os.Mkdir(d.path, d.mode); err != nil {
		return err
	}
	if err := os.Chmod(d.path, d.mode); err != nil { // Mkdir applies the umask
		return err
	}
	return os.Chown(d.path, d.uid, d.gid)
}

func groupID(name string) (int, error) {
	g, err := user.LookupGroup(name)
	if err != nil {
		return 0, fmt.Errorf("look up group %s: %w", name, err)
	}
	return strconv.Atoi(g.Gid)
}
