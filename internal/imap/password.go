package imap

import (
	"context"
	"errors"

	"github.com/emersion/go-imap/v2"
	"github.com/emersion/go-sasl"

	"supplierwatch/internal/scram"
)

// usePassword logs in with the password: by SASL PLAIN where it is offered, by SCRAM
// where that is offered and LOGIN is not, else by the command LOGIN. An account for SCRAM alone never sends its password.
func (s *session) usePassword(ctx context.Context) error {
	err := s.step(ctx, func(context.Context) error {
		password := string(s.account.Password)
		offered := s.client.Caps()
		strongest := scram.Choose(func(mechanism string) bool { return offered.Has(imap.AuthCap(mechanism)) })
		switch {
		case s.account.SCRAM && strongest == "":
			return because(ReasonLogin, errors.New("the server takes no login by SCRAM (it offers neither AUTH="+scram.SHA256+" nor AUTH="+scram.SHA1+")"))
		case s.account.SCRAM:
			return s.prove(strongest)
		case offered.Has(imap.AuthCap(sasl.Plain)):
			return s.client.Authenticate(sasl.NewPlainClient("", s.account.Username, password))
		case strongest != "" && (offered.Has(imap.CapLoginDisabled) || !offered.Has(imap.AuthCap(sasl.Login))):
			return s.prove(strongest)
		case offered.Has(imap.CapLoginDisabled):
			return because(ReasonLogin, errors.New("the server takes no password on this connection (LOGINDISABLED)"))
		}
		return s.client.Login(s.account.Username, password).Wait()
	})
	if err != nil {
		return because(answerReason(ReasonLogin, err), err)
	}
	return nil
}

// prove logs in by a mechanism of SCRAM.
func (s *session) prove(mechanism string) error {
	p := &proof{mechanism: mechanism, client: scram.New(mechanism, s.account.Username, string(s.account.Password)), wire: s.wire}
	if err := s.client.Authenticate(p); err != nil {
		return err
	}
	if err := p.client.Done(); err != nil {
		return because(ReasonLogin, err)
	}
	return nil
}

// proof is a SASL client.
type proof struct {
	mechanism string
	client    *scram.Client
	wire      *wire
}

// Start returns our first message.
func (p *proof) Start() (mechanism string, response []byte, err error) {
	response, err = p.client.First()
	return p.mechanism, response, err
}

// Next answers a message of the server. The answer to its last one is empty.
func (p *proof) Next(message []byte) (response []byte, err error) {
	response, err = p.client.Next(message)
	if err != nil {
		return nil, because(ReasonLogin, err)
	}
	p.wire.silent.Store(len(response) == 0)
	return response, nil
}
