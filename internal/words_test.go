package internal_test

import (
	"bytes"
	"context"
	"go/ast"
	"go/token"
	"io/fs"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"

	"supplierwatch/internal/cli"
)

// avoided is an expression that people do not say, with what to say instead.
type avoided struct {
	pattern *regexp.Regexp
	say     string
}

func avoid(pattern, say string) avoided {
	return avoided{regexp.MustCompile(`(?i)` + pattern), say}
}

// privateWords have a standard term. They are looked for in everything that people read, in comments and in identifiers.
var privateWords = []avoided{
	avoid(`\b(weekly|our|the|a|next|each|no|this|last|supplier) letters?\b( (lists?|of work|to|says?|is|that|goes|follows|went|out|listed|due))?`, "weekly summary"),
	avoid(`\b(page|watchdog|work) findings?\b|\bpoints? of work\b`, "alert, notification for operators, task"),
	avoid(`\bfirst looks?\b|\bfirst start mails?\b`, "initial report"),
	avoid(`\b(one|a|each|every|the|this|that|next|same|first|last|whole|between|behind|two|three|per) pass(es)?\b|\b(a|each|every|the|this|per|next|one|healthy) cycles?\b`, "evaluation"),
	avoid(`\bjudg(e|es|ed|ing)\b`, "evaluate"),
	avoid(`\bpromis(e|es|ed|ing)\b`, "guarantee"),
	avoid(`\bdeeds?\b|\bobey(s|ed|ing)?\b`, "action, command"),
	avoid(`\brehears(e|es|ed|ing|al|als)\b`, "simulate"),
	avoid(`\bnobody has it\b|\bin somebody's hands?\b`, "not acknowledged, acknowledged by NAME"),
	avoid(`\bcut off from the network\b|\breaches nothing\b`, "no network access from this host"),
	avoid(`\b(the|this) house\b|\b(pure|which|every|each|its|another) rooms?\b|\b(the|these) walls\b|\bfloors\b`, "layers, packages, import rules"),
	avoid(`\bwho knows\b|\bhow we know\b`, "notified so far, basis"),
	avoid(`\bnot there now\b|\bstill nobody\b`, "currently closed, if nobody answers"),
	avoid(`\balready too late\b|\bdo these first\b`, "overdue, top priorities"),
	avoid(`\btried out by a drill\b|\bno role address\b`, "tested by a drill, add a shared mailbox"),
	avoid(`\bthe stock ends\b`, "runs out of stock on DATE, N days before a replacement can arrive"),
	avoid(`\b(the|no) order is out\b|\bordinary way\b`, "the order has been placed, the usual way"),
	avoid(`\breachability is proven\b|\bproven for \d+ of\b`, "contact details verified in time"),
	avoid(`\bfixed since\b|\bfixed or over\b`, "resolved since, ended since"),
}

// literalTranslations are no English.
var literalTranslations = []avoided{
	avoid(`\b(it|this|that|what|which|who|there) stands\b|\bstands? (in|on|at|under|behind|beside|for|as|open|above|below|about)\b|\bstill stands\b`, "is, applies, is listed"),
	avoid(`\b(of|by) whomever\b|\bin the manner of\b|\bwhat is written cannot be used\b`, "plain words"),
	avoid(`\b(is|are|was|were) said\b|\bis told\b|\bare told\b`, "reported, notified"),
	avoid(`\b(of|to|from) ours\b`, "our"),
	avoid(`(?:^|[^e]|[^r]e|[^e]re|[^h]ere|[^t]here)[ "”)]\b(is|are|was) no ([a-kn-z]|l[^oe]|m[^o])`, "is not a"),
}

// quoted are parts of a text in which words are names: code, addresses, remarks that are not shown.
var quoted = regexp.MustCompile("(?s)```.*?\n```|`[^`\n]*`|<!--.*?-->|https?://\\S+|\\]\\([^)]*\\)")

func prose(text string) string { return quoted.ReplaceAllStringFunc(text, blankLines) }

// blankLines keeps the line breaks of what is left out, so that a line number stays right.
func blankLines(text string) string { return "§" + strings.Repeat("\n", strings.Count(text, "\n")) }

// wordsIn counts the avoided expressions of a text, and shows them with their lines in a verbose run.
func wordsIn(t *testing.T, name, text string) int {
	n := 0
	for _, w := range slices.Concat(privateWords, literalTranslations) {
		for _, at := range w.pattern.FindAllStringIndex(text, -1) {
			n++
			if testing.Verbose() {
				t.Logf("%s:%d: %q: say %s", name, 1+strings.Count(text[:at[0]], "\n"), strings.TrimSpace(text[at[0]:at[1]]), w.say)
			}
		}
	}
	return n
}

// TestWordsOfDocuments looks for private words and literal translations in the documents.
func TestWordsOfDocuments(t *testing.T) {
	found := map[string]int{}
	for name, text := range documents(t) {
		found[name] = wordsIn(t, name, prose(text))
	}
	excepted(t, "document", found)
}

// TestWordsOfExamples does so in the comments of the examples, the starter and the shipped configuration.
func TestWordsOfExamples(t *testing.T) {
	seen, found := 0, map[string]int{}
	for _, top := range []string{"../examples", "../config"} {
		err := filepath.WalkDir(top, func(path string, entry fs.DirEntry, err error) error {
			extension := filepath.Ext(path)
			if err != nil || entry.IsDir() || extension != ".yaml" && extension != ".yml" && extension != ".md" {
				return err
			}
			text, err := os.ReadFile(path)
			seen++
			name := strings.TrimPrefix(filepath.ToSlash(path), "../")
			found[name] = wordsIn(t, name, prose(string(text)))
			return err
		})
		if err != nil {
			t.Fatal(err)
		}
	}
	excepted(t, "example", found)
	if seen < 5 {
		t.Errorf("found %d files, expected more", seen)
	}
}

