package response

import (
	"bytes"
	"compress/gzip"
	"errors"
	"io"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"strconv"
	"strings"
	"testing"
)

// answering serves one text with an edition, and counts how often it was created.
type answering struct {
	text    string
	created int
	err     error
}

func (a *answering) serve(t *testing.T) *httptest.Server {
	t.Helper()
	mask := func(b []byte) []byte { return bytes.ReplaceAll(b, []byte("secret"), []byte("***")) }
	shared := NewShared(Writer{Mask: mask, Log: slog.New(slog.DiscardHandler)})
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		shared.Write(w, r, Question{Asked: r.URL.Path, Edition: 1}, JSON, func(to io.Writer) error {
			a.created++
			_, err := io.WriteString(to, a.text)
			return errors.Join(err, a.err)
		})
	}))
	t.Cleanup(server.Close)
	return server
}

// answer is a response with its body as it was sent.
type answer struct {
	*http.Response
	body string
}

// plainly asks without the compression that the client would undo by itself.
func plainly(t *testing.T, method, url string, header map[string]string) answer {
	t.Helper()
	request, err := http.NewRequestWithContext(t.Context(), method, url, nil)
	if err != nil {
		t.Fatal(err)
	}
	for name, value := range header {
		request.Header.Set(name, value)
	}
	client := http.Client{Transport: &http.Transport{DisableCompression: true}}
	response, err := client.Do(request)
	if err != nil {
		t.Fatal(err)
	}
	defer response.Body.Close()
	body, err := io.ReadAll(response.Body)
	if err != nil {
		t.Fatal(err)
	}
	return answer{response, string(body)}
}

func unzipped(t *testing.T, body string) string {
	t.Helper()
	reader, err := gzip.NewReader(strings.NewReader(body))
	if err != nil {
		t.Fatal(err)
	}
	text, err := io.ReadAll(reader)
	if err != nil {
		t.Fatal(err)
	}
	return string(text)
}

func TestAnAnswerIsCompressedForThoseWhoWantIt(t *testing.T) {
	a := &answering{text: strings.Repeat("a secret ", 1000)}
	url, want := a.serve(t).URL, strings.Repeat("a *** ", 1000)
	plain := plainly(t, http.MethodGet, url, nil)
	zipped := plainly(t, http.MethodGet, url, map[string]string{"Accept-Encoding": "gzip"})
	if plain.body != want || plain.Header.Get("Content-Encoding") != "" {
		t.Errorf("uncompressed: %.40s %v", plain.body, plain.Header)
	}
	if zipped.Header.Get("Content-Encoding") != "gzip" || unzipped(t, zipped.body) != want || len(zipped.body) > len(want)/10 {
		t.Errorf("compressed: %d bytes, %v", len(zipped.body), zipped.Header)
	}
	if zipped.Header.Get("ETag") == plain.Header.Get("ETag") {
		t.Error("two representations have the same strong ETag")
	}
	for name, x := range map[string]answer{"plain": plain, "compressed": zipped} {
		if x.Header.Get("Vary") != "Accept-Encoding" || x.ContentLength != int64(len(x.body)) || x.Header.Get("Content-Type") != JSON {
			t.Errorf("%s: %v", name, x.Header)
		}
		head := plainly(t, http.MethodHead, url, map[string]string{"Accept-Encoding": x.Header.Get("Content-Encoding")})
		if head.Header.Get("ETag") != x.Header.Get("ETag") || head.Header.Get("Content-Length") != strconv.Itoa(len(x.body)) || head.body != "" {
			t.Errorf("HEAD of %s: %v", name, head.Header)
		}
	}
	if a.created != 2 {
		t.Errorf("created %d times for two representations", a.created)
	}
}

func TestWhoHasAnAnswerGetsItNotAgain(t *testing.T) {
	url := (&answering{text: "{}"}).serve(t).URL
	for _, coding := range []string{"", "gzip"} {
		tag := plainly(t, http.MethodGet, url, map[string]string{"Accept-Encoding": coding}).Header.Get("ETag")
		for given, want := range map[string]int{tag: 304, "W/" + tag: 304, `"x", ` + tag: 304, "*": 304, `"x"`: 200, "": 200} {
			got := plainly(t, http.MethodGet, url, map[string]string{"Accept-Encoding": coding, "If-None-Match": given})
			if got.StatusCode != want || want == 304 && (got.body != "" || got.Header.Get("ETag") != tag || got.Header.Get("Vary") != "Accept-Encoding") {
				t.Errorf("coding %q, If-None-Match %s: %d %v", coding, given, got.StatusCode, got.Header)
			}
		}
	}
}

func TestAPartOfAnAnswerIsOfItsRepresentation(t *testing.T) {
	url := (&answering{text: strings.Repeat("0123456789", 100)}).serve(t).URL
	for _, coding := range []string{"", "gzip"} {
		whole := plainly(t, http.MethodGet, url, map[string]string{"Accept-Encoding": coding})
		part := plainly(t, http.MethodGet, url, map[string]string{"Accept-Encoding": coding, "Range": "bytes=3-7"})
		if part.StatusCode != http.StatusPartialContent || part.body != whole.body[3:8] || part.ContentLength != 5 {
			t.Errorf("coding %q: %d %q %v", coding, part.StatusCode, part.body, part.Header)
		}
	}
}

func TestAnAnswerThatCannotBeCreatedIsAnError(t *testing.T) {
	a := &answering{text: "half an answer", err: Refuse(http.StatusNotFound, "nobody knows it")}
	url := a.serve(t).URL
	for _, coding := range []string{"", "gzip"} {
		got := plainly(t, http.MethodGet, url, map[string]string{"Accept-Encoding": coding})
		if got.StatusCode != http.StatusNotFound || got.Header.Get("Content-Encoding") != "" || strings.TrimSpace(got.body) != "nobody knows it" {
			t.Errorf("coding %q: %d %q %v", coding, got.StatusCode, got.body, got.Header)
		}
	}
}
