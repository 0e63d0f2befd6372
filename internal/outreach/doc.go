// Package outreach writes to suppliers about their contact details: by schedule,
// when a person releases contacts, and when a mail announces a change. It also
// prepares the list of contacts to call. Whom to ask and when is decided by
// package verification.
package outreach
