package compose

import (
	"cmp"

	"supplierwatch/internal/compose/document"
	"supplierwatch/internal/envelope"
	"supplierwatch/internal/model"
	"supplierwatch/internal/prose"
)

// alertDocument is the mail about one alert, or about several that came together.
func alertDocument(c *Composer, d model.Decision, v View, items []item, r sizeBudget) document.Document {
	top := items[0]
	title := headlineOf(v, top.alert, top.finding)
	if len(items) == 1 {
		b := alertBlock(c, d, v, top, 0)
		return document.Document{Title: title, Badge: b.Badge, Blocks: []document.Block{b}}
	}
	doc := document.Document{
		Title: prose.Count(len(items), "alert"),
		Badge: badge(top.finding.Severity),
		Lead:  []string{"The most urgent comes first."},
	}
	doc.Blocks, doc.Sections = alertBlocks(c, d, v, items, r)
	doc.Index, doc.Say = newDigestWriter(v, d, r).index(items), withConfigOption(c, shellCommandForAll(c, items))
	doc.Answer = answersToAll(c, d, len(items), len(items))
	return doc
}

// alertBlocks returns the first alerts in full and a section with the others.
func alertBlocks(c *Composer, d model.Decision, v View, items []item, r sizeBudget) ([]document.Block, []document.Section) {
	full := items[:min(len(items), r.blocks)]
	blocks := make([]document.Block, 0, len(full))
	for i, x := range full {
		blocks = append(blocks, alertBlock(c, d, v, x, i+1))
	}
	if len(items) == len(full) {
		return blocks, nil
	}
	return blocks, []document.Section{newDigestWriter(v, d, r).section("ALSO", items[len(full):], len(full))}
}

// index lists what a mail of several alerts holds in full.
func (b digestWriter) index(items []item) []document.Line {
	var lines []document.Line
	for i, x := range items[:min(len(items), b.budget.blocks)] {
		lines = append(lines, b.line(x, i+1))
	}
	return lines
}

// alertBlock returns one alert in full, under its number in the mail; zero where it is the only one.
func alertBlock(c *Composer, d model.Decision, v View, x item, number int) document.Block {
	r := readerOf(v, d.To)
	b := document.Block{
		Number: number, Badge: badge(x.finding.Severity), Title: headlineOf(v, x.alert, x.finding), Lead: leadOf(x.finding, r, v),
		Deadline: deadlineText(v, x, r), Steps: stepsOf(v, x.alert, x.finding, r), Answer: answersTo(c, d, v, x, number), Say: withConfigOption(c, shellCommands(c, v, x, r)),
		Why: reasonsOf(v, x.alert, x.finding, r), Ref: reference(x),
	}
	own := d
	own.Reason = x.Reason
	b.Who, b.Notes = notifiedRows(v, x.alert, x.finding, own, r), notes(x.alert)
	for _, how := range x.finding.Advice.How {
		b.How = append(b.How, r.readable(how, v.Now))
	}
	return b
}

// leadOf returns the paragraph that begins the text about a finding.
func leadOf(f model.Finding, r reader, v View) string {
	return r.readable(cmp.Or(f.Advice.Lead, f.Message), v.Now)
}

// withConfigOption adds to the shell's lines what they need to reach this daemon.
// Where even a line of its own has no room for that, they say what is missing:
// without it they would look for the daemon's state somewhere else.
func withConfigOption(c *Composer, lines []document.ShellLine) []document.ShellLine {
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
