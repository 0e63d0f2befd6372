package sqlite

import (
	"bytes"
	"database/sql"
	"errors"
	"io/fs"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"syscall"
	"testing"

	"supplierwatch/internal/model"
	"supplierwatch/internal/store/storetest"
)

func TestPath(t *testing.T) {
	for url, want := range map[string]string{
		"sqlite:./var/supplierwatch.db": "./var/supplierwatch.db",
		"sqlite:/var/lib/x y?.db":       "/var/lib/x y?.db",
	} {
		if got, err := Path(url); got != want || err != nil {
			t.Errorf("%s: %q, %v", url, got, err)
		}
	}
	for url, want := range map[string]string{
		"":                       `read state "": expected sqlite:FILE`,
		"./var/supplierwatch.db": "expected sqlite:FILE",
		"mysql://host/db":        "expected sqlite:FILE",
		"sqlite:///var/x.db":     "write sqlite:/var/x.db, without //",
		"sqlite:":                "the file is missing",
		"sqlite:./var/":          "such as sqlite:var/supplierwatch.db",
		"sqlite:a\x00b":          "no NUL",
	} {
		if _, err := Path(url); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%s: got %v, want %q", url, err, want)
		}
	}
}

// refused opens the file and fails unless that is refused with those words and the path.
func refused(t *testing.T, path string, want ...string) {
	t.Helper()
	s, err := Open(t.Context(), "sqlite:"+path)
	if err == nil {
		s.Close()
		t.Fatalf("%s was opened", path)
	}
	for _, words := range append(want, path) {
		if !strings.Contains(err.Error(), words) {
			t.Errorf("got %q, want it to contain %q", err, words)
		}
	}
}

func TestOpenMakesFileForThisUserAlone(t *testing.T) {
	path := filepath.Join(t.TempDir(), "new", "folder", "a b?c%20#.db")
	s := mustOpen(t, "sqlite:"+path)
	storetest.Commit(t, s, storetest.Full())
	for _, name := range []string{path, path + "-wal"} {
		info, err := os.Stat(name)
		if err != nil {
			t.Fatal(err)
		}
		if info.Mode().Perm() != 0o600 {
			t.Errorf("%s has mode %v", name, info.Mode())
		}
	}
}

func TestOpenRefusesNoDatabase(t *testing.T) {
	path := filepath.Join(t.TempDir(), "notes.txt")
	text := bytes.Repeat([]byte("these are my notes\n"), 500)
	write(t, path, text)
	refused(t, path, "not a database of supplierwatch", "name another file")
	if got, err := os.ReadFile(path); err != nil || !bytes.Equal(got, text) {
		t.Errorf("the file was changed, %v", err)
	}
}

func TestOpenRefusesFolder(t *testing.T) {
	path := t.TempDir()
	refused(t, path, "it is a folder", "sqlite:"+path+"/supplierwatch.db")
}

func TestOpenRefusesNamedPipe(t *testing.T) {
	path := filepath.Join(t.TempDir(), "pipe")
	if err := syscall.Mkfifo(path, 0o600); err != nil {
		t.Skip("no named pipes here: ", err)
	}
	refused(t, path, "it is a named pipe, expected an ordinary file")
}

func TestOpenRefusesFileAsFolder(t *testing.T) {
	file := filepath.Join(t.TempDir(), "file")
	write(t, file, nil)
	_, err := Open(t.Context(), "sqlite:"+filepath.Join(file, "x.db"))
	if err == nil || !strings.Contains(err.Error(), "make folder "+file+" for the state: not a directory") {
		t.Errorf("got %v", err)
	}
}

func TestOpenRefusesDatabaseOfAnotherProgram(t *testing.T) {
	path := filepath.Join(t.TempDir(), "places.db")
	db := raw(t, path)
	execAll(t, db, "CREATE TABLE moz_places (id INTEGER)")
	db.Close()
	before := read(t, path)
	refused(t, path, "a database of another program")
	if !bytes.Equal(before, read(t, path)) {
		t.Error("the database of another program was changed")
	}
}

func TestOpenGoesOnWhereMakingTheSchemaWasCutOff(t *testing.T) {
	path := filepath.Join(t.TempDir(), "cut.db")
	db := raw(t, path)
	execAll(t, db, `CREATE TABLE goose_db_version (id INTEGER PRIMARY KEY AUTOINCREMENT, version_id INTEGER NOT NULL,
		is_applied INTEGER NOT NULL, tstamp TIMESTAMP DEFAULT (datetime('now')))`,
		"INSERT INTO goose_db_version (version_id, is_applied) VALUES (0, 1)")
	db.Close()
	s := mustOpen(t, "sqlite:"+path)
	storetest.Commit(t, s, storetest.Full())
}

