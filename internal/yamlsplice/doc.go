// Package yamlsplice edits the text of a YAML file and leaves all other bytes as they are: comments, order, blank lines, quotation marks and line ends.
//
//	text ─▶ nodes of the parser ─▶ the block that a Path leads to ─▶ patches of bytes ─▶ new text ─▶ nodes again, compared
//
// An Edit sets keys of the block or adds an entry to one of its lists, in whichever of YAML's styles the block is written. The parser reports where a
// node begins; the package finds out where it ends. A mistake there cannot damage a file: the new text is parsed again and must differ from the old one
// by the edit alone. Where the text cannot be edited safely, such as below an anchor, the edit is refused with a reason, see Unsafe.
package yamlsplice
