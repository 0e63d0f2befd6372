package vcard

import (
	"encoding/hex"
	"fmt"
	"strings"

	"golang.org/x/text/encoding/htmlindex"
)

// Property is one property of a card.
type Property struct {
	Line   int
	Name   string   // in upper case
	Types  []string // in lower case
	Pref   bool
	values string // as it is in the file, with its escapes
}

// logicalLine is a line with those that continue it.
type logicalLine struct {
	number int
	text   string
}

// unfold joins the lines that belong together: those that begin with a blank, and in version 2.1 those after a soft line break of quoted-printable.
func unfold(text string) []logicalLine {
	var lines []logicalLine
	soft := false
	for i, line := range strings.Split(strings.NewReplacer("\r\n", "\n", "\r", "\n").Replace(text), "\n") {
		last := len(lines) - 1
		switch {
		case soft:
			lines[last].text = strings.TrimSuffix(lines[last].text, "=") + line
		case last >= 0 && (strings.HasPrefix(line, " ") || strings.HasPrefix(line, "\t")):
			lines[last].text += line[1:]
		default:
			lines = append(lines, logicalLine{i + 1, line})
		}
		last = len(lines) - 1
		soft = strings.HasSuffix(line, "=") && strings.Contains(strings.ToUpper(head(lines[last].text)), "QUOTED-PRINTABLE")
	}
	return lines
}

// head returns a property without its value.
func head(line string) string {
	quoted := false
	for i, c := range line {
		switch {
		case c == '"':
			quoted = !quoted
		case c == ':' && !quoted:
			return line[:i]
		}
	}
	return line
}

// parseProperty reads a line. It returns ok false for one without a colon, such as a line of a picture in version 2.1.
func parseProperty(line logicalLine) (p Property, ok bool, err error) {
	before := head(line.text)
	parts := splitUnquoted(before, ';')
	if len(before) == len(line.text) || len(parts) == 0 {
		return p, false, nil
	}
	p = Property{Line: line.number, values: line.text[len(before)+1:]}
	name := parts[0]
	if dot := strings.LastIndexByte(name, '.'); dot >= 0 {
		name = name[dot+1:] // a group, such as item1.EMAIL
	}
	p.Name = strings.ToUpper(strings.TrimSpace(name))
	quotedPrintable, charset := false, ""
	for _, parameter := range parts[1:] {
		key, value, named := strings.Cut(parameter, "=")
		if !named {
			key, value = "TYPE", parameter // version 2.1 writes types alone
		}
		value = strings.ToLower(strings.Trim(value, `"`))
		switch strings.ToUpper(strings.TrimSpace(key)) {
		case "TYPE":
			p.Types = append(p.Types, strings.Split(value, ",")...)
		case "PREF":
			p.Pref = value == "1"
		case "CHARSET":
			charset = value
		case "ENCODING":
			quotedPrintable = value == "quoted-printable"
		}
		quotedPrintable = quotedPrintable || strings.EqualFold(parameter, "QUOTED-PRINTABLE")
	}
	p.Pref = p.Pref || p.Is("pref")
	if quotedPrintable {
		p.values, err = decode(p.values, charset)
	}
	return p, true, err
}

// splitUnquoted splits at a character outside of quotation marks.
func splitUnquoted(text string, at rune) []string {
	quoted := false
	return strings.FieldsFunc(text, func(r rune) bool {
		if r == '"' {
			quoted = !quoted
		}
		return r == at && !quoted
	})
}

// decode decodes quoted-printable (RFC 2045, section 6.7).
func decode(text, charset string) (string, error) {
	var b []byte
	for i := 0; i < len(text); i++ {
		if text[i] != '=' {
			b = append(b, text[i])
			continue
		}
		if i+3 > len(text) {
			return "", fmt.Errorf("%.40q is not valid quoted-printable", text[i:])
		}
		decoded, err := hex.DecodeString(text[i+1 : i+3])
		if err != nil {
			return "", fmt.Errorf("%.40q is not valid quoted-printable", text[i:i+3])
		}
		b, i = append(b, decoded...), i+2
	}
	if charset == "" {
		charset = "utf-8"
	}
	encoding, err := htmlindex.Get(charset)
	if err != nil {
		return "", fmt.Errorf("the character set %.40q is not known", charset)
	}
	decoded, err := encoding.NewDecoder().Bytes(b)
	if err != nil {
		return "", fmt.Errorf("the value is not valid %s", charset)
	}
	return string(decoded), nil
}

// Is reports whether the property has a type, such as fax.
func (p Property) Is(kind string) bool {
	for _, t := range p.Types {
		if strings.TrimSpace(t) == kind {
			return true
		}
	}
	return false
}

// Text returns the whole value.
func (p Property) Text() string { return unescape(p.values) }

// Component returns a part of a structured value, such as the country of an address.
func (p Property) Component(index int) string {
	parts := splitEscaped(p.values, ';')
	if index >= len(parts) {
		return ""
	}
	return strings.TrimSpace(unescape(parts[index]))
}

// List returns the values of a list.
func (p Property) List() []string {
	var all []string
	for _, part := range splitEscaped(p.values, ',') {
		all = append(all, strings.TrimSpace(unescape(part)))
	}
	return all
}

// splitEscaped splits at a character that no backslash is before.
func splitEscaped(text string, at byte) []string {
	var parts []string
	start := 0
	for i := 0; i < len(text); i++ {
		switch text[i] {
		case '\\':
			i++
		case at:
			parts = append(parts, text[start:i])
			start = i + 1
		}
	}
	return append(parts, text[start:])
}

var (
	unescaper = strings.NewReplacer(`\\`, `\`, `\n`, "\n", `\N`, "\n", `\,`, ",", `\;`, ";", `\:`, ":")
	escaper   = strings.NewReplacer(`\`, `\\`, "\n", `\n`, ",", `\,`, ";", `\;`, "\r", "")
)

func unescape(text string) string { return strings.TrimSpace(unescaper.Replace(text)) }
