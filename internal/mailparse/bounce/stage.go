package bounce

import (
	"strings"

	"supplierwatch/internal/mailparse/lexicon"
)

// stage is the command of an SMTP session that a refusal answered.
type stage int

const (
	stageUnknown   stage = iota
	stageConnect         // the greeting, EHLO or STARTTLS
	stageSender          // MAIL
	stageRecipient       // RCPT
	stageData            // DATA and what follows it
)

// stages are tried in this order.
var stages = []struct {
	stage stage
	words lexicon.Phrases
}{
	{stageRecipient, lexicon.StageRecipient},
	{stageData, lexicon.StageData},
	{stageSender, lexicon.StageSender},
	{stageConnect, lexicon.StageConnect},
}

// stageOf finds which command a refusal answered. Sendmail shows DATA for a
// pipelined RCPT as well; such a transcript proves neither and counts as DATA.
func stageOf(folded string) stage {
	for _, s := range stages {
		if s.words.In(folded) {
			return s.stage
		}
	}
	if strings.Contains(folded, "smtp command") && strings.HasSuffix(folded, "data") {
		return stageData
	}
	return stageUnknown
}
