package registry

import (
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"supplierwatch/internal/model"
)

const secretText = "version: 1\nsuppliers: {id: secret, name: Secret}\n"

func symlink(t *testing.T, target string, path ...string) {
	t.Helper()
	if err := os.Symlink(target, filepath.Join(path...)); err != nil {
		t.Fatal(err)
	}
}

func ids(r *model.Registry) string {
	var all []string
	for _, s := range r.Suppliers {
		all = append(all, s.ID+" "+filepath.Base(s.Pos.File))
	}
	slices.Sort(all)
	return strings.Join(all, ", ")
}

// TestLinksThatLeaveTheRegistryAreRefused tries to read other files of this machine by links such as a Git repository can hold.
func TestLinksThatLeaveTheRegistryAreRefused(t *testing.T) {
	for name, c := range map[string]struct {
		links map[string]string // targets by links; OUT is the folder outside
		want  []string          // the links that are complained of
	}{
		"a file":                       {map[string]string{"a.yaml": "OUT/secret.yaml"}, []string{"a.yaml"}},
		"a file, relatively":           {map[string]string{"a.yaml": "../out/secret.yaml"}, []string{"a.yaml"}},
		"a file under another name":    {map[string]string{"a.yml": "OUT/key.pem"}, []string{"a.yml"}},
		"from a folder below":          {map[string]string{"real/a.yaml": "../../out/secret.yaml"}, []string{"real/a.yaml"}},
		"a folder":                     {map[string]string{"a": "OUT"}, []string{"a"}},
		"a folder that looks like one": {map[string]string{"a.yaml": "OUT"}, []string{"a.yaml"}},
		"the folder above":             {map[string]string{"a": ".."}, []string{"a"}},
		"a folder with the same start": {map[string]string{"a": "../in-and-more"}, []string{"a"}},
		"the whole disk":               {map[string]string{"a": "/"}, []string{"a"}},
		"the process":                  {map[string]string{"a.yaml": "/proc/self/environ"}, []string{"a.yaml"}},
		"the process's files":          {map[string]string{"a": "/proc/self/fd"}, []string{"a"}},
		"the disk through the process": {map[string]string{"a.yaml": "/proc/self/rootOUT/secret.yaml"}, []string{"a.yaml"}},
		"several hops":                 {map[string]string{"a.yaml": "b.yaml", "b.yaml": "c.yaml", "c.yaml": "OUT/secret.yaml"}, []string{"a.yaml", "b.yaml", "c.yaml"}},
		"a hidden hop":                 {map[string]string{"a.yaml": ".b", ".b": "OUT/secret.yaml"}, []string{"a.yaml"}},
		"a hidden folder":              {map[string]string{"a.yaml": ".b/secret.yaml", ".b": "OUT"}, []string{"a.yaml"}},
		"a link and back up":           {map[string]string{"a.yaml": "real/../../out/secret.yaml"}, []string{"a.yaml"}},
		"back up behind a link":        {map[string]string{"a.yaml": ".b/../out/secret.yaml", ".b": "OUT"}, []string{"a.yaml"}},
		"a device":                     {map[string]string{"a.yaml": "/dev/zero"}, []string{"a.yaml"}},
		"nothing":                      {map[string]string{"a.yaml": "none.yaml"}, []string{"a.yaml"}},
		"nothing that ends in .yaml":   {map[string]string{"a": "none"}, []string{"a"}},
		"nothing outside":              {map[string]string{"a.yaml": "OUT/none.yaml"}, []string{"a.yaml"}},
		"a file that is not read":      {map[string]string{"README.md": "OUT/key.pem"}, []string{"README.md"}},
	} {
		t.Run(name, func(t *testing.T) {
			dir := write(t, map[string]string{
				"in/one.yaml": oneSupplier, "in/real/two.yaml": twoSupplier, "out/secret.yaml": secretText, "out/key.pem": secretText,
				"in-and-more/secret.yaml": secretText,
			})
			var want []string
			for link, target := range c.links {
				target = strings.ReplaceAll(target, "OUT", filepath.Join(dir, "out"))
				symlink(t, target, dir, "in", link)
				if slices.Contains(c.want, link) {
					want = append(want, "DIR/in/"+link+":1:1: the link leads to "+strings.ReplaceAll(target, dir, "DIR")+", which is outside the registry or does not exist; "+
						"put the file itself here, or name the folder in which it is as a further path of the registry")
				}
			}
			slices.Sort(want)
			expect(t, dir, []string{dir + "/in"}, want...)
		})
	}
}