func TestOpenRefusesNewerSchema(t *testing.T) {
	path := filepath.Join(t.TempDir(), "newer.db")
	closeNow(t, "sqlite:"+path)
	db := raw(t, path)
	execAll(t, db, "INSERT INTO goose_db_version (version_id, is_applied) VALUES (99, 1)")
	db.Close()
	refused(t, path, "a newer supplierwatch wrote it (schema version 99, this program knows 10)")
	_, err := OpenExisting(t.Context(), "sqlite:"+path)
	if err == nil || !strings.Contains(err.Error(), "schema version 99") {
		t.Errorf("beside the daemon: %v", err)
	}
}

func TestOpenRefusesDamagedPage(t *testing.T) {
	path := filepath.Join(t.TempDir(), "damaged.db")
	url := "sqlite:" + path
	s := mustOpenLoose(t, url)
	var change model.Change
	for _, id := range strings.Split(strings.Repeat("0123456789 ", 40), "") {
		change.Facts = append(change.Facts, storetest.Fact(id+strings.Repeat("x", len(change.Facts)), model.FactNote, storetest.Noon))
	}
	storetest.Commit(t, s, change)
	s.Close()
	bytesOf := read(t, path)
	for i := len(bytesOf) / 3; i < len(bytesOf)/3+3*4096; i++ {
		bytesOf[i] ^= 0x5a
	}
	write(t, path, bytesOf)
	refused(t, path, "it is damaged", "put the last backup in its place")
}

func TestOpenRefusesTruncatedFile(t *testing.T) {
	path := filepath.Join(t.TempDir(), "half.db")
	closeNow(t, "sqlite:"+path)
	whole := read(t, path)
	write(t, path, whole[:len(whole)/2])
	refused(t, path, "it is damaged")
}

func TestOpenTakesEmptyFile(t *testing.T) {
	path := filepath.Join(t.TempDir(), "empty.db")
	write(t, path, nil)
	storetest.Commit(t, mustOpen(t, "sqlite:"+path), storetest.Full())
}

func TestOpenExistingMakesNothing(t *testing.T) {
	path := filepath.Join(t.TempDir(), "none", "none.db")
	_, err := OpenExisting(t.Context(), "sqlite:"+path)
	if !errors.Is(err, fs.ErrNotExist) || !strings.Contains(err.Error(), "it is made by the first `supplierwatch run`") {
		t.Errorf("got %v", err)
	}
	if _, err := os.Stat(filepath.Dir(path)); !os.IsNotExist(err) {
		t.Errorf("a folder was made: %v", err)
	}
	empty := filepath.Join(t.TempDir(), "empty.db")
	write(t, empty, nil)
	if _, err := OpenExisting(t.Context(), "sqlite:"+empty); err == nil || !strings.Contains(err.Error(), "nothing was written to it yet") {
		t.Errorf("an empty file: %v", err)
	}
}

func TestFactsAreAppendOnly(t *testing.T) {
	s := mustOpen(t, fileURL(t))
	storetest.Commit(t, s, model.Change{Facts: []model.Fact{storetest.Fact("told", model.FactAck, storetest.Noon), storetest.Fact("probe", model.FactProbeOK, storetest.Noon)}})
	for statement, want := range map[string]string{
		"UPDATE facts SET evidence = 'forged'":                     "appended, never changed",
		"UPDATE facts SET evidence = 'forged' WHERE id = 'probe'":  "appended, never changed",
		"DELETE FROM facts WHERE id = 'told'":                      "only facts of probes may be pruned",
		"INSERT OR REPLACE INTO desk (id, document) VALUES (2,'')": "CHECK constraint",
	} {
		if _, err := s.db.writer.ExecContext(t.Context(), statement); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%s: got %v, want %q", statement, err, want)
		}
	}
	if _, err := s.db.reader.ExecContext(t.Context(), "DELETE FROM facts WHERE id = 'probe'"); err == nil {
		t.Error("the handle that reads wrote")
	}
}

func TestDurabilitySettings(t *testing.T) {
	s := mustOpen(t, fileURL(t))
	for pragma, want := range map[string]string{"journal_mode": "wal", "synchronous": "2", "busy_timeout": "10000"} {
		var got string
		if err := s.db.writer.QueryRowContext(t.Context(), "PRAGMA "+pragma).Scan(&got); err != nil || got != want {
			t.Errorf("%s is %q, %v; want %q", pragma, got, err, want)
		}
	}
}

