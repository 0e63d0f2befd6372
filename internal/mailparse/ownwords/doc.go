// Package ownwords finds the words of our own mails in an answer to them, however a mail program broke them anew, marked them, or translated them
// to HTML and back. What we asked is never what they answered.
//
// Texts are compared by their letters and digits alone, in their folded form: neither line ends nor hyphens nor quote marks count.
package ownwords
