package bounce

import (
	"strings"

	"supplierwatch/internal/ascii"
)

// answer is what the remote server said to a command, in the transcript of a
// session that a notice shows.
type answer struct {
	text      string // with the reply code
	stage     stage
	recipient string // of RCPT; empty for another command
}

// commandMarks and answerMarks are what servers put before the lines that were
// sent and those that were received.
var (
	commandMarks = []string{">>>", "-->", "->", "=>", "C:"}
	answerMarks  = []string{"<<<", "<--", "<-", "<=", "S:"}
)

// verbs are the commands of RFC 5321, RFC 3030 and RFC 3207, and those that end
// a session.
var verbs = []struct {
	verb  string
	stage stage
}{
	{"RCPT TO:", stageRecipient},
	{"MAIL FROM:", stageSender},
	{"DATA", stageData},
	{"BDAT", stageData},
	{".", stageData},
	{"EHLO", stageConnect},
	{"HELO", stageConnect},
	{"STARTTLS", stageConnect},
	{"RSET", stageUnknown},
	{"QUIT", stageUnknown},
}

// session is the transcript of a session: what the remote server answered, and
// the text around it.
type session struct {
	answers []answer
	rest    string // the notice without the answers and without their local translation
}

// sessionIn reads the transcript in a notice. A line that begins with a code is
// an answer only where a command is above it and no answer is marked as one: else
// it is how the local server translates the answer for its user.
func sessionIn(notice string) session {
	r := sessionReader{marked: hasMarkedAnswer(notice)}
	for line := range strings.Lines(notice) {
		r.read(line)
	}
	return session{answers: pipelined(r.answers), rest: r.rest.String()}
}

type sessionReader struct {
	marked  bool
	started bool // a command was shown
	stage   stage
	named   string
	answers []answer
	rest    strings.Builder
}

func (r *sessionReader) read(line string) {
	trimmed := strings.TrimSpace(line)
	if text, found := cutMark(trimmed, answerMarks); found && codeAt(text) != "" {
		r.add(text)
		return
	}
	if stage, named, found := commandIn(trimmed); found {
		r.started, r.stage, r.named = true, stage, named
		r.rest.WriteByte('\n')
		return
	}
	switch coded := codeAt(trimmed) != ""; {
	case coded && r.marked && r.started:
		return // the local translation
	case coded && r.started:
		r.add(trimmed)
	default:
		r.rest.WriteString(line)
	}
}

// add notes an answer, or a further line of the last one.
func (r *sessionReader) add(text string) {
	if last := len(r.answers) - 1; last >= 0 && r.answers[last].stage == r.stage && codeAt(r.answers[last].text) == codeAt(text) && isContinued(r.answers[last].text) {
		r.answers[last].text += " " + text
		return
	}
	r.answers = append(r.answers, answer{text: text, stage: r.stage, recipient: r.named})
}

// isContinued reports whether the last line of an answer has a hyphen behind its
// code, so that another line follows (RFC 5321, 4.2.1).
func isContinued(text string) bool {
	last := text
	if at := strings.LastIndex(text, " "+text[:3]); at >= 0 {
		last = text[at+1:]
	}
	return len(last) > 3 && last[3] == '-'
}

// hasMarkedAnswer reports whether a notice marks the lines of the remote server.
func hasMarkedAnswer(notice string) bool {
	for line := range strings.Lines(notice) {
		if text, found := cutMark(strings.TrimSpace(line), answerMarks); found && codeAt(text) != "" {
			return true
		}
	}
	return false
}

func cutMark(line string, marks []string) (rest string, found bool) {
	for _, mark := range marks {
		if rest, found = strings.CutPrefix(line, mark); found {
			return strings.TrimSpace(rest), true
		}
	}
	return line, false
}

// codeAt returns the reply code that a line begins with.
func codeAt(line string) string {
	if len(line) < 3 || line[0] < '2' || line[0] > '5' || digitsAt(line) != 3 || len(line) > 3 && ascii.IsAlnum(line[3]) {
		return ""
	}
	return line[:3]
}

// commandIn returns what a line of a transcript commands.
func commandIn(line string) (s stage, named string, found bool) {
	text, marked := cutMark(line, commandMarks)
	upper := strings.ToUpper(text[:min(len(text), 20)])
	for _, v := range verbs {
		rest, begins := strings.CutPrefix(upper, v.verb)
		switch {
		case !begins:
		case strings.HasSuffix(v.verb, ":"):
			return v.stage, strings.TrimSpace(text[len(v.verb):]), true
		case rest == "" && v.verb != "." || marked && (rest == "" || rest[0] == ' '):
			return v.stage, "", true
		}
	}
	return stageUnknown, "", false
}

// pipelined corrects the command that answers belong to: where commands were sent
// at once (RFC 2920), the refusal of RCPT is shown below DATA, and the next answer
// is that DATA has no recipients.
func pipelined(answers []answer) []answer {
	for i := range answers[:max(0, len(answers)-1)] {
		if answers[i].stage == stageData && lacksRecipients(answers[i+1].text) {
			answers[i].stage = stageRecipient
		}
	}
	return answers
}

func lacksRecipients(text string) bool {
	lower := strings.ToLower(text)
	for _, words := range []string{"rcpt first", "need rcpt", "no valid recipients", "rcpt (recipient)", "no recipients", "valid rcpt"} {
		if strings.Contains(lower, words) {
			return true
		}
	}
	return false
}

// refused returns the answer that decides about a recipient: the first failure
// that a command naming the recipient met, else the first one of class 5, else of
// class 4.
func (s session) refused(recipient string) (answer, bool) {
	var best answer
	rank := 0
	for _, a := range s.answers {
		if r := a.rank(recipient); r > rank {
			best, rank = a, r
		}
	}
	return best, rank > 0
}

func (a answer) rank(recipient string) int {
	code := codeAt(a.text)
	switch {
	case code < "4" || lacksRecipients(a.text):
		return 0
	case recipient != "" && strings.Contains(strings.ToLower(a.recipient), strings.ToLower(recipient)):
		return 3
	case code[0] == '5':
		return 2
	}
	return 1
}
