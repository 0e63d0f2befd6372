// Package webhook writes the payloads that webhooks are sent: a document of our own, or what Alertmanager's API takes.
package webhook