// TestFullDatabase limits the database's pages, which fails like a full disk.
func TestFullDatabase(t *testing.T) {
	s := mustOpen(t, fileURL(t))
	storetest.Commit(t, s, model.Change{Facts: []model.Fact{storetest.Fact("before", model.FactAck, storetest.Noon)}})
	execAll(t, s.db.writer, "PRAGMA max_page_count = 60")
	fillAndRecover(t, s, func() { execAll(t, s.db.writer, "PRAGMA max_page_count = 1000000") })
}

func TestFullDisk(t *testing.T) {
	folder := mount(t, "size=600k")
	s := mustOpen(t, "sqlite:"+filepath.Join(folder, "full.db"))
	storetest.Commit(t, s, model.Change{Facts: []model.Fact{storetest.Fact("before", model.FactAck, storetest.Noon)}})
	ballast := filepath.Join(folder, "ballast")
	write(t, ballast, make([]byte, 200<<10))
	fillAndRecover(t, s, func() {
		if err := os.Remove(ballast); err != nil {
			t.Fatal(err)
		}
	})
}

// fillAndRecover writes until there is no room, and expects that nothing is lost and all goes on when there is room again.
func fillAndRecover(t *testing.T, s *Store, makeRoom func()) {
	t.Helper()
	var err error
	written := 0
	for ; err == nil && written < 1000; written++ {
		f := storetest.Fact(strings.Repeat("i", written+1), model.FactAck, storetest.Noon)
		f.Evidence = strings.Repeat("evidence ", 1000)
		err = s.Commit(t.Context(), model.Change{Facts: []model.Fact{f}})
	}
	if err == nil || !strings.Contains(err.Error(), "no space is left") || !strings.Contains(err.Error(), s.db.path) {
		t.Fatalf("writing ended with %v", err)
	}
	if got := len(storetest.FactsAfter(t, s, 0)); got != written {
		t.Errorf("%d facts are there, want %d", got, written)
	}
	makeRoom()
	storetest.Commit(t, s, model.Change{Facts: []model.Fact{storetest.Fact("after", model.FactAck, storetest.Noon)}})
}

func TestReadOnlyDisk(t *testing.T) {
	folder := mount(t, "size=2m")
	path := filepath.Join(folder, "there.db")
	closeNow(t, "sqlite:"+path)
	if out, err := exec.CommandContext(t.Context(), "mount", "-o", "remount,ro", folder).CombinedOutput(); err != nil {
		t.Skipf("cannot remount: %v: %s", err, out)
	}
	refused(t, path, "this user must be able to write the file and its folder, and the disk must not be read-only")
	_, err := Open(t.Context(), "sqlite:"+filepath.Join(folder, "new.db"))
	if err == nil || !strings.Contains(err.Error(), "read-only file system; the daemon must be able to write in "+folder) {
		t.Errorf("a new file: %v", err)
	}
	if _, err := Lock("sqlite:" + path); err == nil || !strings.Contains(err.Error(), "must be able to write in") {
		t.Errorf("the lock: %v", err)
	}
}

// mount returns a folder with a small disk of its own, where the system lets the test have one.
func mount(t *testing.T, options string) string {
	t.Helper()
	folder := t.TempDir()
	if out, err := exec.CommandContext(t.Context(), "mount", "-t", "tmpfs", "-o", options, "tmpfs", folder).CombinedOutput(); err != nil {
		t.Skipf("cannot mount a small disk: %v: %s", err, out)
	}
	t.Cleanup(func() {
		if out, err := exec.Command("umount", "-l", folder).CombinedOutput(); err != nil {
			t.Errorf("umount: %v: %s", err, out)
		}
	})
	return folder
}

// mustOpenLoose opens a store that the test closes itself.
func mustOpenLoose(t *testing.T, url string) *Store {
	t.Helper()
	s, err := Open(t.Context(), url)
	if err != nil {
		t.Fatal(err)
	}
	return s
}

// closeNow makes a database and closes it.
func closeNow(t *testing.T, url string) {
	t.Helper()
	s := mustOpenLoose(t, url)
	storetest.Commit(t, s, storetest.Full())
	if err := s.Close(); err != nil {
		t.Fatal(err)
	}
}

func raw(t *testing.T, path string) *sql.DB {
	t.Helper()
	db, err := sql.Open("sqlite", path)
	if err != nil {
		t.Fatal(err)
	}
	return db
}

func execAll(t *testing.T, db *sql.DB, statements ...string) {
	t.Helper()
	for _, statement := range statements {
		if _, err := db.ExecContext(t.Context(), statement); err != nil {
			t.Fatal(err)
		}
	}
}

func read(t *testing.T, path string) []byte {
	t.Helper()
	b, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	return b
}

func write(t *testing.T, path string, b []byte) {
	t.Helper()
	if err := os.WriteFile(path, b, 0o600); err != nil {
		t.Fatal(err)
	}
}
