//go:build consumers

package main

import (
	"bufio"
	"encoding/json"
	"fmt"
	"io"
	"os/exec"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"
)

// editor speaks with the YAML language server as editors do, over standard input and output.
type editor struct {
	t        *testing.T
	in       io.Writer
	received chan message
	settings map[string]any // of the section yaml
	next     int
}

// message is one of the Language Server Protocol.
type message struct {
	ID     json.RawMessage `json:"id,omitempty"`
	Method string          `json:"method,omitempty"`
	Params json.RawMessage `json:"params,omitempty"`
	Result json.RawMessage `json:"result,omitempty"`
	Error  json.RawMessage `json:"error,omitempty"`
}

// openEditor starts the server with a schema that the program prints for all files.
func openEditor(t *testing.T, schema string) *editor {
	t.Helper()
	cmd := exec.Command(npm(t, "yaml-language-server"), "--stdio")
	in, err := cmd.StdinPipe()
	if err != nil {
		t.Fatal(err)
	}
	out, err := cmd.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		_ = cmd.Process.Kill()
		_ = cmd.Wait()
	})
	e := &editor{t: t, in: in, received: make(chan message, 100)}
	go e.receive(bufio.NewReader(out))
	e.ask("initialize", map[string]any{
		"processId": nil, "rootUri": "file://" + t.TempDir(),
		"capabilities": map[string]any{"workspace": map[string]any{"configuration": true}, "textDocument": map[string]any{
			"hover":      map[string]any{"contentFormat": []string{"markdown"}},
			"completion": map[string]any{"completionItem": map[string]any{"snippetSupport": true, "documentationFormat": []string{"markdown"}}},
		}},
	})
	e.tell("initialized", map[string]any{})
	path := save(t, schema+".schema.json", printed(t, "schema", schema))
	e.settings = map[string]any{
		"validate": true, "hover": true, "completion": true, "schemaStore": map[string]any{"enable": false},
		"schemas": map[string]any{"file://" + filepath.ToSlash(path): []string{"*.yaml"}},
	}
	e.tell("workspace/didChangeConfiguration", map[string]any{"settings": map[string]any{"yaml": e.settings}})
	asked := e.until("a request for the settings", func(m message) bool { return m.Method == "workspace/configuration" })
	e.answer(asked)
	return e
}

// receive reads what the server sends.
func (e *editor) receive(from *bufio.Reader) {
	defer close(e.received)
	for {
		length := 0
		for {
			line, err := from.ReadString('\n')
			if err != nil {
				return
			}
			if line = strings.TrimSpace(line); line == "" {
				break
			}
			if text, found := strings.CutPrefix(line, "Content-Length: "); found {
				length, _ = strconv.Atoi(text)
			}
		}
		body := make([]byte, length)
		if _, err := io.ReadFull(from, body); err != nil {
			return
		}
		var m message
		if json.Unmarshal(body, &m) == nil {
			e.received <- m
		}
	}
}

func (e *editor) send(m map[string]any) {
	e.t.Helper()
	m["jsonrpc"] = "2.0"
	body, err := json.Marshal(m)
	if err == nil {
		_, err = fmt.Fprintf(e.in, "Content-Length: %d\r\n\r\n%s", len(body), body)
	}
	if err != nil {
		e.t.Fatal(err)
	}
}

func (e *editor) tell(method string, params any) {
	e.t.Helper()
	e.send(map[string]any{"method": method, "params": params})
}

// ask sends a request and returns its result.
func (e *editor) ask(method string, params any) json.RawMessage {
	e.t.Helper()
	e.next++
	e.send(map[string]any{"id": e.next, "method": method, "params": params})
	id := strconv.Itoa(e.next)
	return e.until(method, func(m message) bool { return m.Method == "" && string(m.ID) == id }).Result
}

// until waits for a message, and answers what the server asks meanwhile.
func (e *editor) until(what string, wanted func(message) bool) message {
	e.t.Helper()
	timeout := time.After(time.Minute)
	for {
		select {
		case m, open := <-e.received:
			switch {
			case !open:
				e.t.Fatalf("%s: the server has ended", what)
			case wanted(m):
				if m.Error != nil {
					e.t.Fatalf("%s: %s", what, m.Error)
				}
				return m
			case m.ID != nil && m.Method != "":
				e.answer(m)
			}
		case <-timeout:
			e.t.Fatalf("%s: no answer", what)
		}
	}
}

