// Package webhook posts the payloads of mails to the HTTP addresses of webhooks.
package webhook
