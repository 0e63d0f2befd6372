package mime

import "strings"

// Containers whose text cannot be read, in the words that people see.
const (
	sealedSMIME  = "encrypted (S/MIME)"
	sealedPGP    = "encrypted (PGP)"
	sealedRights = "encrypted (protected message)"
	sealedTNEF   = "packed into winmail.dat"
)

// container returns what the text of a mail is hidden in; empty if there is none.
func (m Mail) container() string {
	for _, p := range m.Parts {
		switch name := strings.ToLower(p.Name); {
		case p.isSMIME():
			return sealedSMIME
		case p.MediaType == "application/pgp-encrypted":
			return sealedPGP
		case p.MediaType == "application/x-microsoft-rpmsg-message" || strings.HasSuffix(name, ".rpmsg"):
			return sealedRights
		case p.MediaType == "application/ms-tnef" || p.MediaType == "application/vnd.ms-tnef" || name == "winmail.dat":
			return sealedTNEF
		}
	}
	if m.Encrypted {
		return sealedPGP
	}
	return ""
}

// Unreadable returns why nothing of what somebody wrote can be read; empty where something can. Text beside a container is what they wrote, but
// for a protected message, where the server puts an explanation beside it.
func (m Mail) Unreadable(written string) string {
	if c := m.container(); written == "" || c == sealedRights {
		return c
	}
	return ""
}
