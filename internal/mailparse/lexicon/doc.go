// Package lexicon holds the phrases by which mails are understood: what people
// write in English, German, French, Italian, Spanish and Dutch, and what mail
// servers write about mail that they do not deliver. The phrases are data; what
// they mean for a mail is decided by the packages that look for them.
//
// Texts are compared in their folded form: lower case, without accents, one
// blank between words.
package lexicon
