package rowdata

import (
	"encoding/binary"
	"fmt"
	"hash/crc32"
)

var castagnoli = crc32.MakeTable(crc32.Castagnoli)

// Checksum is the CRC-32C of texts and whole numbers. Each is added behind its kind and length, so that nothing can move from one column into
// the next unnoticed. The zero value is that of no column.
type Checksum uint32

// Sum returns the checksum of a row's columns. Each is a string or an int64; any other type is a mistake of the program and panics.
func Sum(columns []any) int64 {
	var sum Checksum
	for _, column := range columns {
		switch v := column.(type) {
		case string:
			sum.AddText(v)
		case int64:
			sum.AddNumber(v)
		default:
			panic(fmt.Sprintf("a column is a %T, expected a text or a whole number", column))
		}
	}
	return int64(sum)
}

// AddText adds a column that is a text.
func (c *Checksum) AddText(text string) {
	c.add('t', uint64(len(text)))
	*c = Checksum(crc32.Update(uint32(*c), castagnoli, []byte(text)))
}

// AddNumber adds a column that is a whole number.
func (c *Checksum) AddNumber(n int64) { c.add('n', uint64(n)) }

func (c *Checksum) add(kind byte, value uint64) {
	var head [9]byte
	head[0] = kind
	binary.BigEndian.PutUint64(head[1:], value)
	*c = Checksum(crc32.Update(uint32(*c), castagnoli, head[:]))
}
