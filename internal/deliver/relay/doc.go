// Package relay sends mails over SMTP servers, in order of preference.
package relay
