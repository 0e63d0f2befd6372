// Package oauth gets access tokens for logins to mail servers that take no
// password, by the client credentials grant of OAuth 2.0 (RFC 6749, section
// 4.4) or by the signed assertion of a service account (RFC 7523). The token server belongs to the operators, so that its address is not
// restricted.
//
//	Source    asks for tokens and keeps each until shortly before its end
//
// It knows nothing of mail: whoever logs in asks it for a token and, where that
// one is refused, for another.
package oauth
