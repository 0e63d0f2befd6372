package daemon

import (
	"bytes"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// TestAForeignFileInPlaceOfTheRegistryIsShownNowhere lets the registry become a file with passwords while the daemon runs.
func TestAForeignFileInPlaceOfTheRegistryIsShownNowhere(t *testing.T) {
	x := newExposed(t)
	x.pass()
	if err := os.WriteFile(filepath.Join(x.dir, "registry.yaml"), []byte("root:$6$Hunter2:19000:0:99999:7:::\nHunter2: Hunter2\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	if problems := x.reloader.reload(t.Context(), false); len(problems) == 0 {
		t.Fatal("it is taken for a registry")
	}
	x.pass()
	x.pass()
	server := httptest.NewServer(x.page.handler(nil, true))
	t.Cleanup(server.Close)
	outputs := map[string]string{"the log": x.log.String(), "posts": x.posted.String()}
	for _, path := range routes(t) {
		if !strings.Contains(path, "{") {
			outputs[path] = x.read(server.URL, path, http.StatusOK)
		}
	}
	files, err := filepath.Glob(filepath.Join(x.dir, "outbox", "*.eml"))
	if err != nil {
		t.Fatal(err)
	}
	for _, file := range files {
		raw, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		outputs[file] = string(bytes.ReplaceAll(raw, []byte("=\r\n"), nil))
	}
	if !strings.Contains(outputs["/-/ready"], "registry.yaml:") || !strings.Contains(outputs["/api/v1/findings"], "registry-invalid") {
		t.Fatalf("the problem is told nowhere: %q", outputs["/-/ready"])
	}
	for name, output := range outputs {
		if strings.Contains(output, "Hunter2") || strings.Contains(output, "$6$") {
			t.Errorf("%s shows what stands in the file:\n%s", name, output)
		}
	}
}
