package lexicon

// SummarySubject are folded names of the line in which a server's notice repeats the
// subject of the mail that came back.
var SummarySubject = namesOf([]string{
	"subject", "the message subject", "the message subject was", "the subject of the message", "message subject was", "subject was", "subject of the message", "message subject", "mail subject", "original subject", "your subject", "with subject", "betreff", "betrifft",
	"objet", "sujet", "oggetto", "asunto", "onderwerp", "assunto", "ämne", "emne", "aihe", "temat", "předmět", "predmet", "tárgy", "subiect",
	"konu", "тема", "件名", "主题", "主旨", "제목",
})
