// Package token makes and checks the tokens by which an answer finds the mail it answers.
//
// A token is 26 characters of base32 (RFC 4648, without padding): 80 bits that name a mail of ours and 48 bits that prove that we made it.
// The name is itself drawn from the key, so that nobody can tell one from random bits or guess the next, and the same mail always has the
// same token however often it is composed. Mail servers change the case of local parts, so case does not matter.
package token

import (
	"crypto/hmac"
	"crypto/sha256"
	"crypto/subtle"
	"encoding/base32"
	"regexp"
	"strings"
)

// Length is how many characters a token has.
const Length = 26

// The parts of a token in bytes.
const (
	nameSize  = 10
	proofSize = 6
)

var encoding = base32.NewEncoding("abcdefghijklmnopqrstuvwxyz234567").WithPadding(base32.NoPadding)

// form is what a token looks like.
var form = regexp.MustCompile(`^[a-z2-7]{26}$`)

// Key signs tokens. Whoever has it can answer in everybody's name.
type Key []byte

// For gives the token of a mail, in lower case, by the id of its outbox row.
func (k Key) For(mail string) string {
	name := k.mac("name", []byte(mail))[:nameSize]
	return encoding.EncodeToString(append(name, k.proof(name)...))
}

// Valid reports whether a text is a token that was made with this key, in whatever case.
func (k Key) Valid(text string) bool {
	text = Normal(text)
	if !form.MatchString(text) {
		return false
	}
	raw, err := encoding.DecodeString(text)
	return err == nil && len(raw) == nameSize+proofSize && encoding.EncodeToString(raw) == text &&
		subtle.ConstantTimeCompare(raw[nameSize:], k.proof(raw[:nameSize])) == 1
}

// Normal gives the one way of writing a token that is stored and compared.
func Normal(text string) string { return strings.ToLower(strings.TrimSpace(text)) }

func (k Key) proof(name []byte) []byte { return k.mac("proof", name)[:proofSize] }

// mac is HMAC-SHA-256 (RFC 2104). The purpose keeps names and proofs apart.
func (k Key) mac(purpose string, data []byte) []byte {
	h := hmac.New(sha256.New, k)
	h.Write([]byte(purpose + "\x00"))
	h.Write(data)
	return h.Sum(nil)
}
