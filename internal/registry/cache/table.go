package cache

import (
	"crypto/sha256"
	"encoding/binary"
	"errors"
	"slices"
	"strings"

	"supplierwatch/internal/structcodec"
)

const magic = "supplierwatch registry cache 1\n"

// headLength is the length of what comes before the suppliers, endLength of what comes behind the table.
const (
	headLength = len(magic) + 2*sha256.Size
	endLength  = 8 + sha256.Size
)

// table lists what a file of the cache holds.
type table struct{ Files []tableFile }

// tableFile is a file of the registry.
type tableFile struct {
	Sum   string // of its content
	Plain bool
	Parts []tablePart
}

// tablePart is where some suppliers are.
type tablePart struct {
	At, Length, Suppliers int
	Sum                   string // of their bytes
}

func tableCodec() (*structcodec.Codec[table], error) { return structcodec.New[table](nil) }

// perPart is how many suppliers a part has at most.
const perPart = 64

var errDamaged = errors.New("the cache is damaged")

// head returns the beginning of a file of the cache.
func head(program, organisation Sum) []byte {
	return slices.Concat([]byte(magic), program[:], organisation[:])
}

// end returns the table as it is written behind the suppliers, with its place and a checksum over it and the head.
func (t *table) end(head []byte, at int) ([]byte, error) {
	codec, err := tableCodec()
	if err != nil {
		return nil, err
	}
	e := structcodec.NewEncoder(nil, nil, "")
	codec.Encode(e, t)
	encoded, err := e.Bytes()
	if err != nil {
		return nil, err
	}
	encoded = binary.LittleEndian.AppendUint64(encoded, uint64(at))
	sum := tableSum(string(head), string(encoded))
	return append(encoded, sum[:]...), nil
}

// readTable returns the table of a file of the cache that a program wrote, and the organisation for which it did.
func readTable(content string, program Sum) (t table, organisation Sum, err error) {
	if len(content) < headLength+endLength || !strings.HasPrefix(content, magic+string(program[:])) {
		return table{}, Sum{}, errors.New("the cache is of another program")
	}
	checked := content[:len(content)-sha256.Size]
	at := binary.LittleEndian.Uint64([]byte(checked[len(checked)-8:]))
	if at < uint64(headLength) || at > uint64(len(checked)-8) {
		return table{}, Sum{}, errDamaged
	}
	if sum := tableSum(content[:headLength], checked[at:]); content[len(checked):] != string(sum[:]) {
		return table{}, Sum{}, errDamaged
	}
	codec, err := tableCodec()
	if err != nil {
		return table{}, Sum{}, err
	}
	d := structcodec.NewDecoder(checked[at:len(checked)-8], nil, "")
	codec.Decode(d, &t)
	copy(organisation[:], content[headLength-sha256.Size:])
	return t, organisation, d.End()
}

func tableSum(head, encoded string) Sum { return sha256.Sum256([]byte(head + encoded)) }
