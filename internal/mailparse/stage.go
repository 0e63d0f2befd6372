package mailparse

import "strings"

// stage is the command of an SMTP session that a refusal answered.
type stage int

const (
	stageUnknown   stage = iota
	stageConnect         // the greeting, EHLO or STARTTLS
	stageSender          // MAIL
	stageRecipient       // RCPT
	stageData            // DATA and what follows it
)

// stageWords are what servers write of the stage, in the order in which they
// are tried.
var stageWords = []struct {
	stage stage
	words phrases
}{
	{stageRecipient, tableOf([]string{
		"in reply to rcpt", "after rcpt", "rcpt command", "[rcpt_to]", "did not like our rcpt", "smtp:rcpt", ">>> rcpt to",
		"does not like recipient", "error following rcpt", "rejected recipient", "while sending rcpt to", "at rcpt to", "in rcpt to",
		"during rcpt to", "response to rcpt",
	})},
	{stageData, tableOf([]string{
		"in reply to end of data", "in reply to data", "after end of data", "after data", "text command", "did not like our final data",
		"failed after i sent the message", "failed on data command", ">>> data", "after sending data", "after dot", "data command",
		"[data]", "response to data", "after pipelined data",
	})},
	{stageSender, tableOf([]string{
		"in reply to mail from", "after mail from", "mail from command", "sender was rejected", "did not like our mail from",
		">>> mail from", "[mail_from]", "response to mail from",
	})},
	{stageConnect, tableOf([]string{
		"after initial connection", "refused to talk to me", "after ehlo", "after helo", "in reply to ehlo", "in reply to helo",
		"in reply to initial server greeting", "[connect]",
	})},
}

// stageOf finds which command a refusal answered. Sendmail shows DATA for a
// pipelined RCPT as well; such a transcript proves neither and counts as DATA.
func stageOf(folded string) stage {
	for _, s := range stageWords {
		if s.words.in(folded) {
			return s.stage
		}
	}
	if strings.Contains(folded, "smtp command") && strings.HasSuffix(folded, "data") {
		return stageData
	}
	return stageUnknown
}
