package bounce

import (
	"cmp"
	"strings"

	"supplierwatch/internal/mailaddr"
	"supplierwatch/internal/mailparse/lexicon"
)

// maxNotice limits how much of a server's notice is read.
const maxNotice = 8 << 10

// notification is what a mail about a delivery holds.
type notification struct {
	deliveries []delivery
	session    session // the transcript that the notice shows
	notice     string  // the server's text, without the mail that came back, the transcript and our own words
	folded     string  // the notice with its transcript, folded
	stage      stage   // the command that the notice names
	subject    string  // what of the subject is the server's, folded
	recipient  string  // whom a header names as failed
	senders    []string
}

// decide weighs the evidence of a bounce and sets its verdict.
func (n notification) decide(m *Report) {
	if found := n.explain(m); found.verdict != "" {
		m.Verdict = found.verdict
		return
	}
	m.Verdict = Ambiguous
	m.Evidence = append(m.Evidence, "bounce: no words and no code say why")
}

// explain weighs the evidence in the order of its trust: the failed recipient's
// diagnostic, what the remote server said in the session, their codes, the notice,
// its codes, the subject. It notes the codes and what decides.
func (n notification) explain(m *Report) finding {
	diagnostic, answered, notice := n.refusals(m)
	return m.first(
		diagnostic.byPhrases, answered.byPhrases, diagnostic.byCode, answered.byCode, notice.byPhrases, n.wholeRefusal().byPhrases, notice.byCode, n.bySubject,
	)
}

// delay notes that a server goes on trying, with the codes and the words that say
// why: words first, since the code of a report is often the same for any delay.
func (n notification) delay(m *Report) {
	diagnostic, answered, notice := n.refusals(m)
	m.first(diagnostic.byPhrases, answered.byPhrases, notice.byPhrases, n.wholeRefusal().byPhrases, diagnostic.byCode, answered.byCode, notice.byCode)
	m.Kind, m.Verdict = Delayed, Temporary
}

// refusals returns the evidence and notes the codes in it.
func (n notification) refusals(m *Report) (diagnostic, answered, notice refusal) {
	d := n.failed()
	diagnostic, answered, notice = n.diagnosticRefusal(d), n.sessionRefusal(), n.noticeRefusal()
	m.Status = moreSpecific(moreSpecific(diagnostic.status, answered.status), notice.status)
	m.Code = cmp.Or(diagnostic.code, answered.code, notice.code, replyCode(n.folded))
	if d.status != "" {
		m.Evidence = append(m.Evidence, "delivery-status: Status "+d.status)
	}
	return diagnostic, answered, notice
}

// first returns the first of some findings that has a verdict, and notes its evidence.
func (r *Report) first(findings ...func() finding) finding {
	for _, found := range findings {
		if f := found(); f.verdict != "" {
			r.Evidence = append(r.Evidence, f.why)
			return f
		}
	}
	return finding{}
}

// moreSpecific returns the first of two enhanced codes unless it is unspecific.
func moreSpecific(a, b string) string {
	if (a == "" || strings.HasSuffix(a, ".0.0")) && b != "" {
		return b
	}
	return a
}

// failed returns the recipient that the bounce is about.
func (n notification) failed() delivery {
	for _, d := range n.deliveries {
		if d.hasFailed() {
			return d
		}
	}
	if len(n.deliveries) > 0 {
		return n.deliveries[0]
	}
	return delivery{}
}

// diagnosticRefusal evaluates what the report says of the failed recipient.
func (n notification) diagnosticRefusal(d delivery) refusal {
	original := d.diagnostic[:min(len(d.diagnostic), maxNotice)]
	r := n.refusalOf("diagnostic", original)
	r.stage = stageOf(r.text + " " + n.folded)
	r.addressed = d.recipient != "" && (d.relayed || strings.Contains(r.text, lexicon.Fold(d.recipient)))
	r.status = moreSpecific(r.status, d.status)
	return r
}

// sessionRefusal evaluates what the remote server said in the session that the notice shows.
func (n notification) sessionRefusal() refusal {
	a, found := n.session.refused(n.recipient)
	if !found {
		return refusal{}
	}
	r := n.refusalOf("session", a.text)
	r.stage = a.stage
	r.addressed = a.stage == stageRecipient || n.recipient != "" && strings.Contains(r.text, lexicon.Fold(n.recipient))
	if r.addressed && a.stage == stageData {
		r.stage = stageUnknown // a pipelined answer to RCPT may be shown below DATA
	}
	return r
}

