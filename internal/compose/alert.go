package compose

import (
	"fmt"
	"strings"

	"supplierwatch/internal/compose/document"
	"supplierwatch/internal/envelope"
	"supplierwatch/internal/model"
)

// alerts is the mail about one alert, or about several that came together.
func (c *Composer) alerts(d model.Decision, v View, items []item, r room) document.Document {
	top := items[0]
	title := v.headline(top.alert, top.finding)
	if len(items) == 1 {
		b := c.block(d, v, top, 0)
		return document.Document{Title: title, Badge: b.Badge, Blocks: []document.Block{b}}
	}
	doc := document.Document{
		Title: several(len(items), "alert"),
		Badge: badge(top.finding.Severity),
		Lead:  []string{"The most urgent comes first."},
	}
	doc.Blocks, doc.Sections = c.blocks(d, v, items, r)
	doc.Index, doc.Say = v.brief(d, r).index(items), c.configured(c.sayAll(items))
	doc.Answer = c.answerAll(d, len(items), len(items))
	return doc
}

// blocks tells the first alerts in full and the others in brief.
func (c *Composer) blocks(d model.Decision, v View, items []item, r room) ([]document.Block, []document.Section) {
	full := items[:min(len(items), r.blocks)]
	blocks := make([]document.Block, 0, len(full))
	for i, x := range full {
		blocks = append(blocks, c.block(d, v, x, i+1))
	}
	if len(items) == len(full) {
		return blocks, nil
	}
	return blocks, []document.Section{v.brief(d, r).section("ALSO", items[len(full):], len(full))}
}

// index lists what a mail of several alerts holds in full.
func (b brief) index(items []item) []document.Line {
	var lines []document.Line
	for i, x := range items[:min(len(items), b.room.blocks)] {
		lines = append(lines, b.line(x, i+1))
	}
	return lines
}

// block tells one alert in full, under its number in the mail; zero where it is the only one.
func (c *Composer) block(d model.Decision, v View, x item, number int) document.Block {
	r := v.reader(d.To)
	lead := x.finding.Advice.Lead
	if lead == "" {
		lead = x.finding.Message
	}
	b := document.Block{
		Number: number, Badge: badge(x.finding.Severity), Title: v.headline(x.alert, x.finding), Lead: r.said(lead, v.Now),
		Steps: v.steps(x.alert, x.finding, r), Answer: c.answers(d, v, x, number), Say: c.configured(c.say(v, x, r)),
		Why: v.why(x.alert, x.finding, r), Ref: reference(x),
	}
	own := d
	own.Reason = x.Reason
	b.Who, b.Notes = v.who(x.alert, x.finding, own, r), notes(x.alert)
	for _, how := range x.finding.Advice.How {
		b.How = append(b.How, r.said(how, v.Now))
	}
	return b
}

// configured adds to the shell's lines what they need to reach this daemon.
// Where even a line of its own has no room for that, they say what is missing:
// without it they would look for the daemon's state somewhere else.
func (c *Composer) configured(lines []document.ShellLine) []document.ShellLine {
	if c.ConfigFile == "" {
		return lines
	}
	option := document.ConfigOption + shellWord(envelope.Plain(c.ConfigFile))
	for i := range lines {
		if document.Columns(document.ShellIndent+option) <= document.TextWidth {
			lines[i].Line += " " + option
		} else {
			lines[i].Does += "; add the daemon's --config"
		}
	}
	return lines
}

// reference says from which place, under which id and by which rule an alert
// stands.
func reference(x item) string {
	var parts []string
	if p := x.finding.Position; p.Line > 0 {
		parts = append(parts, fmt.Sprintf("%s:%d", p.File, p.Line))
	} else if p.File != "" {
		parts = append(parts, p.File)
	}
	parts = append(parts, "alert "+alertID(x.alert.ID), x.finding.Rule)
	return envelope.Plain(strings.Join(parts, " - "))
}
