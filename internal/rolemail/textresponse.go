package rolemail

import (
	"regexp"
	"slices"
	"strings"

	"supplierwatch/internal/mailparse"
	"supplierwatch/internal/model"
)

const (
	// maxSentences limits how many sentences of a text are read for what they say about the order. General conditions follow below.
	maxSentences = 60
	// maxRead is how much of a text is read for that, in bytes.
	maxRead = 8 << 10
	// maxMatches limits how many places of a sentence are looked at.
	maxMatches = 20
	// shortSentence is how many words a sentence has at most that is nothing but a refusal.
	shortSentence = 5
	// nearBefore is how far before some words others are looked for that take them back, in bytes.
	nearBefore = 70
	// nearBehind is how far behind them.
	nearBehind = 40
)

// textResponse returns what a mail says about the order in plain words, if its patterns match. Patterns find a mail, and the same words are in
// refusals ("Order confirmation: we have to cancel") and announcements ("the order confirmation will follow").
func (m Mail) textResponse() model.Response {
	w := ownWordsOf(m.Message)
	sentences := sentencesOf(w.text)
	all := sentences
	if w.subject != "" {
		subject := plainWords(w.subject)
		if refuses(subject, true) {
			return model.ResponseRefused
		}
		all = append([]string{subject}, all...)
	}
	affirmed := slices.ContainsFunc(sentences, affirms)
	switch {
	case slices.ContainsFunc(sentences, func(s string) bool { return refuses(s, false) }):
		return model.ResponseRefused
	case slices.ContainsFunc(all, partialWords.MatchString):
		return model.ResponsePartial
	case affirmed:
		return model.ResponseAccepted
	case m.automatic(), slices.ContainsFunc(all, announcesLater), otherDocument.MatchString(plainWords(w.subject)):
		return model.ResponseReceived
	case w.answers && strings.TrimSpace(w.text) != "" && !m.agrees(w):
		return model.ResponseReceived // the words that match are those of our own subject
	}
	return model.ResponseAccepted
}

// automatic reports whether a program answered, which confirms nothing. The mail of an order system whose subject is the name of a confirmation
// ("Accusé de réception de commande") is not one.
func (m Mail) automatic() bool {
	subject := plainWords(m.Subject)
	named := slices.ContainsFunc(confirmationPhrases, func(name string) bool { return strings.HasPrefix(subject, name) })
	return m.Kind == mailparse.KindAutoReply && !named
}

// agrees reports whether an answer has anything of a confirmation: words of one, a plain yes, or a document.
func (m Mail) agrees(w ownWords) bool {
	return m.Verdict == mailparse.Confirmed || agreeingWords.MatchString(plainWords(w.text)) || slices.ContainsFunc(m.Attachments, isDocument)
}

func isDocument(a mailparse.Attachment) bool {
	return !strings.HasPrefix(a.Type, "image/") && !strings.HasPrefix(a.Type, "text/") && !strings.HasSuffix(a.Type, "signature") && a.Type != "message/delivery-status"
}

// plainWords folds a text and takes out what would be mistaken for something else.
func plainWords(s string) string {
	return harmlessWords.ReplaceAllString(apostrophes.Replace(fold(s)), " ")
}

var apostrophes = strings.NewReplacer("’", "'", "‘", "'", "´", "'", "`", "'")

// harmlessWords look like others and mean something else: the confirmation that follows is below.
var harmlessWords = regexp.MustCompile(`\b(wie folgt|as follows|come segue|comme suit|como sigue|als volgt)\b`)

var sentenceEnds = regexp.MustCompile(`[.!?;]+(?:\s|$)|\n\s*\n`)

// sentencesOf cuts a text into folded sentences.
func sentencesOf(text string) []string {
	var found []string
	for _, s := range sentenceEnds.Split(strings.ToValidUTF8(text[:min(len(text), maxRead)], ""), maxSentences+1) {
		if s = plainWords(s); s != "" && len(found) < maxSentences {
			found = append(found, s)
		}
	}
	return found
}

// refuses reports whether a folded sentence says that the order will not be delivered. General conditions say what is not possible in general,
// so that a sentence has to mention the order, to regret, or to be short.
func refuses(s string, subject bool) bool {
	tied := subject || ofThisOrder.MatchString(s) || len(strings.Fields(s)) <= shortSentence
	if !tied {
		return false
	}
	for _, at := range refusingWords.FindAllStringIndex(s, maxMatches) {
		before, behind := s[max(0, at[0]-nearBefore):at[0]], s[at[1]:min(len(s), at[1]+nearBehind)]
		if conditions.MatchString(before) || conditions.MatchString(s[at[0]:at[1]]) || exceptWhen.MatchString(behind) {
			continue
		}
		return true
	}
	for _, at := range cancellingWords.FindAllStringIndex(s, maxMatches) {
		before := s[max(0, at[0]-nearBefore):at[0]]
		if !noneOf.MatchString(s[at[1]:]) && !conditions.MatchString(before) && (forced.MatchString(before) || !possibilities.MatchString(before)) {
			return true
		}
	}
	return subject && cancelledSubject.MatchString(s)
}

// affirms reports whether a folded sentence confirms in so many words. To confirm that the order came is not to confirm the order.
func affirms(s string) bool {
	for _, at := range affirmingWords.FindAllStringIndex(s, maxMatches) {
		before, behind := s[max(0, at[0]-nearBefore):at[0]], s[at[1]:min(len(s), at[1]+nearBehind)]
		if !notYet.MatchString(before) && !notYet.MatchString(s[at[0]:at[1]]) && !receiptWords.MatchString(behind) && !conditions.MatchString(before) {
			return true
		}
	}
	return false
}

// announcesLater reports whether a folded sentence says that the confirmation comes later. That of a shipment is another one.
func announcesLater(s string) bool {
	for _, at := range announcingWords.FindAllStringIndex(s, maxMatches) {
		if !otherConfirmation.MatchString(s[max(0, at[0]-nearBehind):at[1]]) && !conditions.MatchString(s[:at[0]]) {
			return true
		}
	}
	return false
}