// noticeRefusal evaluates the notice from the line on that names the recipient: what
// is above is the same in every bounce of a server.
func (n notification) noticeRefusal() refusal {
	text := n.notice
	if at := strings.Index(text, n.recipient); n.recipient != "" && at >= 0 {
		text = text[strings.LastIndexByte(text[:at], '\n')+1:]
	}
	r := n.refusalOf("notice", text)
	r.addressed, r.stated = n.answersRecipient(r.text), n.statesOfRecipient(text)
	return r
}

// statesOfRecipient reports whether a line of a notice holds the recipient and that
// it is unknown, and nothing else. Servers write so that own the mailbox.
func (n notification) statesOfRecipient(text string) bool {
	recipient, above := lexicon.Fold(n.recipient), ""
	for line := range strings.Lines(text) {
		folded := strings.TrimLeft(strings.TrimSpace(lexicon.Fold(line)), "<")
		if strings.Trim(above, "<>: ") == recipient {
			folded = recipient + " " + folded // Exim writes the reason on the line below
		}
		above = folded
		rest, begins := strings.CutPrefix(folded, recipient)
		if !begins {
			rest, begins = strings.CutSuffix(strings.TrimRight(folded, " .>"), recipient)
		}
		if recipient != "" && begins && lexicon.UnknownUser.IsWhole(strings.Trim(rest, " :;,.()<>-")) {
			return true
		}
	}
	return false
}

// answersRecipient reports whether a notice shows a server's answer to the
// recipient's address: an answer that begins with the address, as servers answer
// RCPT, or one that the notice ascribes to the remote server and that names it.
func (n notification) answersRecipient(folded string) bool {
	recipient, code := lexicon.Fold(n.recipient), replyCode(folded)
	if recipient == "" || code == "" {
		return false
	}
	before, answer, _ := strings.Cut(folded, code)
	if rest, begins := strings.CutPrefix(strings.TrimLeft(answer, " :-#.<0123456789"), recipient); begins {
		rest = strings.TrimLeft(rest, ">:,.; ")
		words, found := lexicon.UnknownUser.Find(rest)
		return found && strings.HasPrefix(rest, words)
	}
	return lexicon.RemoteAnswer.In(before) && strings.Contains(answer, recipient)
}

// wholeRefusal evaluates the whole notice.
func (n notification) wholeRefusal() refusal { return n.refusalOf("notice", n.notice) }

// translations are what sendmail and Cisco's gateway make of any answer of its class,
// beside the answer itself.
var translations = strings.NewReplacer("554 5.0.0 service unavailable", "", "unknown address error ", "error ")

func (n notification) refusalOf(source, original string) refusal {
	folded := translations.Replace(lexicon.Fold(original))
	return refusal{
		source: source, original: original, text: folded, code: replyCode(folded), status: statusIn(folded), stage: n.stage,
		namesUs: n.namesUs(folded), ourDomain: n.ourDomain(),
	}
}

// statusIn returns the enhanced code of a text: of one that says nothing specific
// and quotes an answer of another server, that server's.
func statusIn(folded string) string {
	status := enhancedCode(folded, failureClass)
	if code := replyCode(folded); code != "" && (status == "5.1.0" || strings.HasSuffix(status, ".0.0")) {
		if _, answer, quotes := strings.Cut(folded, code+"-"); quotes {
			return cmp.Or(enhancedCode(strings.TrimLeft(answer, `'"`), failureClass), status)
		}
	}
	return status
}

// namesUs reports whether a server's answer, from its code on, names our address
// and not the recipient's.
func (n notification) namesUs(folded string) bool {
	code := replyCode(folded)
	if code == "" {
		return false
	}
	answer := folded[strings.Index(folded, code):]
	return namesAddress(answer, n.senders) && !namesAddress(answer, []string{n.recipient})
}

// ourDomain returns the domain of the mail that came back, folded; empty if the
// recipient has the same.
func (n notification) ourDomain() string {
	for _, address := range n.senders {
		if domain := lexicon.Fold(mailaddr.DomainOf(address)); domain != "" && !strings.HasSuffix(lexicon.Fold(n.recipient), "@"+domain) {
			return domain
		}
	}
	return ""
}

func (n notification) bySubject() finding {
	return refusal{source: "subject", original: n.subject, text: n.subject}.byPhrases()
}
