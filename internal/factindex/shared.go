package factindex

import (
	"maps"

	"supplierwatch/internal/model"
)

// shared keeps one copy of what many facts have in common. Each mail causes a fact about each of its alerts, with the same data. Facts are never
// changed, so that they can share data and texts.
type shared struct {
	texts    map[string]string
	evidence string              // of the last fact: evidence may be long, so that older ones are not looked for
	data     []map[string]string // the last ones that differed, the latest first
}

// What is looked for at most.
const (
	mostTexts = 4096
	mostData  = 16
)

// fact returns the same fact, with texts and data that other facts have too.
func (x *shared) fact(f model.Fact) model.Fact {
	f.Actor, f.Source = x.text(f.Actor), x.text(f.Source)
	f.Kind, f.Subject.Kind = model.FactKind(x.text(string(f.Kind))), model.SubjectKind(x.text(string(f.Subject.Kind)))
	if f.Evidence == x.evidence {
		f.Evidence = x.evidence
	}
	x.evidence = f.Evidence
	if len(f.Data) > 0 {
		f.Data = x.sameData(f.Data)
	}
	return f
}

// text returns a text that equals the given one.
func (x *shared) text(t string) string {
	if known, ok := x.texts[t]; ok {
		return known
	}
	if x.texts == nil || len(x.texts) == mostTexts {
		x.texts = map[string]string{}
	}
	x.texts[t] = t
	return t
}

// sameData returns data that equal the given ones.
func (x *shared) sameData(data map[string]string) map[string]string {
	found := len(x.data)
	for i, known := range x.data {
		if maps.Equal(known, data) {
			found, data = i, known
			break
		}
	}
	if found == len(x.data) && found < mostData {
		x.data = append(x.data, nil)
	}
	copy(x.data[1:], x.data[:min(found, mostData-1)])
	x.data[0] = data
	return data
}
