package lexicon

// Of these languages no more is read than absences, days and the ends of mails.
var (
	swedish = language{
		away:     []string{"på semester", "semester", "frånvarande", "borta", "föräldraledig", "sjuk", "tjänsteresa", "ledig", "åter på kontoret", "stängt"},
		standIn:  []string{"vid brådskande", "kontakta"},
		until:    []string{"till", "till och med", "t o m", "t.o.m.", "åter", "tillbaka"},
		months:   []string{"januari", "februari", "mars", "april", "maj", "juni", "juli", "augusti", "september", "oktober", "november", "december"},
		closing:  []string{"med vänlig hälsning", "med vänliga hälsningar", "vänliga hälsningar", "hälsningar", "mvh"},
		thanks:   []string{"tack", "tack på förhand"},
		sentFrom: []string{"skickat från min", "hämta outlook"},
		greeting: []string{"hej", "god morgon"},
	}
	polish = language{
		away:     []string{"na urlopie", "urlopu", "nieobecny", "nieobecna", "poza biurem", "zwolnieniu lekarskim", "w delegacji"},
		standIn:  []string{"w pilnych sprawach", "proszę o kontakt"},
		until:    []string{"do", "do dnia", "wracam"},
		months:   []string{"stycznia", "lutego", "marca", "kwietnia", "maja", "czerwca", "lipca", "sierpnia", "września", "października", "listopada", "grudnia"},
		closing:  []string{"z poważaniem", "pozdrawiam", "pozdrowienia"},
		sentFrom: []string{"wysłane z mojego", "wysłane z"},
		greeting: []string{"dzień dobry", "szanowni państwo", "witam"},
	}
	czech = language{
		away:     []string{"na dovolené", "dovolenou", "dovolená", "nepřítomen", "nepřítomna", "mimo kancelář", "nemocenské", "na služební cestě"},
		standIn:  []string{"v naléhavých", "kontaktujte"},
		until:    []string{"do", "zpět"},
		months:   []string{"ledna", "února", "března", "dubna", "května", "června", "července", "srpna", "září", "října", "listopadu", "prosince"},
		closing:  []string{"s pozdravem", "s úctou", "hezký den"},
		thanks:   []string{"děkuji", "děkujeme"},
		sentFrom: []string{"odesláno z"},
		greeting: []string{"dobrý den", "vážený", "vážená", "ahoj"},
	}
)
