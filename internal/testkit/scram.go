package testkit

import (
	"bytes"
	"crypto/hmac"
	"crypto/pbkdf2"
	"crypto/sha1"
	"crypto/sha256"
	"encoding/base64"
	"errors"
	"fmt"
	"hash"
	"strings"
)

// SCRAMServer is the server's side of a SCRAM login (RFC 5802, section 5), as a
// server of package go-sasl, and can be made to break the rules.
type SCRAMServer struct {
	Mechanism, Username, Password string
	Iterations                    int
	ForgeProof                    bool // its proof is another one's
	SkipProof                     bool // it accepts without a proof
	Accepted                      bool // it has accepted the login

	first, challenge string
	step             int
}

// Next answers the client.
func (s *SCRAMServer) Next(response []byte) (challenge []byte, done bool, err error) {
	s.step++
	switch {
	case s.step == 1 && len(response) == 0:
		s.step = 0
		return []byte{}, false, nil
	case s.step == 1:
		return s.answerFirst(string(response))
	case s.step == 2:
		return s.answerFinal(string(response))
	}
	s.Accepted = true
	return nil, true, nil
}

func (s *SCRAMServer) answerFirst(message string) (challenge []byte, done bool, err error) {
	bare, found := strings.CutPrefix(message, "n,,")
	name, nonce, _ := strings.Cut(bare, ",r=")
	if !found || name != "n="+s.Username {
		return nil, true, fmt.Errorf("unexpected message %q", message)
	}
	s.first = bare
	s.challenge = fmt.Sprintf("r=%sserver,s=%s,i=%d", nonce, base64.StdEncoding.EncodeToString([]byte("salt")), s.Iterations)
	return []byte(s.challenge), false, nil
}

func (s *SCRAMServer) answerFinal(message string) (challenge []byte, done bool, err error) {
	unproved, proof, _ := strings.Cut(message, ",p=")
	given, err := base64.StdEncoding.DecodeString(proof)
	if err != nil {
		return nil, true, err
	}
	signed := s.first + "," + s.challenge + "," + unproved
	salted, err := pbkdf2.Key(s.hash(), s.Password, []byte("salt"), s.Iterations, s.hash()().Size())
	if err != nil {
		return nil, true, err
	}
	clientKey := s.mac(salted, "Client Key")
	stored := s.hash()()
	stored.Write(clientKey)
	for i, b := range s.mac(stored.Sum(nil), signed) {
		clientKey[i] ^= b
	}
	if !bytes.Equal(given, clientKey) {
		return nil, true, errors.New("invalid proof")
	}
	if s.SkipProof {
		s.Accepted = true
		return nil, true, nil
	}
	if s.ForgeProof {
		signed += "forged"
	}
	return []byte("v=" + base64.StdEncoding.EncodeToString(s.mac(s.mac(salted, "Server Key"), signed))), false, nil
}

func (s *SCRAMServer) hash() func() hash.Hash {
	if s.Mechanism == "SCRAM-SHA-1" {
		return sha1.New
	}
	return sha256.New
}

func (s *SCRAMServer) mac(key []byte, text string) []byte {
	m := hmac.New(s.hash(), key)
	m.Write([]byte(text))
	return m.Sum(nil)
}
