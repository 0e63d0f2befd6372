package sheet

import (
	"bytes"
	"encoding/binary"
	"errors"
	"fmt"
	"unicode/utf16"
	"unicode/utf8"

	"golang.org/x/text/encoding/charmap"
)

// Text returns the text of a file: UTF-8 with or without a byte order mark, UTF-16 in both orders, else Windows-1252, which Excel writes in Western
// countries. A file that fits none of them, or two of them at once, is refused.
func Text(data []byte) (string, error) {
	switch {
	case bytes.HasPrefix(data, []byte("\xef\xbb\xbf")):
		return fromUTF8(data[3:])
	case bytes.HasPrefix(data, []byte("\xff\xfe")):
		return fromUTF16(data[2:], binary.LittleEndian)
	case bytes.HasPrefix(data, []byte("\xfe\xff")):
		return fromUTF16(data[2:], binary.BigEndian)
	}
	if order := orderOfUTF16(data); order != nil {
		return fromUTF16(data, order)
	}
	if err := withoutNUL(data); err != nil {
		return "", err
	}
	if utf8.Valid(data) {
		return string(data), nil
	}
	text, err := fromWindows1252(data)
	if err != nil {
		return "", err
	}
	return text, likelyWindows1252(text)
}

func withoutNUL(data []byte) error {
	if at := bytes.IndexByte(data, 0); at >= 0 {
		return fmt.Errorf("line %d has a NUL character: this is not a text file: save the list again as CSV UTF-8", 1+bytes.Count(data[:at], []byte("\n")))
	}
	return nil
}

func fromUTF8(data []byte) (string, error) {
	if err := withoutNUL(data); err != nil {
		return "", err
	}
	if at := invalidUTF8(data); at >= 0 {
		return "", fmt.Errorf("line %d is not valid UTF-8, as the byte order mark of the file announces: save the list again as CSV UTF-8",
			1+bytes.Count(data[:at], []byte("\n")))
	}
	return string(data), nil
}

// invalidUTF8 returns where the first byte is that is not UTF-8, -1 if there is none.
func invalidUTF8(data []byte) int {
	for at := 0; at < len(data); {
		r, size := utf8.DecodeRune(data[at:])
		if r == utf8.RuneError && size <= 1 {
			return at
		}
		at += size
	}
	return -1
}

// orderOfUTF16 returns the byte order of text in UTF-16 without a byte order mark: in a table most letters of the first line have a NUL before
// or behind them. It is nil for other text.
func orderOfUTF16(data []byte) binary.ByteOrder {
	head := data[:min(len(data), 512)&^1]
	if len(data)%2 != 0 || len(head) < 4 {
		return nil
	}
	zero := [2]int{}
	for i, c := range head {
		if c == 0 {
			zero[i%2]++
		}
	}
	switch pairs := len(head) / 2; {
	case zero[1] > pairs/2 && zero[0] == 0:
		return binary.LittleEndian
	case zero[0] > pairs/2 && zero[1] == 0:
		return binary.BigEndian
	}
	return nil
}

func fromUTF16(data []byte, order binary.ByteOrder) (string, error) {
	if len(data)%2 != 0 {
		return "", errors.New("the file ends within a character of UTF-16: it was not saved completely")
	}
	out := make([]byte, 0, len(data))
	line := 1
	for i := 0; i < len(data); i += 2 {
		r := rune(order.Uint16(data[i:]))
		if utf16.IsSurrogate(r) {
			second := rune(utf8.RuneError)
			if i+4 <= len(data) {
				second = rune(order.Uint16(data[i+2:]))
			}
			if r = utf16.DecodeRune(r, second); r == utf8.RuneError {
				return "", fmt.Errorf("line %d is not valid UTF-16: save the list again as CSV UTF-8", line)
			}
			i += 2
		}
		switch r {
		case 0:
			return "", fmt.Errorf("line %d has a NUL character: this is not a text file: save the list again as CSV UTF-8", line)
		case '\n':
			line++
		}
		out = utf8.AppendRune(out, r)
	}
	return string(out), nil
}

// fromWindows1252 reads text that is not UTF-8. Where parts of it are, the file was put together from two, and one of them would be read wrongly.
func fromWindows1252(data []byte) (string, error) {
	out := make([]byte, 0, len(data)+len(data)/8)
	line, mixed := 1, 0
	for i := 0; i < len(data); i++ {
		if r, size := utf8.DecodeRune(data[i:]); size > 1 && r != utf8.RuneError && mixed == 0 {
			mixed = line
		}
		r := charmap.Windows1252.DecodeByte(data[i])
		switch {
		case r == utf8.RuneError || r >= 0x80 && r < 0xa0:
			return "", fmt.Errorf("line %d has a byte (%#x) that is neither UTF-8 nor Windows-1252: save the list again as CSV UTF-8", line, data[i])
		case r == '\n':
			line++
		}
		out = utf8.AppendRune(out, r)
	}
	if mixed > 0 {
		return "", fmt.Errorf("line %d is UTF-8, and other lines are not: two files were joined; save the list again as CSV UTF-8", mixed)
	}
	return string(out), nil
}
