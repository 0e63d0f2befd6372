package rdap

import (
	"context"
	"encoding/json"
	"fmt"
	"slices"
	"strings"
	"sync"
	"time"

	"supplierwatch/internal/probe"
)

const (
	ianaDirectory = "https://data.iana.org/rdap/dns.json"
	// directoryAge is how long a list of servers is used before it is read again.
	directoryAge = 24 * time.Hour
	// directoryPause is how soon a list that could not be read is tried again.
	directoryPause = 10 * time.Minute
)

// directory remembers which server answers for which top-level domain. The last
// list stays in use where a new one cannot be read.
type directory struct {
	mu      sync.Mutex
	servers map[string]string // base URLs by top-level domain
	next    time.Time         // when it is to be read again
	failed  error             // why the last reading failed
}

// server returns the base URL of the server that answers for a domain. Names below
// a top-level domain may have a server of their own; the longest name counts.
func (r *Registrations) server(ctx context.Context, t *probe.Run, domain string, o probe.Options) (string, error) {
	if base := longest(r.Servers, domain); base != "" {
		return base, nil
	}
	servers, err := r.directory.read(ctx, t, r.Directory, o)
	if base := longest(servers, domain); base != "" {
		return base, nil
	}
	if err != nil {
		return "", err
	}
	return "", probe.WithReason(probe.ReasonNoServer, fmt.Errorf("look up %s: no RDAP server is known for it", domain))
}

// reserved are top-level domains in which nobody can register anything (RFC
// 2606, RFC 6762 and the like).
var reserved = []string{"example", "test", "invalid", "localhost", "local", "internal", "arpa", "onion", "alt"}

// registers reports whether a registry can be asked about a domain, as far as that
// is known without a request.
func (r *Registrations) registers(domain string) bool {
	top := domain[strings.LastIndexByte(domain, '.')+1:]
	return !slices.Contains(reserved, top) || longest(r.Servers, domain) != ""
}

// longest returns the server for the longest name above a domain.
func longest(servers map[string]string, domain string) string {
	for {
		_, above, more := strings.Cut(domain, ".")
		if !more {
			return ""
		}
		if base, known := servers[above]; known {
			return base
		}
		domain = above
	}
}

// read returns the servers, and reads the list first if that is due.
func (d *directory) read(ctx context.Context, t *probe.Run, where string, o probe.Options) (map[string]string, error) {
	d.mu.Lock()
	defer d.mu.Unlock()
	now := o.Instant()
	if now.Before(d.next) {
		return d.servers, d.failed
	}
	if where == "" {
		where = ianaDirectory
	}
	body, err := probe.Fetch(ctx, t, where, "application/json", o)
	var servers map[string]string
	if err == nil {
		servers, err = readDirectory(body)
	}
	if err != nil {
		d.next, d.failed = now.Add(directoryPause), fmt.Errorf("read the list of RDAP servers: %w", err)
		return d.servers, d.failed
	}
	d.servers, d.next, d.failed = servers, now.Add(directoryAge), nil
	return servers, nil
}

// readDirectory reads a list of services (RFC 9224, 3): names, then the URLs of the
// servers that answer for them. An encrypted one is preferred.
func readDirectory(body []byte) (map[string]string, error) {
	var list struct {
		Services [][][]string `json:"services"`
	}
	if err := json.Unmarshal(body, &list); err != nil {
		return nil, probe.WithReason(probe.ReasonProtocol, err)
	}
	servers := map[string]string{}
	for _, service := range list.Services {
		if len(service) != 2 || len(service[1]) == 0 {
			continue
		}
		base := service[1][0]
		for _, other := range service[1] {
			if strings.HasPrefix(other, "https://") {
				base = other
				break
			}
		}
		for _, name := range service[0] {
			servers[strings.ToLower(name)] = base
		}
	}
	return servers, nil
}
