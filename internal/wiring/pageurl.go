package wiring

import (
	"net"

	"supplierwatch/internal/settings"
)

// PageURL is where this machine reaches the page.
func PageURL(s *settings.Settings) string {
	scheme := "http://"
	if s.HTTP.Certificate != "" {
		scheme = "https://"
	}
	host, port, err := net.SplitHostPort(s.HTTP.Listen)
	if err != nil {
		return scheme + s.HTTP.Listen
	}
	if ip := net.ParseIP(host); host == "" || (ip != nil && ip.IsUnspecified()) {
		host = "127.0.0.1"
	}
	return scheme + net.JoinHostPort(host, port)
}
