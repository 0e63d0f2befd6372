package model

// Keys of what probes of ssh servers tell.
const (
	DataTarget  = "target"   // what was looked at, as the registry had it
	DataHostKey = "host_key" // the fingerprint of the key that was offered: SHA256:…
	DataKeyType = "key_type" // its algorithm
	// DataTrustedKey is the fingerprint that was offered first. It is handed
	// on from probe to probe, so that a key that has changed stays strange.
	DataTrustedKey = "trusted_key"
)

// SubjectRegistration is the subject of what the registry of a top-level domain
// says of a domain; what name servers say of it stands under domain/NAME.
func SubjectRegistration(domain string) string { return "registration/" + domain }

// DataRegistered is the key under which a look-up of a registration tells since
// when the domain is registered, as RFC 3339; absent where the registry does not.
const DataRegistered = "registered"
