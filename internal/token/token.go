// Package token makes and checks the tokens by which an answer finds the mail it answers.
//
// A token is 26 characters of base32 (RFC 4648, without padding): 80 bits that name one of our mails and 48 bits that prove that we made it.
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

// Fingerprint returns a text that is the same for equal keys, and from which the key cannot be worked out.
func (k Key) Fingerprint() string {
	return encoding.EncodeToString(k.mac("fingerprint", nil)[:nameSize])
}

// For returns the token of a mail, in lower case, by the id of its outbox row.
func (k Key) For(mail string) string {
	name := k.mac("name", []byte(mail))[:nameSize]
	return encoding.EncodeToString(append(name, k.proof(name)...))
}

// Link returns the token in the link of a mail. It has the mail's name and a proof of its own: the address for answers and the Message-ID,
// which everybody sees who is written to in the mail's thread, are not enough to make the link of.
func (k Key) Link(mail string) string {
	name := k.mac("name", []byte(mail))[:nameSize]
	return encoding.EncodeToString(append(name, k.linkProof(name)...))
}

// OfLink returns the token of the mail in whose link a text stands, in whatever case; ok is false if this key did not make it.
func (k Key) OfLink(text string) (token string, ok bool) {
	name, ok := proven(text, k.linkProof)
	if !ok {
		return "", false
	}
	return encoding.EncodeToString(append(name, k.proof(name)...)), true
}

// Valid reports whether a text is a token that was made with this key, in whatever case.
func (k Key) Valid(text string) bool {
	_, ok := proven(text, k.proof)
	return ok
}

// First returns what the first text names that is a token of a key and that find knows; nil if there is none.
func First[T any](k Key, texts []string, find func(token string) (T, bool, error)) (*T, error) {
	for _, text := range texts {
		if !k.Valid(text) {
			continue
		}
		named, known, err := find(Normal(text))
		if err != nil {
			return nil, err
		}
		if known {
			return &named, nil
		}
	}
	return nil, nil
}

// Derive returns a key for another purpose, from which this one cannot be found.
func (k Key) Derive(purpose string) []byte { return k.mac("derive", []byte(purpose)) }

// proven returns the name in a text if the rest proves that it is ours.
func proven(text string, proof func(name []byte) []byte) (name []byte, ok bool) {
	text = Normal(text)
	if !form.MatchString(text) {
		return nil, false
	}
	raw, err := encoding.DecodeString(text)
	if err != nil || len(raw) != nameSize+proofSize || encoding.EncodeToString(raw) != text {
		return nil, false
	}
	name = raw[:nameSize:nameSize]
	return name, subtle.ConstantTimeCompare(raw[nameSize:], proof(name)) == 1
}

// Normal returns the one way of writing a token that is stored and compared.
func Normal(text string) string { return strings.ToLower(strings.TrimSpace(text)) }

// What the proof in a token is for.
const (
	answerProof = "proof"
	linkProof   = "link"
)

func (k Key) proof(name []byte) []byte { return k.mac(answerProof, name)[:proofSize] }

func (k Key) linkProof(name []byte) []byte { return k.mac(linkProof, name)[:proofSize] }

// mac is HMAC-SHA-256 (RFC 2104). The purpose keeps names and proofs apart.
func (k Key) mac(purpose string, data []byte) []byte {
	h := hmac.New(sha256.New, k)
	h.Write(prefixOf(purpose))
	h.Write(data)
	return h.Sum(nil)
}

func prefixOf(purpose string) []byte { return []byte(purpose + "\x00") }
