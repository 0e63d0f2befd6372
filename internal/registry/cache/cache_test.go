package cache_test

import (
	"bytes"
	"crypto/sha256"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"reflect"
	"runtime"
	"sync"
	"testing"
	"time"

	"supplierwatch/internal/civil"
	"supplierwatch/internal/model"
	"supplierwatch/internal/registry/cache"
	"supplierwatch/internal/strictyaml"
)

var (
	registry = &model.Registry{Teams: map[string]*model.Team{"buying": {ID: "buying", Calendar: weekdays}}}
	weekdays = civil.DefaultCalendar()
	company  = cache.NewOrganisation(cache.Sum{1}, registry, weekdays)
	other    = cache.NewOrganisation(cache.Sum{2}, registry, weekdays)
)

// file returns a file of a registry with some suppliers.
func file(name string, suppliers int) cache.File {
	f := cache.File{Name: name, Content: sha256.Sum256([]byte(name)), Plain: true}
	for i := range suppliers {
		id, at := fmt.Sprintf("%s-%d", name, i), model.Position{File: name, Line: i + 3, Column: 7}
		supply := &model.Supply{ID: "resin", Pos: at}
		s := &model.Supplier{
			ID: id, Owner: registry.Teams["buying"], Calendar: weekdays, Supplies: []*model.Supply{supply}, Pos: at,
			Contracts: []*model.Contract{{ID: "c", Supplies: []*model.Supply{supply}, Notice: &civil.Period{Months: 3}}},
		}
		f.Suppliers = append(f.Suppliers, cache.Supplier{Supplier: s, IDAt: strictyaml.Place{Line: 3, Column: 9}})
	}
	return f
}

func write(t *testing.T, path string, files ...cache.File) {
	t.Helper()
	if err := cache.Open(path).Write(company, files); err != nil {
		t.Fatal(err)
	}
}

// suppliers returns what the cache in a file has of a file of the registry.
func suppliers(path string, o *cache.Organisation, f cache.File) []cache.Supplier {
	kept := cache.Open(path).Kept(f.Content)
	if kept == nil {
		return nil
	}
	return cache.Suppliers(o, []cache.Wanted{{Name: f.Name, Kept: kept}})[0]
}

func TestWhatIsKept(t *testing.T) {
	path := filepath.Join(t.TempDir(), "kept")
	a, b := file("a", 150), file("b", 1)
	write(t, path, a, b)
	for _, f := range []cache.File{a, b} {
		if got := suppliers(path, company, f); !reflect.DeepEqual(got, f.Suppliers) {
			t.Errorf("%s: got %v", f.Name, got)
		}
		if got := suppliers(path, other, f); got != nil {
			t.Errorf("%s: kept for another organisation: %v", f.Name, got)
		}
	}
	if suppliers(path, company, file("c", 1)) != nil {
		t.Error("a file is kept that nobody wrote")
	}
	renamed := a
	renamed.Name = "folder/a"
	if got := suppliers(path, company, renamed); len(got) != 150 || got[149].Supplier.Pos != (model.Position{File: "folder/a", Line: 152, Column: 7}) {
		t.Errorf("under another name: %v", got)
	}
	write(t, path, b)
	if suppliers(path, company, a) != nil {
		t.Error("a file is kept that the registry has no more")
	}
}

// TestWhatCannotBeKept writes suppliers that refer to what the organisation does not have: the cache stays as it was.
func TestWhatCannotBeKept(t *testing.T) {
	path := filepath.Join(t.TempDir(), "kept")
	a := file("a", 1)
	write(t, path, a)
	foreign, elsewhere := file("b", 1), file("c", 1)
	foreign.Suppliers[0].Supplier.Owner = &model.Team{ID: "buying"}
	elsewhere.Suppliers[0].Supplier.Pos.File = "d"
	for _, f := range []cache.File{foreign, elsewhere} {
		if err := cache.Open(path).Write(company, []cache.File{f}); err == nil {
			t.Errorf("%s: no error", f.Name)
		}
	}
	if got := suppliers(path, company, a); !reflect.DeepEqual(got, a.Suppliers) {
		t.Errorf("after the errors: %v", got)
	}
	onlyFile(t, path)
}

// onlyFile checks that nothing else was left beside a file.
func onlyFile(t *testing.T, path string) {
	t.Helper()
	entries, err := os.ReadDir(filepath.Dir(path))
	if err != nil || len(entries) != 1 {
		t.Errorf("beside the cache: %v %v", entries, err)
	}
}

