package bounce

import (
	"cmp"
	"strings"

	"supplierwatch/internal/mailparse/lexicon"
)

// maxNotice limits how much of a server's notice is read.
const maxNotice = 8 << 10

// notification is what a mail about a delivery holds.
type notification struct {
	deliveries []delivery
	notice     string // the server's text, without the mail that came back
	folded     string // the notice, folded
	subject    string // folded
	recipient  string // whom a header names as failed
}

// decide weighs the evidence of a bounce in the order of its trust: the
// failed recipient's diagnostic, its codes, the notice, its codes, the subject.
func (n notification) decide(m *Report) {
	d := n.failed()
	diagnostic, notice := n.diagnosticRefusal(d), n.noticeRefusal()
	m.Status = moreSpecific(diagnostic.status, notice.status)
	m.Code = cmp.Or(cmp.Or(diagnostic.code, notice.code), replyCode(n.folded))
	if d.status != "" {
		m.Evidence = append(m.Evidence, "delivery-status: Status "+d.status)
	}
	for _, found := range []func() finding{diagnostic.byPhrases, diagnostic.byCode, notice.byPhrases, n.byWholeNotice, notice.byCode, n.bySubject} {
		if f := found(); f.verdict != "" {
			m.Verdict = f.verdict
			m.Evidence = append(m.Evidence, f.why)
			return
		}
	}
	m.Verdict = Ambiguous
	m.Evidence = append(m.Evidence, "bounce: no words and no code say why")
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
		if d.action == "failed" || d.action == "" || d.action == "expired" {
			return d
		}
	}
	if len(n.deliveries) > 0 {
		return n.deliveries[0]
	}
	return delivery{}
}

func (n notification) diagnosticRefusal(d delivery) refusal {
	text := lexicon.Fold(d.diagnostic[:min(len(d.diagnostic), maxNotice)])
	r := refusal{
		source: "diagnostic", text: text, code: replyCode(text), status: enhancedCode(text, failureClass),
		stage:     stageOf(text + " " + n.folded),
		addressed: d.recipient != "" && strings.Contains(text, lexicon.Fold(d.recipient)),
	}
	r.status = moreSpecific(r.status, d.status)
	return r
}

// noticeRefusal evaluates the notice from the line on that names the recipient: what
// is above is the same in every bounce of a server.
func (n notification) noticeRefusal() refusal {
	text := n.notice
	if at := strings.Index(text, n.recipient); n.recipient != "" && at >= 0 {
		text = text[strings.LastIndexByte(text[:at], '\n')+1:]
	}
	return n.refusalOf(lexicon.Fold(text))
}

func (n notification) refusalOf(folded string) refusal {
	folded = strings.ReplaceAll(folded, "554 5.0.0 service unavailable", "")
	return refusal{source: "notice", text: folded, code: replyCode(folded), status: enhancedCode(folded, failureClass), stage: stageOf(n.folded)}
}

// byWholeNotice evaluates the whole notice.
func (n notification) byWholeNotice() finding { return n.refusalOf(n.folded).byPhrases() }

func (n notification) bySubject() finding {
	return refusal{source: "subject", text: n.subject}.byPhrases()
}
