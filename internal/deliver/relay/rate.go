package relay

import "regexp"

// overRateReply is how a server says that it takes no mail for now (RFC 3463, 3.4): "system not accepting network messages". Exchange Online
// answers so beyond 30 mails a minute, with several reply codes and after any command.
var overRateReply = regexp.MustCompile(`\b4\d\d[ -]"?4\.3\.2\b`)

// overRate reports whether a server answered that it takes no mail for now.
func overRate(err error) bool { return err != nil && overRateReply.MatchString(err.Error()) }
