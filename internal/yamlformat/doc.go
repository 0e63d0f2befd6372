// Package yamlformat gives YAML files one layout, without a change of what they say.
//
//	text ─▶ nodes of the parser ─▶ lines (structure, continuation, comment, blank) ─▶ lines with new indentation ─▶ nodes again, compared
//
// It changes only what no reader of YAML sees: the indentation of keys and list items (two spaces for each level), the blanks behind a dash and
// at the ends of lines, line breaks that differ from the rest of the file, and the end of the file. The order of keys, comments, blank lines,
// quotation marks, anchors, values, and whatever is in brackets stay as they are.
//
// The new text is parsed again. Where its documents differ from the old ones in anything but places, the text is refused and stays as it is.
package yamlformat
