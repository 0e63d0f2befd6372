package apidoc

import (
	"strconv"

	"supplierwatch/internal/model"
)

// What begins the lines of a finding in a document, of its keys and of the values below them.
const (
	findingLine = "\n    "
	keyLine     = findingLine + "  "
	valueLine   = keyLine + "  "
)

// AppendFinding appends what JSON writes of a finding that is in a list of a document. A check writes thousands of them, and reflection would take longer than
// evaluating them.
func AppendFinding(to []byte, f *model.Finding) []byte {
	to = append(to, '{')
	to = appendText(to, "rule", f.Rule)
	to = appendText(to, "severity", string(f.Severity))
	to = appendText(to, "route", string(f.Route))
	to = appendText(to, "supplier", f.Supplier)
	to = appendText(to, "subject", f.Subject.String())
	to = appendText(to, "occurrence", f.Occurrence)
	to = appendText(to, "message", f.Message)
	to = appendDue(to, f)
	to = appendExposure(to, f.Exposure)
	to = appendMargin(to, f.Slack)
	to = appendPosition(to, f.Position)
	to = appendText(to, "fingerprint", f.Fingerprint)
	if f.Known {
		to = append(appendKey(to, "baseline"), "true"...)
	}
	to = appendText(to, "headline", Headline(*f))
	to = appendSteps(to, f.Advice.Do)
	to = appendText(to, "help", Help(f.Rule))
	return append(append(to, findingLine...), '}')
}

// appendKey appends a key on a line of its own, with a comma before it unless it is the first.
func appendKey(to []byte, key string) []byte {
	if to[len(to)-1] != '{' {
		to = append(to, ',')
	}
	to = append(append(to, keyLine...), '"')
	return append(append(to, key...), `": `...)
}

func appendText(to []byte, key, text string) []byte {
	return appendString(appendKey(to, key), text)
}

func appendDue(to []byte, f *model.Finding) []byte {
	to = appendKey(to, "due")
	if f.Due.IsZero() {
		return append(to, "null"...)
	}
	return appendString(to, f.Due.String())
}

func appendExposure(to []byte, m *model.Money) []byte {
	to = appendKey(to, "exposure")
	if m == nil {
		return append(to, "null"...)
	}
	to = append(append(to, '{'), valueLine+`"amount": `...)
	to = append(append(to, m.Amount()...), ","+valueLine+`"currency": `...)
	return append(appendString(to, m.Currency), keyLine+"}"...)
}

func appendMargin(to []byte, days *int) []byte {
	to = appendKey(to, "margin_days")
	if days == nil {
		return append(to, "null"...)
	}
	return strconv.AppendInt(to, int64(*days), 10)
}

func appendPosition(to []byte, p model.Position) []byte {
	to = appendText(to, "file", p.File)
	to = strconv.AppendInt(appendKey(to, "line"), int64(p.Line), 10)
	return strconv.AppendInt(appendKey(to, "column"), int64(p.Column), 10)
}

func appendSteps(to []byte, steps []string) []byte {
	to = append(appendKey(to, "action"), '[')
	for i, step := range steps {
		if i > 0 {
			to = append(to, ',')
		}
		to = appendString(append(to, valueLine...), step)
	}
	if len(steps) > 0 {
		to = append(to, keyLine...)
	}
	return append(to, ']')
}
