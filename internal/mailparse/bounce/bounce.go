package bounce

import (
	"cmp"
	"strings"

	"supplierwatch/internal/mailparse/lexicon"
)

// maxNotice bounds how much of a server's notice is judged.
const maxNotice = 8 << 10

// report is what a mail about a delivery holds.
type notification struct {
	deliveries []delivery
	notice     string // the server's text, without the mail that came back
	folded     string // the notice, folded
	subject    string // folded
	recipient  string // whom a header names as failed
}

// bounceVerdict weighs the evidence of a bounce in the order of its trust: the
// failed recipient's diagnostic, its codes, the notice, its codes, the subject.
func (rep notification) bounceVerdict(m *Report) {
	d := rep.failed()
	diagnosis, notice := rep.diagnosis(d), rep.noticed()
	m.Status = moreSpecific(diagnosis.status, notice.status)
	m.Code = cmp.Or(cmp.Or(diagnosis.code, notice.code), replyCode(rep.folded))
	if d.status != "" {
		m.Evidence = append(m.Evidence, "delivery-status: Status "+d.status)
	}
	for _, found := range []func() finding{diagnosis.byWords, diagnosis.byCode, notice.byWords, rep.whole, notice.byCode, rep.titled} {
		if f := found(); f.verdict != "" {
			m.Verdict = f.verdict
			m.Evidence = append(m.Evidence, f.why)
			return
		}
	}
	m.Verdict = Ambiguous
	m.Evidence = append(m.Evidence, "bounce: no words and no code say why")
}

// moreSpecific gives the first of two enhanced codes unless it says nothing.
func moreSpecific(a, b string) string {
	if (a == "" || strings.HasSuffix(a, ".0.0")) && b != "" {
		return b
	}
	return a
}

// failed gives the recipient that the bounce is about.
func (rep notification) failed() delivery {
	for _, d := range rep.deliveries {
		if d.action == "failed" || d.action == "" || d.action == "expired" {
			return d
		}
	}
	if len(rep.deliveries) > 0 {
		return rep.deliveries[0]
	}
	return delivery{}
}

func (rep notification) diagnosis(d delivery) refusal {
	text := lexicon.Fold(d.diagnostic[:min(len(d.diagnostic), maxNotice)])
	r := refusal{
		source: "diagnostic", text: text, code: replyCode(text), status: enhancedCode(text, failureClass),
		stage:     stageOf(text + " " + rep.folded),
		addressed: d.recipient != "" && strings.Contains(text, lexicon.Fold(d.recipient)),
	}
	r.status = moreSpecific(r.status, d.status)
	return r
}

// noticed judges the notice from the line on that names the recipient: what
// stands above is the same in every bounce of a server.
func (rep notification) noticed() refusal {
	text := rep.notice
	if at := strings.Index(text, rep.recipient); rep.recipient != "" && at >= 0 {
		text = text[strings.LastIndexByte(text[:at], '\n')+1:]
	}
	return rep.refusalOf(lexicon.Fold(text))
}

func (rep notification) refusalOf(folded string) refusal {
	folded = strings.ReplaceAll(folded, "554 5.0.0 service unavailable", "")
	return refusal{source: "notice", text: folded, code: replyCode(folded), status: enhancedCode(folded, failureClass), stage: stageOf(rep.folded)}
}

// whole judges the notice from its beginning.
func (rep notification) whole() finding { return rep.refusalOf(rep.folded).byWords() }

func (rep notification) titled() finding {
	return refusal{source: "subject", text: rep.subject}.byWords()
}
