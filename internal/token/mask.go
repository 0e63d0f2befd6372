package token

import (
	"bytes"
	"crypto/hmac"
	"crypto/sha256"
	"crypto/subtle"
	"hash"
)

// Shown is how many characters of a token may be shown. They name a mail among ours and prove nothing.
const Shown = 8

// Hidden replaces the rest of a token that is shown. It is valid in an address and in a Message-ID, and no token contains it.
const Hidden = "***"

// Mask returns a text without its tokens: of every reply token and link token of this key only the first characters are left. A token is
// found in whatever case, and also where other letters touch it, as in an escaped address. Whoever reads the text cannot answer with it.
func (k Key) Mask(text string) string {
	if m, found := k.mask([]byte(text), nil); found {
		return string(m)
	}
	return text
}

// MaskBytes does what Mask does. What it returns may be the text itself.
func (k Key) MaskBytes(text []byte) []byte {
	masked, _ := k.mask(text, nil)
	return masked
}

// MaskOthers does what Mask does, but leaves the tokens of one mail: its own line for answers and its own link belong into it.
func (k Key) MaskOthers(text, mail string) string {
	if m, found := k.mask([]byte(text), k.mac("name", []byte(mail))[:nameSize]); found {
		return string(m)
	}
	return text
}

// mask replaces the tokens in a text, except those that bear a name.
func (k Key) mask(text, except []byte) (masked []byte, found bool) {
	if len(k) == 0 {
		return text, false
	}
	var p *prover // made for the first word of a token's length: most texts have none
	written := 0
	for start := 0; start < len(text); start++ {
		if value[text[start]] < 0 {
			continue
		}
		end := start
		for end < len(text) && value[text[end]] >= 0 {
			end++
		}
		if p == nil && start+Length <= end {
			p = k.prover()
		}
		for ; start+Length <= end; start++ {
			if name, ok := p.proven(text[start : start+Length]); ok && !bytes.Equal(name, except) {
				masked = append(masked, text[written:start+Shown]...)
				masked = append(masked, Hidden...)
				written = start + Length
				start += Length - 1
			}
		}
		start = end
	}
	if written == 0 {
		return text, false
	}
	return append(masked, text[written:]...), true
}

// value returns the five bits of a character of a token, in either case; -1 for every other byte.
var value = func() (all [256]int8) {
	for i := range all {
		all[i] = -1
	}
	for i := range 26 {
		all['a'+i], all['A'+i] = int8(i), int8(i)
	}
	for i := range 6 {
		all['2'+i] = int8(26 + i)
	}
	return all
}()

// prover recognises the tokens of a key among other words. It is ready for many of them, since long texts hold many words of a token's length.
type prover struct {
	proofs [2]hash.Hash // of answers and of links, with the key in them
	raw    [nameSize + proofSize]byte
	sum    [sha256.Size]byte
}

// purposes are what a token may be for, as mac writes them.
var purposes = [2][]byte{prefixOf(answerProof), prefixOf(linkProof)}

func (k Key) prover() *prover {
	return &prover{proofs: [2]hash.Hash{hmac.New(sha256.New, k), hmac.New(sha256.New, k)}}
}

// proven returns the name in a word of a token's length and characters; ok is false if the word is not a token of the key.
func (p *prover) proven(word []byte) (name []byte, ok bool) {
	if !p.decode(word) {
		return nil, false
	}
	for i, h := range p.proofs {
		h.Reset()
		h.Write(purposes[i])
		h.Write(p.raw[:nameSize])
		if subtle.ConstantTimeCompare(h.Sum(p.sum[:0])[:proofSize], p.raw[nameSize:]) == 1 {
			return p.raw[:nameSize], true
		}
	}
	return nil, false
}

// decode reads a word as base32. Two bits of the last character mean nothing, and tokens have none there.
func (p *prover) decode(word []byte) bool {
	var bits, have uint
	at := 0
	for _, c := range word {
		bits, have = bits<<5|uint(value[c]), have+5
		if have >= 8 {
			have -= 8
			p.raw[at] = byte(bits >> have)
			at++
			bits &= 1<<have - 1
		}
	}
	return bits == 0
}