// TestADamagedCacheIsNotUsed changes and removes each byte of a cache: what it still has is as it was written.
func TestADamagedCacheIsNotUsed(t *testing.T) {
	path := filepath.Join(t.TempDir(), "kept")
	a := file("a", 2)
	write(t, path, a)
	whole, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	check := func(what string, at int, data []byte) {
		if err := os.WriteFile(path, data, 0o600); err != nil {
			t.Fatal(err)
		}
		if got := suppliers(path, company, a); got != nil {
			t.Errorf("byte %d %s: %v", at, what, got)
		}
	}
	for i := range whole {
		for _, mask := range []byte{1, 0x80, 0xff} {
			damaged := bytes.Clone(whole)
			damaged[i] ^= mask
			check("changed", i, damaged)
		}
		check("and all behind it lost", i, whole[:i])
		check("lost", i, append(bytes.Clone(whole[:i]), whole[i+1:]...))
		check("twice", i, append(bytes.Clone(whole[:i+1]), whole[i:]...))
	}
	if err := os.WriteFile(path, whole, 0o600); err != nil {
		t.Fatal(err)
	}
	if got := suppliers(path, company, a); !reflect.DeepEqual(got, a.Suppliers) {
		t.Errorf("undamaged: %v", got)
	}
}

// FuzzOpen opens whatever bytes there are as a cache: no panic, and nothing that was not written.
func FuzzOpen(f *testing.F) {
	path := filepath.Join(f.TempDir(), "kept")
	a := file("a", 2)
	if err := cache.Open(path).Write(company, []cache.File{a}); err != nil {
		f.Fatal(err)
	}
	whole, _ := os.ReadFile(path)
	f.Add(whole)
	f.Add(whole[:len(whole)-1])
	f.Fuzz(func(t *testing.T, data []byte) {
		path := filepath.Join(t.TempDir(), "kept")
		if err := os.WriteFile(path, data, 0o600); err != nil {
			t.Fatal(err)
		}
		if got := suppliers(path, company, a); got != nil && !reflect.DeepEqual(got, a.Suppliers) {
			t.Errorf("got %v", got)
		}
	})
}

// TestTwoProcessesAtOnce writes and reads one cache from several sides: each reader gets what one writer wrote, or nothing.
func TestTwoProcessesAtOnce(t *testing.T) {
	path := filepath.Join(t.TempDir(), "kept")
	files := []cache.File{file("a", 130), file("b", 70)}
	var all sync.WaitGroup
	for i := range 4 {
		all.Go(func() {
			for range 20 {
				if err := cache.Open(path).Write(company, files[i%2:i%2+1]); err != nil && runtime.GOOS != "windows" {
					t.Error(err)
				}
				for _, f := range files {
					if got := suppliers(path, company, f); got != nil && !reflect.DeepEqual(got, f.Suppliers) {
						t.Errorf("%s: got %v", f.Name, got)
					}
				}
			}
		})
	}
	all.Wait()
	onlyFile(t, path)
}

// TestOnlyOurOwnFileIsRead replaces the cache by what others could have put there.
func TestOnlyOurOwnFileIsRead(t *testing.T) {
	if runtime.GOOS == "windows" {
		t.Skip("modes of files mean nothing there")
	}
	a := file("a", 1)
	for name, replace := range map[string]func(path string) error{
		"readable by the group": func(path string) error { return os.Chmod(path, 0o640) },
		"writable by all":       func(path string) error { return os.Chmod(path, 0o602) },
		"a link": func(path string) error {
			return firstError(os.Rename(path, path+".other"), os.Symlink(path+".other", path))
		},
		"a folder": func(path string) error { return firstError(os.Remove(path), os.Mkdir(path, 0o700)) },
		"nothing":  os.Remove,
		"of another user": func(path string) error {
			if os.Geteuid() != 0 {
				return os.Remove(path)
			}
			return os.Chown(path, 12345, 12345)
		},
	} {
		path := filepath.Join(t.TempDir(), "kept")
		write(t, path, a)
		if err := replace(path); err != nil {
			t.Fatal(err)
		}
		if suppliers(path, company, a) != nil {
			t.Errorf("%s: it is read", name)
		}
	}
}

func firstError(errs ...error) error {
	for _, err := range errs {
		if err != nil {
			return err
		}
	}
	return nil
}

