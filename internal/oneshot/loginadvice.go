package oneshot

import (
	"cmp"
	"strings"
)

// advice is what to do about words that a server says.
type advice struct{ words, next string }

// googleAdvice is about the refusals of Google's token server. The words are ours; see package oauth.
var googleAdvice = []advice{
	{"domain-wide delegation is missing", "In the Google Admin console, under Security > Access and data control > API controls > Domain-wide delegation, " +
		"add the client ID of the service account with the scope https://mail.google.com/; this takes effect within 24 hours."},
	{"the clock of this machine is wrong", "Synchronize the clock of this machine by NTP, and check the mailbox in username or subject."},
	{"is not a mailbox of your Google Workspace", "Write the primary address of a licensed mailbox as username (or as subject of the entry under oauth), not an alias or a group."},
	{"create a new key file", "Create a key of the type JSON for the service account, and write its file as key of the entry under oauth."},
}

// entraAdvice is about the refusals of Microsoft's token server, by their codes:
// https://learn.microsoft.com/entra/identity-platform/reference-error-codes
var entraAdvice = []advice{
	{"AADSTS7000215", "Write the Value of the client secret as client_secret, not its Secret ID; Entra shows the Value only once, so create a new secret if it is lost."},
	{"AADSTS7000222", "The client secret has expired. Create a new one under Certificates & secrets, and write its last day as expires."},
	{"AADSTS700016", "Write the Application (client) ID of the app registration as client_id, and the ID of the tenant that it is in as part of token_url."},
	{"AADSTS7000112", "The application is disabled. In Entra, under Enterprise applications, enable it for sign-in."},
	{"AADSTS90002", "Entra does not know the tenant. Write the Directory (tenant) ID as part of token_url."},
	{"AADSTS900023", "Entra does not know the tenant. Write the Directory (tenant) ID as part of token_url."},
	{"AADSTS65001", "Nobody has consented. In Entra, under API permissions of the app registration, add the application permissions IMAP.AccessAsApp and SMTP.SendAsApp, and grant admin consent."},
	{"AADSTS70011", exchangeScope},
	{"AADSTS1002012", exchangeScope},
	{"AADSTS500011", exchangeScope},
	{"AADSTS53003", "A Conditional Access policy blocks the application. Exclude it, or allow the address of this machine."},
}

const exchangeScope = `Write scopes: ["https://outlook.office365.com/.default"] in the entry under oauth.`

// exchangeAdvice is about the refusals of Exchange Online, over IMAP and SMTP.
var exchangeAdvice = []advice{
	{"User is authenticated but not connected", "Exchange Online accepts the token but opens no mailbox. Check that username is the primary address of a mailbox, and run " +
		"Add-MailboxPermission for it with -User set to the Object ID of the enterprise application and -AccessRights FullAccess."},
	{"SmtpClientAuthentication is disabled", "Run Set-CASMailbox -Identity MAILBOX -SmtpClientAuthenticationDisabled $false in Exchange Online PowerShell; it has precedence over the setting of the organization."},
	{"SendAsDenied", sendAs},
	{"5.7.60", sendAs},
	{"not allowed to send as", sendAs},
	{"5.7.139", "Exchange Online forbids this login by a policy: check security defaults, Conditional Access and authentication policies for the mailbox."},
	{"5.7.30", "Exchange Online takes no passwords. Write auth: xoauth2 and oauth; docs/oauth.md has the steps. Or ask the Microsoft 365 administrator to switch password logins (basic authentication for SMTP AUTH) on again."},
}

// sendAs is about a sender whose mailbox is another than the one that we log in to.
const sendAs = "Exchange Online lets this login send only as its own address. Write the address in username as identity.from, " +
	"or permit it: Add-RecipientPermission SENDER -Trustee USERNAME -AccessRights SendAs in Exchange Online PowerShell. Changes take up to an hour."

// exchangeTokenAdvice is about refusals that mean something else where the login is not by token.
var exchangeTokenAdvice = []advice{
	{"AUTHENTICATE failed", "In Exchange Online, the application needs the permission IMAP.AccessAsApp with admin consent, New-ServicePrincipal with the Object ID of the " +
		"enterprise application (not that of the app registration), and Add-MailboxPermission for username; IMAP must be enabled for the mailbox. Changes take up to an hour."},
	{"5.7.3 Authentication unsuccessful", "In Exchange Online, the application needs the permission SMTP.SendAsApp with admin consent, New-ServicePrincipal with the Object ID of the " +
		"enterprise application (not that of the app registration), and Add-MailboxPermission for username. Changes take up to an hour."},
}

// afterToken is what to do about a token server that gives no token for the login under key.
func afterToken(words, key string) string {
	if next := cmp.Or(lookUp(googleAdvice, words), lookUp(entraAdvice, words)); next != "" {
		return next
	}
	return "Check the entry that " + key + ".oauth names: token_url, client_id, client_secret and scopes; with grant: jwt, check key, subject and scopes."
}

// afterExchange is what to do about a refusal of Exchange Online, or nothing where the words are not one.
func afterExchange(words string, byToken bool) string {
	next := lookUp(exchangeAdvice, words)
	if next == "" && byToken {
		next = lookUp(exchangeTokenAdvice, words)
	}
	return next
}

// lookUp returns the first advice about words, whatever their case, or nothing.
func lookUp(known []advice, words string) string {
	words = strings.ToLower(words)
	for _, a := range known {
		if strings.Contains(words, strings.ToLower(a.words)) {
			return a.next
		}
	}
	return ""
}
