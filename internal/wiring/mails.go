package wiring

import (
	"net/mail"

	"supplierwatch/internal/compose/verificationmail"
	"supplierwatch/internal/envelope"
	"supplierwatch/internal/settings"
	"supplierwatch/internal/token"
)

// Identity returns who the service is in its mails. Without a key these have no tokens.
func Identity(s *settings.Settings, key token.Key) (envelope.Identity, error) {
	identity, err := envelope.NewIdentity(spelled(s.Identity.From), spelled(s.Identity.ReplyTo), s.Identity.Organization)
	if err != nil {
		return envelope.Identity{}, err
	}
	identity.Plus = s.Identity.Plus
	if key != nil {
		identity.Tokens = key
	}
	return identity.ForSuppliers(spelled(s.Verification.From), spelled(s.Verification.ReplyTo))
}

// spelled returns an address as a header has it; empty for none.
func spelled(a mail.Address) string {
	if a.Address == "" {
		return ""
	}
	return a.String()
}

// VerificationWriter returns what writes mails to suppliers.
func VerificationWriter(s *settings.Settings, key token.Key) (verificationmail.Writer, error) {
	identity, err := Identity(s, key)
	if err != nil {
		return verificationmail.Writer{}, err
	}
	forms, problems := LoadTemplates(s.Verification.Templates)
	if len(problems) > 0 {
		return verificationmail.Writer{}, ProblemError(problems)
	}
	return verificationmail.Writer{Identity: identity, Forms: forms}, nil
}