// TestTheUsersFolder checks what is made in the folder of the user's caches, and when nothing is.
func TestTheUsersFolder(t *testing.T) {
	if runtime.GOOS != "linux" {
		t.Skip("the folder of the user's caches is elsewhere")
	}
	a, home := file("a", 1), t.TempDir()
	t.Setenv("XDG_CACHE_HOME", filepath.Join(home, "caches"))
	if err := cache.OpenUser([]string{"registry"}, "UTC").Write(company, []cache.File{a}); err != nil {
		t.Fatal(err)
	}
	folder := filepath.Join(home, "caches", "supplierwatch")
	entries, err := os.ReadDir(folder)
	if err != nil || len(entries) != 1 {
		t.Fatal(entries, err)
	}
	path := filepath.Join(folder, entries[0].Name())
	if mode(t, folder) != 0o700 || mode(t, path) != 0o600 {
		t.Errorf("others can read %s", path)
	}
	if cache.OpenUser([]string{"registry"}, "UTC").Kept(a.Content) == nil || cache.OpenUser([]string{"other"}, "UTC").Kept(a.Content) != nil ||
		cache.OpenUser([]string{"registry"}, "Europe/Berlin").Kept(a.Content) != nil {
		t.Error("a cache belongs to another registry")
	}
	notWritable(t, folder, a)
}

func mode(t *testing.T, path string) fs.FileMode {
	t.Helper()
	info, err := os.Stat(path)
	if err != nil {
		t.Fatal(err)
	}
	return info.Mode().Perm()
}

// notWritable checks that folders which are not ours are left alone.
func notWritable(t *testing.T, folder string, a cache.File) {
	t.Helper()
	for name, change := range map[string]func() error{
		"others may read it": func() error { return os.Chmod(folder, 0o755) },
		"it is a link": func() error {
			return firstError(os.Rename(folder, folder+".other"), os.Chmod(folder+".other", 0o700), os.Symlink(folder+".other", folder))
		},
		"the folder above is a file": func() error {
			above := filepath.Join(filepath.Dir(folder), "file")
			t.Setenv("XDG_CACHE_HOME", above)
			return os.WriteFile(above, nil, 0o600)
		},
	} {
		if err := change(); err != nil {
			t.Fatal(err)
		}
		if err := cache.OpenUser([]string{"more"}, "").Write(company, []cache.File{a}); err == nil {
			t.Errorf("%s: it is written to", name)
		}
	}
	for name, value := range map[string]string{"not absolute": "caches", "not there": ""} {
		t.Setenv("XDG_CACHE_HOME", value)
		t.Setenv("HOME", "")
		if c := cache.OpenUser([]string{"registry"}, ""); c != nil {
			t.Errorf("a folder that is %s: %v", name, c)
		}
	}
}

// TestOldCachesAreDeleted has a cache that nobody has used for long beside one that somebody used lately.
func TestOldCachesAreDeleted(t *testing.T) {
	home := t.TempDir()
	t.Setenv("XDG_CACHE_HOME", home)
	if runtime.GOOS != "linux" {
		t.Skip("the folder of the user's caches is elsewhere")
	}
	folder := filepath.Join(home, "supplierwatch")
	if err := os.Mkdir(folder, 0o700); err != nil {
		t.Fatal(err)
	}
	for name, age := range map[string]time.Duration{"old.registry": 31 * 24 * time.Hour, "lately.registry": 29 * 24 * time.Hour, "old.registry.new1": 31 * 24 * time.Hour, "notes.txt": 9000 * time.Hour} {
		at := time.Now().Add(-age)
		if err := firstError(os.WriteFile(filepath.Join(folder, name), nil, 0o600), os.Chtimes(filepath.Join(folder, name), at, at)); err != nil {
			t.Fatal(err)
		}
	}
	if err := cache.OpenUser([]string{"registry"}, "").Write(company, []cache.File{file("a", 1)}); err != nil {
		t.Fatal(err)
	}
	left, _ := filepath.Glob(filepath.Join(folder, "*"))
	if len(left) != 3 {
		t.Errorf("left: %v", left)
	}
}

// TestSmallChangesAreNotWritten checks when a cache is worth writing.
func TestSmallChangesAreNotWritten(t *testing.T) {
	path := filepath.Join(t.TempDir(), "kept")
	var files []cache.File
	for i := range 20 {
		files = append(files, file(fmt.Sprint("f", i), 10))
	}
	c := cache.Open(path)
	if !c.IsOutdated(company, files) || c.IsOutdated(company, files[:9]) {
		t.Error("200 suppliers are worth a cache, 90 are not")
	}
	write(t, path, files[:18]...)
	if c = cache.Open(path); c.IsOutdated(company, files) || !c.IsOutdated(other, files) {
		t.Error("two of 20 changed files are not worth writing a cache; another organisation is")
	}
	write(t, path, files[:17]...)
	if c = cache.Open(path); !c.IsOutdated(company, files) {
		t.Error("three of 20 changed files are worth writing a cache")
	}
	if err := c.Write(company, files); err != nil || c.IsOutdated(company, files) {
		t.Errorf("the cache was written, and is outdated: %v", err)
	}
	c = cache.Open(path)
	if c.Release(); c.Kept(files[0].Content) != nil || c.IsOutdated(company, files) {
		t.Error("a cache that was released still holds what was read, or forgot what its file has")
	}
}