var (
	commandInHelp = regexp.MustCompile(`(?m)^  ([a-z][a-z-]*)  +\S`)
	beginsHelp    = regexp.MustCompile(`^[A-Z][a-z]+\b`)
)

// TestWordsOfHelp does so in the help of every command, which begins with a verb.
func TestWordsOfHelp(t *testing.T) {
	seen := 0
	var visit func(path []string)
	visit = func(path []string) {
		seen++
		text := help(t, path)
		name := strings.Join(append([]string{"supplierwatch"}, path...), " ") + " --help"
		if wordsIn(t, name, prose(text)) > 0 {
			t.Errorf("%s has words to avoid; go test ./internal -run TestWordsOfHelp -v shows them", name)
		}
		if !beginsHelp.MatchString(text) {
			t.Errorf("%s begins with %.40q, expected a verb such as Show, Print, Check, Record", name, text)
		}
		_, commands, _ := strings.Cut(text, "Commands:")
		for _, match := range commandInHelp.FindAllStringSubmatch(commands, -1) {
			if match[1] != "help" && len(path) < 2 {
				visit(append(path[:len(path):len(path)], match[1]))
			}
		}
	}
	visit(nil)
	if seen < 20 {
		t.Errorf("found %d commands, expected more", seen)
	}
}

func help(t *testing.T, path []string) string {
	t.Helper()
	var out, complaints bytes.Buffer
	if code := cli.Main(context.Background(), append(path[:len(path):len(path)], "--help"), cli.Streams{Out: &out, Err: &complaints}); code != cli.ExitOK {
		t.Fatalf("%v --help: exit %d: %s", path, code, complaints.String())
	}
	return out.String()
}

// speaking are the packages whose strings people read in a terminal: help, errors, warnings.
var speaking = []string{"internal/action", "internal/replies", "internal/cli", "internal/settings", "internal/strictyaml", "internal/registry", "internal/civil", "internal/oauth", "internal/imap", "internal/store", "internal/store/sqlite", "internal/store/postgres", "internal/probe"}

// TestWordsOfErrors does so in the strings of the packages that read files and talk to the terminal.
func TestWordsOfErrors(t *testing.T) {
	sources := parsedSources(t)
	found := map[string]int{}
	for _, folder := range speaking {
		for _, file := range sources[folder] {
			ast.Inspect(file, func(n ast.Node) bool {
				literal, ok := n.(*ast.BasicLit)
				if !ok || literal.Kind != token.STRING {
					return true
				}
				if text, err := strconv.Unquote(literal.Value); err == nil {
					found[folder] += countWords(t, literal.Pos(), prose(text), privateWords, literalTranslations)
				}
				return true
			})
		}
	}
	excepted(t, "strings", found)
}

// docVerbs are verbs that a doc comment does not begin with: a function returns something or reports whether something is so.
var docVerbs = avoid(`^[A-Za-z]\w* (gives|tells|says|names|holds that) `, "returns, reports whether")

// TestWordsOfCode does so in comments and identifiers. Packages that are not done yet are listed in exceptions.txt.
func TestWordsOfCode(t *testing.T) {
	found := map[string]int{}
	for folder, files := range parsedSources(t) {
		for _, file := range files {
			for _, group := range file.Comments {
				found[folder] += countWords(t, group.Pos(), prose(group.Text()), privateWords, literalTranslations, []avoided{docVerbs})
			}
			ast.Inspect(file, func(n ast.Node) bool {
				if ident, ok := n.(*ast.Ident); ok {
					found[folder] += countWords(t, ident.Pos(), wordsOf(ident.Name), privateIdentifiers)
				}
				return true
			})
		}
	}
	excepted(t, "words", found)
}

// privateIdentifiers are the private words as parts of a name.
var privateIdentifiers = []avoided{
	avoid(`\b(judge|judged|judging|rehearse|rehearsal|rehearsing|deed|deeds|promise|promises|obey|house|farewell|unsay|telling|tellings)\b`, "a standard term"),
}

var wordStart = regexp.MustCompile(`([a-z0-9])([A-Z])`)

// wordsOf separates the words of a name.
func wordsOf(name string) string { return wordStart.ReplaceAllString(name, "$1 $2") }

func countWords(t *testing.T, at token.Pos, text string, lists ...[]avoided) int {
	n := 0
	for _, list := range lists {
		for _, w := range list {
			for _, match := range w.pattern.FindAllString(text, -1) {
				n++
				if testing.Verbose() {
					t.Logf("%s:%d: %q: say %s", fileOf(at), fileSet.Position(at).Line, strings.TrimSpace(match), w.say)
				}
			}
		}
	}
	return n
}

// excepted compares what has avoided words with the list of exceptions, which does not count them: a package or document is cleaned as a whole.
func excepted(t *testing.T, limit string, found map[string]int) {
	t.Helper()
	listed := map[string]int{}
	for name, n := range found {
		if n > 0 {
			listed[name] = 1
		}
	}
	checkExceptions(t, limit, listed, "Use the standard terms; go test ./internal -run TestWords -v shows each place.")
}
