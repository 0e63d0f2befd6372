// Package verificationmail writes the mails that ask suppliers whether their contact details are still right. They are plain text in the
// supplier's language, by templates that ship with the program or that an installation puts in their place.
package verificationmail