// answer answers a request of the server: for settings with those of the section, else with nothing.
func (e *editor) answer(m message) {
	e.t.Helper()
	var request struct{ Items []struct{ Section string } }
	if m.Method != "workspace/configuration" || json.Unmarshal(m.Params, &request) != nil {
		e.send(map[string]any{"id": m.ID, "result": nil})
		return
	}
	result := []any{}
	for _, item := range request.Items {
		if item.Section == "yaml" {
			result = append(result, e.settings)
		} else {
			result = append(result, map[string]any{})
		}
	}
	e.send(map[string]any{"id": m.ID, "result": result})
}

// open opens a text and returns the mistakes that the server marks.
func (e *editor) open(name, text string) []string {
	e.t.Helper()
	uri := "file:///" + name
	e.tell("textDocument/didOpen", map[string]any{"textDocument": map[string]any{"uri": uri, "languageId": "yaml", "version": 1, "text": text}})
	var marked struct {
		URI         string
		Diagnostics []struct {
			Message string
			Range   struct{ Start struct{ Line int } }
		}
	}
	e.until("mistakes of "+name, func(m message) bool {
		return m.Method == "textDocument/publishDiagnostics" && json.Unmarshal(m.Params, &marked) == nil && marked.URI == uri
	})
	var all []string
	for _, d := range marked.Diagnostics {
		all = append(all, fmt.Sprintf("%d: %s", d.Range.Start.Line+1, d.Message))
	}
	return all
}

// at opens a text and asks about the place of the mark |.
func (e *editor) at(method, name, text string) json.RawMessage {
	e.t.Helper()
	before, after, _ := strings.Cut(text, "|")
	e.open(name, before+after)
	line := strings.Count(before, "\n")
	return e.ask(method, map[string]any{
		"textDocument": map[string]any{"uri": "file:///" + name},
		"position":     map[string]any{"line": line, "character": len(before) - strings.LastIndex(before, "\n") - 1},
	})
}

// completions returns what the server offers at the mark, by label.
func (e *editor) completions(name, text string) map[string]string {
	e.t.Helper()
	var list struct {
		Items []struct {
			Label, InsertText string
			TextEdit          struct{ NewText string }
		}
	}
	if err := json.Unmarshal(e.at("textDocument/completion", name, text), &list); err != nil {
		e.t.Fatal(err)
	}
	all := map[string]string{}
	for _, item := range list.Items {
		all[item.Label] = item.TextEdit.NewText
		if item.TextEdit.NewText == "" {
			all[item.Label] = item.InsertText
		}
	}
	return all
}

const oneSupplier = "version: 1\nteams: {purchasing: {email: purchasing@buyer.example}}\nsuppliers:\n  - id: acme\n    name: ACME\n    tier: critical\n    country: DE\n"

func TestEditorConsumersMarkMistakes(t *testing.T) {
	e := openEditor(t, "registry")
	for i, c := range []struct{ text, want string }{
		{oneSupplier, ""},
		{oneSupplier + "    contracts:\n      - {title: Service, ends: 2027-03-31, renewal: automatic, notice: 3 months}\n", ""},
		{oneSupplier + "    contrcts: []\n", "8: Property contrcts is not allowed"},
		{oneSupplier + "    contracts:\n      - {title: Service, ends: 2027-03-31, renewal: always}\n", "9: Value is not accepted"},
		{oneSupplier + "    contracts:\n      - title: Service\n        notice: soon\n", "10: String does not match the pattern"},
		{strings.Replace(oneSupplier, "version: 1", "version: 2", 1), "1: Value is not accepted"},
	} {
		got := e.open(fmt.Sprintf("mistake%d.yaml", i), c.text)
		if c.want == "" && len(got) > 0 || c.want != "" && !slices.ContainsFunc(got, func(m string) bool { return strings.HasPrefix(m, c.want) }) {
			t.Errorf("%s\ngot %q, want %q", c.text, got, c.want)
		}
	}
}

