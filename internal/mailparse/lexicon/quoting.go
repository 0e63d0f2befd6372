package lexicon

import "slices"

// How mail programs quote.
var (
	// Wrote are verbs of the line above a quotation.
	Wrote = tableOf(foreignWrites, listed(func(l language) []string { return l.writes }))
	// Sent are verbs that do so beside an address.
	Sent = tableOf([]string{"sent", "hat gesendet", "gesendet", "a envoyé", "ha inviato", "envió", "ha enviado", "heeft verzonden", "verzond", "verstuurde"})
	// OriginalTitle are titles of the mail below.
	OriginalTitle = spoken(func(l language) []string { return l.original })
	// FromField and QuotedField are folded names of fields in the header of a quoted mail.
	FromField   = namesOf(foreignFrom, listed(func(l language) []string { return l.from }))
	QuotedField = namesOf(foreignFields, listed(func(l language) []string { return l.fields }))
	// Dated are words that begin the line above a quotation.
	Dated = tableOf([]string{"on", "am", "le", "il", "el", "op", "em", "den", "dne", "w dniu"})
)

// Mail programs quote in the language of their user, which may be another one
// than the answer's.
var (
	foreignWrites = []string{
		"skrev", "pisze", "napisał", "napisała", "napsal", "napsala", "escreveu", "kirjoitti", "a scris", "írta", "yazdı", "написал",
		"пишет", "写道", "寫道",
	}
	foreignFrom   = []string{"fra", "från", "od", "lähettäjä", "feladó", "kimden", "от", "发件人", "寄件者", "差出人"}
	foreignFields = []string{
		"assunto", "enviada", "enviada em", "skickat", "till", "ämne", "sendt", "til", "emne", "wysłano", "data", "do", "temat", "odesláno",
		"komu", "předmět", "lähetetty", "vastaanottaja", "aihe", "dátum", "címzett", "tárgy", "дата", "кому", "тема", "发送时间", "收件人", "主题",
		"送信日時", "宛先", "件名",
	}
)

// namesOf makes a set of folded field names.
func namesOf(lists ...[]string) map[string]bool {
	names := map[string]bool{}
	for _, name := range slices.Concat(lists...) {
		names[Fold(name)] = true
	}
	return names
}