// TestLinksInsideTheRegistryAreFollowed has the links that deployments make.
func TestLinksInsideTheRegistryAreFollowed(t *testing.T) {
	dir := write(t, map[string]string{
		"kubernetes/..2026_11_01/one.yaml": oneSupplier, "kubernetes/..2026_11_02/one.yaml": twoSupplier,
		"git-sync/.worktrees/aaa/registry/one.yaml": oneSupplier, "git-sync/.worktrees/bbb/registry/one.yaml": twoSupplier,
		"store/hash-registry/one.yaml": oneSupplier,
		"tree/one.yaml":                oneSupplier, "tree/.hidden/two.yaml": twoSupplier, "tree/sub/notes.txt": "x",
		"more/two.yaml": twoSupplier,
	})
	symlink(t, "..2026_11_01", dir, "kubernetes/..data")
	symlink(t, "..data/one.yaml", dir, "kubernetes/one.yaml")
	symlink(t, ".worktrees/aaa", dir, "git-sync/current")
	symlink(t, "store/hash-registry", dir, "result")

	symlink(t, ".", dir, "tree/again")
	symlink(t, "..", dir, "tree/sub/up")
	symlink(t, "../sub", dir, "tree/sub/itself")
	symlink(t, "one.yaml", dir, "tree/a.yaml")
	symlink(t, ".hidden/two.yaml", dir, "tree/b.yaml")
	symlink(t, dir+"/tree/.hidden", dir, "tree/absolute")
	symlink(t, "sub/notes.txt", dir, "tree/README")

	var l Loader
	load := func(want string, paths ...string) {
		t.Helper()
		for i, p := range paths {
			paths[i] = filepath.Join(dir, p)
		}
		r, problems := l.Load(paths)
		if r == nil {
			t.Errorf("%s", lines(problems))
		} else if got := ids(r); got != want {
			t.Errorf("got %s, want %s", got, want)
		}
	}
	load("one one.yaml", "kubernetes")
	load("one one.yaml", "git-sync/current/registry")
	load("one one.yaml", "result")
	load("one one.yaml", "result/one.yaml")
	load("one one.yaml, two two.yaml", "tree")

	// A new version comes by a link that is replaced.
	for link, target := range map[string]string{"kubernetes/..data": "..2026_11_02", "git-sync/current": ".worktrees/bbb"} {
		symlink(t, target, dir, "new")
		if err := os.Rename(filepath.Join(dir, "new"), filepath.Join(dir, link)); err != nil {
			t.Fatal(err)
		}
	}
	load("two one.yaml", "kubernetes")
	load("two one.yaml", "git-sync/current/registry")

	// Outside one of the folders, but inside another.
	symlink(t, "../../more/two.yaml", dir, "store/hash-registry/more.yaml")
	load("one one.yaml, two two.yaml", "result", "more")
	load("one one.yaml, two two.yaml", "more/two.yaml", "result")
}

func TestLinksInACircle(t *testing.T) {
	dir := write(t, map[string]string{"one.yaml": oneSupplier})
	symlink(t, "self.yaml", dir, "self.yaml")
	symlink(t, "there", dir, "here")
	symlink(t, "here", dir, "there")
	expect(t, dir, []string{dir},
		"DIR/here:1:1: the link leads in a circle; remove it",
		"DIR/self.yaml:1:1: the link leads in a circle; remove it",
		"DIR/there:1:1: the link leads in a circle; remove it")
}

// TestNothingIsLearnedOfOtherFiles: whether a file exists elsewhere shows in no message.
func TestNothingIsLearnedOfOtherFiles(t *testing.T) {
	messages := map[string]bool{}
	for _, exists := range []bool{true, false} {
		dir := write(t, map[string]string{"in/one.yaml": oneSupplier, "out/other.txt": "x"})
		if exists {
			dir = write(t, map[string]string{"in/one.yaml": oneSupplier, "out/secret.yaml": secretText})
		}
		symlink(t, ".hop", dir, "in/a.yaml")
		symlink(t, "../out/secret.yaml", dir, "in/.hop")
		_, problems := Load([]string{dir + "/in"})
		messages[strings.ReplaceAll(lines(problems), dir, "DIR")] = true
	}
	if len(messages) != 1 {
		t.Errorf("a file outside shows by what is said: %v", messages)
	}
}
