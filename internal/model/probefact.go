package model

import (
	"maps"
	"strconv"
	"strings"
	"time"

	"supplierwatch/internal/civil"
)

// ProbeData is what a probe observed, beside its outcome. What is empty is not recorded.
type ProbeData struct {
	Reason     string // the outcome by a word from a closed list, such as null-mx, nxdomain, timeout or refused
	Target     string // what was probed, as the registry had it
	NotAfter   time.Time
	Registered time.Time         // of a domain
	HTTPStatus string            // the last status code
	SSH        SSHKey            // that a server showed
	Measured   map[string]string // by a plugin, by the label of the value
}

// SSHKey is the host key that an ssh server showed.
type SSHKey struct {
	Fingerprint string // SHA256:…
	Type        string // its algorithm
	Trusted     string // the fingerprint of the key that was looked for: the one in the registry, else the one that was shown first
}

// Fact returns base, which has the outcome of a probe, with what the probe observed.
func (x ProbeData) Fact(base Fact) Fact {
	base.Data = map[string]string{}
	base.set(dataReason, x.Reason)
	base.set(dataTarget, x.Target)
	base.setInstant(dataNotAfter, x.NotAfter)
	base.setInstant(dataRegistered, x.Registered)
	base.set(dataStatus, x.HTTPStatus)
	base.set(dataHostKey, x.SSH.Fingerprint)
	base.set(dataKeyType, x.SSH.Type)
	base.set(dataTrustedKey, x.SSH.Trusted)
	for label, value := range x.Measured {
		base.Data[dataPerf+label] = value
	}
	return base
}

// WithReason returns the fact of a probe with another reason.
func (f Fact) WithReason(reason string) Fact {
	f.Data = maps.Clone(f.Data)
	if f.Data == nil {
		f.Data = map[string]string{}
	}
	f.Data[dataReason] = reason
	return f
}

// Reason returns the outcome of a probe by its word.
func (f Fact) Reason() string { return f.Data[dataReason] }

// NotAfter returns when the certificate or the registration ends that a probe found; zero if it found none.
func (f Fact) NotAfter() time.Time { return f.instant(dataNotAfter) }

// Registered returns when a domain was registered; zero where its registry does not publish it.
func (f Fact) Registered() time.Time { return f.instant(dataRegistered) }

// Target returns what was probed, as the registry had it.
func (f Fact) Target() string { return f.Data[dataTarget] }

// SSHKey returns the host key that a probe found.
func (f Fact) SSHKey() SSHKey {
	return SSHKey{Fingerprint: f.Data[dataHostKey], Type: f.Data[dataKeyType], Trusted: f.Data[dataTrustedKey]}
}

// Callout is what a mail server said when it was asked whether it accepts mail for an address.
type Callout struct {
	Reason, Verdict string
	Address         string
	Code            int    // of SMTP; zero: no answer
	Status          string // RFC 3463; empty: none
	CatchAll        *CatchAll
}

// CatchAll is whether a domain accepts mail for an address that cannot exist, as it was found on a day.
type CatchAll struct {
	On       time.Time
	Accepted string // yes: it was accepted; no: it was refused; empty: neither
}

// Fact returns base, which has the outcome, with what the server said.
func (x Callout) Fact(base Fact) Fact {
	base.Data = map[string]string{dataReason: x.Reason, dataVerdict: x.Verdict, dataAddress: x.Address}
	if x.Code != 0 {
		base.Data[dataCode] = strconv.Itoa(x.Code)
	}
	base.set(dataStatus, x.Status)
	if x.CatchAll != nil {
		base.Data[dataRandomOn], base.Data[dataCatchAll] = x.CatchAll.On.UTC().Format(time.DateOnly), x.CatchAll.Accepted
	}
	return base
}

// CatchAll returns what a callout found about all addresses of the domain; ok is false if it found nothing.
func (f Fact) CatchAll() (found CatchAll, ok bool) {
	on, err := time.Parse(time.DateOnly, f.Data[dataRandomOn])
	return CatchAll{On: on, Accepted: f.Data[dataCatchAll]}, err == nil
}

// Credentials are our own credentials, by their keys in the configuration.
type Credentials struct {
	Ends    map[string]civil.Date // their last days
	Refused map[string]string     // the words in which they were refused
}

// Fact returns base, which has the outcome of their check, with what it found.
func (x Credentials) Fact(base Fact) Fact {
	base.Data = map[string]string{}
	for key, last := range x.Ends {
		base.Data[dataEnds+key] = last.String()
	}
	for key, words := range x.Refused {
		base.Data[dataReason], base.Data[dataRefused+key] = "refused", words
	}
	return base
}

// Credentials returns what the check of our own credentials found.
func (f Fact) Credentials() Credentials {
	found := Credentials{Ends: map[string]civil.Date{}, Refused: map[string]string{}}
	for name, value := range f.Data {
		if key, ok := strings.CutPrefix(name, dataEnds); ok {
			found.Ends[key] = f.day(name)
		}
		if key, ok := strings.CutPrefix(name, dataRefused); ok {
			found.Refused[key] = value
		}
	}
	return found
}

// KeptInDirectory returns base as the fact that the relays failed and the mails were put into a directory all the same.
func KeptInDirectory(base Fact, where string) Fact {
	base.Data = map[string]string{dataKept: where}
	return base
}

// KeptInDirectory reports whether the relays failed and the mails were put into a directory all the same.
func (f Fact) KeptInDirectory() bool { return f.Data[dataKept] != "" }

// NewRegistryRead returns base as the fact that the daemon read, or could not read, the registry at some paths. They may differ from those of
// the configuration.
func NewRegistryRead(base Fact, paths []string) Fact {
	base.Data = map[string]string{dataPaths: strings.Join(paths, "\n")}
	return base
}

// ReadAsBefore marks base as the fact that the registry is in force although some of its values, or of the configuration's, are refused since this
// version: they are read as the version before read them. Its evidence lists the places, a line each.
func ReadAsBefore(base Fact, places, ofConfiguration int) Fact {
	base.Data[dataNewlyRefused] = strconv.Itoa(places)
	if ofConfiguration > 0 {
		base.Data[dataOfConfiguration] = strconv.Itoa(ofConfiguration)
	}
	return base
}

// NewlyRefused returns how many values of the registry in force and the configuration are refused since this version, and how many of them are the
// configuration's; 0 if the registry is not in force.
func (f Fact) NewlyRefused() (n, ofConfiguration int) {
	n, _ = strconv.Atoi(f.Data[dataNewlyRefused])
	ofConfiguration, _ = strconv.Atoi(f.Data[dataOfConfiguration])
	return n, ofConfiguration
}

// RegistryPaths returns the paths at which the daemon reads the registry; nil where earlier versions recorded none.
func (f Fact) RegistryPaths() []string {
	if f.Data[dataPaths] == "" {
		return nil
	}
	return strings.Split(f.Data[dataPaths], "\n")
}