func TestEditorConsumersComplete(t *testing.T) {
	e := openEditor(t, "registry")
	for i, c := range []struct {
		text string
		want []string
	}{
		{oneSupplier + "    contra|\n", []string{"contracts"}},
		{oneSupplier + "    contracts:\n      - renewal: |\n", []string{"automatic", "manual", "none"}},
		{oneSupplier + "    contracts:\n      - notice: |\n", []string{"3 months", "6 weeks"}},
		{oneSupplier + "    contacts:\n      - role: |\n", []string{"orders", "escalation"}},
		{oneSupplier + "    contracts:\n      - |\n", []string{"auto-renewing contract", "open-ended contract"}},
		{oneSupplier + "    order_windows:\n      - |\n", []string{"yearly order window"}},
		{"version: 1\nsuppliers:\n  - |\n", []string{"supplier with contacts"}},
	} {
		got := e.completions(fmt.Sprintf("complete%d.yaml", i), c.text)
		for _, want := range c.want {
			if got[want] == "" {
				t.Errorf("%s\n%q is not offered: %q", c.text, want, got)
			}
		}
	}
}

var placeholder = regexp.MustCompile(`\$\{[0-9]+:([^}]*)\}`)

// inserted returns a text with a snippet at its mark, as editors insert it: with nothing filled in, and the indentation of the line.
func inserted(text, snippet string) string {
	before, after, _ := strings.Cut(text, "|")
	line := before[strings.LastIndex(before, "\n")+1:]
	indent := line[:len(line)-len(strings.TrimLeft(line, " "))]
	return before + strings.ReplaceAll(placeholder.ReplaceAllString(snippet, "$1"), "\n", "\n"+indent) + after
}

// TestEditorConsumersInsertSnippets inserts each snippet as editors do, with nothing filled in: the server and the program find no mistake.
func TestEditorConsumersInsertSnippets(t *testing.T) {
	e := openEditor(t, "registry")
	number := 0
	for _, c := range []struct {
		text   string
		labels []string
	}{
		{"version: 1\nteams: {purchasing: {email: purchasing@buyer.example}}\nsuppliers:\n  - |\n", []string{"supplier with contacts"}},
		{oneSupplier + "    contacts:\n      - |\n", []string{"contact"}},
		{oneSupplier + "    contracts:\n      - |\n", []string{"auto-renewing contract", "contract with an end", "open-ended contract"}},
		{oneSupplier + "    order_windows:\n      - |\n", []string{"yearly order window"}},
		{oneSupplier + "    supplies:\n      - |\n", []string{"supply"}},
		{"version: 1\nteams:\n  purchasing:\n    |\n", []string{"team"}},
		{strings.Replace(oneSupplier, "suppliers:", "mailboxes:\n  confirmations:\n    |\nsuppliers:", 1), []string{"mailbox"}},
	} {
		number++
		offered := e.completions(fmt.Sprintf("insert%d.yaml", number), c.text)
		for _, label := range c.labels {
			number++
			text := inserted(c.text, offered[label])
			if !strings.Contains(offered[label], ": ") {
				t.Errorf("%s is not offered: %q", label, offered)
			}
			if marked := e.open(fmt.Sprintf("insert%d.yaml", number), text); len(marked) > 0 {
				t.Errorf("%s\n%s\n%q", label, text, marked)
			}
			if said := shell(t, "check", "--fail-on", "never", save(t, "registry.yaml", text)); said.code != 0 {
				t.Errorf("%s\n%s\n%s", label, text, said.err)
			}
		}
	}
}

// TestEditorConsumersShowDescriptions points at a key, and looks at what an editor writes beside the keys that it offers.
func TestEditorConsumersShowDescriptions(t *testing.T) {
	e := openEditor(t, "registry")
	hover := string(e.at("textDocument/hover", "hover.yaml", oneSupplier+"    contracts:\n      - not|ice: 3 months\n"))
	for _, want := range []string{"How long before the end our notice must have been received.", "6 weeks"} {
		if !strings.Contains(hover, want) {
			t.Errorf("%q is missing: %s", want, hover)
		}
	}
	offered := string(e.at("textDocument/completion", "beside.yaml", oneSupplier+"    contracts:\n      - rene|\n"))
	if want := "One of `automatic`, `manual`, `none`."; !strings.Contains(offered, want) {
		t.Errorf("%q is missing: %s", want, offered)
	}
}
