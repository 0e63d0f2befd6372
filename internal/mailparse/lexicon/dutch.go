package lexicon

var dutch = language{
	right: []string{
		"klopt nog", "klopt nog steeds", "is nog juist", "is nog correct", "is nog steeds juist", "is nog steeds correct",
		"zijn nog correct", "zijn nog juist", "zijn nog steeds juist", "nog steeds zo", "zijn correct", "zijn juist", "gegevens kloppen", "kloppen nog", "nog steeds uw contactpersoon",
		"nog altijd uw contactpersoon", "nog uw contactpersoon", "nog steeds het juiste", "blijft ongewijzigd", "blijven ongewijzigd",
		"niets veranderd", "niets gewijzigd", "geen wijzigingen", "geen wijziging", "geen veranderingen", "niet veranderd", "geen probleem",
		"geen sluitingsdagen", "ben ik nog", "dat ben ik", "ben nog steeds", "zijn nog steeds", "kloppen", "is correct", "is juist",
		"is up-to-date", "niets te melden", "geen bijzonderheden", "dit klopt", "dat klopt", "klopt allemaal", "klopt helemaal",
	},
	but: []string{
		"maar", "echter", "behalve", "uitgezonderd", "alleen voor", "hoewel", "in plaats van", "liever", "bel", "gebruik", "in de toekomst",
		"met ingang van", "vanaf nu", "met uitzondering", "afgezien van",
	},
	not: []string{"niet", "geen", "nooit", "onjuist", "fout", "verkeerd", "verouderd", "niet meer", "nee", "niets", "nauwelijks", "noch * noch"},
	decline: []string{
		"niet meer verantwoordelijk", "niet verantwoordelijk", "niet de juiste", "verkeerde persoon", "verkeerde contactpersoon",
		"verkeerde afdeling", "verkeerde adres", "verkeerd adres", "ben ik niet", "niet meer uw contactpersoon", "niet uw contactpersoon",
		"niet meer de contactpersoon", "klopt niet", "klopt niet meer", "niet meer juist", "niet juist", "niet meer correct",
		"niet correct", "is onjuist", "niet meer actueel", "is verouderd", "niet meer geldig", "andere afdeling", "van afdeling veranderd",
		"ga ik niet meer over", "niet over", "adres werkt niet meer", "adres is niet meer", "nummer werkt niet meer",
		"mailadres werkt niet meer", "mailadres is niet meer",
	},
	change: []string{
		"neem contact op", "neemt u contact op", "gelieve contact", "contact opnemen met", "schrijf naar", "mail naar", "mailen naar",
		"stuur naar", "sturen naar", "stuur uw", "richt u tot", "wend u tot", "nieuwe contactpersoon", "nieuw contact", "nieuw adres",
		"nieuwe adres", "nieuw e-mailadres", "nieuw mailadres", "nieuwe e-mail", "nieuw nummer", "nieuw telefoonnummer", "nieuwe collega",
		"contactpersoon is", "contactpersoon wordt", "verantwoordelijk is", "is verantwoordelijk", "juiste contactpersoon", "juiste adres",
		"juiste persoon", "is nu", "is voortaan", "voortaan", "overgenomen", "neemt over", "opvolger", "opvolgster", "vervangen door",
		"vervangt mij", "mijn collega", "mijn collega's", "onze collega", "is gewijzigd", "zijn gewijzigd", "is veranderd", "gewijzigd in",
		"verhuisd", "behandelt dit", "behandelt nu", "doet dit nu", "gaat mijn collega", "gaan mijn collega", "gaat over naar",
		"pakt dit op", "overgedragen", "is de heer", "is mevrouw",
	},
	left: []string{
		"niet meer werkzaam", "niet langer werkzaam", "niet meer in dienst", "niet langer in dienst", "uit dienst",
		"heeft ons bedrijf verlaten", "heeft het bedrijf verlaten", "heeft de organisatie verlaten", "bedrijf verlaten",
		"organisatie verlaten", "verlaat het bedrijf", "met pensioen", "gepensioneerd", "overleden", "niet meer bij ons",
		"niet meer bij dit bedrijf", "niet langer bij ons", "niet langer werkzaam bij", "geen medewerker meer",
		"maakt geen deel meer uit * team", "maakt geen deel meer uit * bedrijf", "maakt geen deel meer uit * organisatie",
		"maakt geen deel meer uit * personeel", "laatste werkdag bij", "werkt niet meer bij", "werkt niet meer voor",
		"werkt hier niet meer", "werkt niet meer hier", "ik werk niet meer", "werk ik niet meer", "werkt hij niet meer",
		"werkt zij niet meer", "werkt niet langer bij", "heeft ontslag genomen",
	},
	stop: []string{
		"stuur ons * geen", "stuur mij * geen", "geen mails meer sturen", "geen mails meer te sturen", "niet meer te mailen", "niet meer schrijven", "niet meer te schrijven", "haal ons van", "haal mij van", "haal me van", "verwijder ons van", "houd op met", "hou op met", "stop hiermee", "wij wensen geen", "wil geen mails", "willen geen mails", "geen prijs op",
		"geen mails meer", "geen e-mails meer", "geen verdere mails", "geen berichten meer", "niet meer mailen", "niet meer contacteren",
		"niet meer benaderen", "niet meer aanschrijven", "stop met", "stuur * niet meer", "stuur ons geen", "stuur mij geen",
		"stuur me geen", "verwijder mij", "verwijder ons", "verwijder mijn", "uitschrijven", "schrijf mij uit", "schrijf ons uit",
		"haal mij van", "haal ons van", "wij maken bezwaar", "ik maak bezwaar", "niet gewenst", "ongewenst", "willen geen", "wil geen",
		"wensen geen", "wens geen", "ontvangen liever geen", "verwijder onze", "schrijf * niet meer", "mail * niet meer",
		"laat mij met rust", "laat me met rust", "laat ons met rust", "verwijder me",
	},
	stopLone: []string{"stoppen", "graag stoppen", "afmelden", "afmelding"},
	bank: []string{
		"bankgegevens", "bankrekening", "bankrekeningnummer", "rekeningnummer", "rekeningnummers", "nieuwe bank", "onze bank",
		"nieuw rekeningnummer", "betaalgegevens", "betalingsgegevens", "betalingsinstructies",
	},
	bankChange: []string{
		"nieuw", "nieuwe", "gewijzigd", "gewijzigde", "wijziging", "wijzigingen", "wijzigen", "veranderd", "verandert", "verandering",
		"voortaan", "met ingang van", "per direct", "vanaf nu", "let op", "niet meer", "ander", "bijgewerkt", "gebruik",
	},
	bankSame: []string{"niet gewijzigd", "niet veranderd", "ongewijzigd", "ongewijzigde", "wijzigt niet", "geen wijziging"},

	autoSubject: []string{
		"automatisch antwoord", "automatische beantwoording", "automatisch bericht", "afwezig", "afwezigheid", "niet aanwezig",
		"niet op kantoor", "buiten kantoor", "met vakantie", "op vakantie", "vakantie", "ontvangstbevestiging", "zwangerschapsverlof",
	},
	away: []string{
		"op zakenreis", "ziek", "op een beurs", "zwangerschapsverlof", "ouderschapsverlof", "met verlof", "feestdag", "parttime", "werk niet op", "vrij tot", "op cursus", "op reis",
		"afwezig", "afwezigheid", "niet aanwezig", "niet op kantoor", "buiten kantoor", "op vakantie", "met vakantie", "met verlof",
		"zwangerschapsverlof", "ouderschapsverlof", "op zakenreis", "niet bereikbaar", "weer bereikbaar", "weer aanwezig",
		"weer op kantoor", "terug op", "mijn terugkeer", "bij terugkomst", "ben ik weer", "kantoor gesloten", "wij zijn gesloten",
		"gesloten tot",
	},
	receipt: []string{
		"is geregistreerd", "geregistreerd onder", "is in behandeling", "in behandeling genomen",
		"is ontvangen", "in goede orde ontvangen", "hebben wij ontvangen", "hebben uw", "hebben je", "ontvangstbevestiging",
		"bedankt voor uw bericht", "bedankt voor uw aanvraag", "bedankt voor uw e-mail", "bedankt voor je bericht", "ticketnummer",
		"ticket nummer", "zaaknummer", "dossiernummer", "aanvraagnummer", "referentienummer", "ticket is", "uw ticket", "is aangemaakt",
		"is geregistreerd", "wordt in behandeling", "in behandeling genomen", "zo spoedig mogelijk", "zo snel mogelijk", "verzoek is",
		"aanvraag is",
	},
	standIn: []string{
		"neem contact op", "neemt u contact op", "contact opnemen met", "kunt u contact", "voor dringende", "in dringende gevallen",
		"dringende zaken", "dringend", "spoed", "spoedgevallen", "mijn collega", "mijn collega's", "vervanger", "vervangt mij", "waarnemer",
		"opvolger", "opvolgster", "overgenomen", "mail naar", "tijdens mijn afwezigheid", "in mijn afwezigheid",
	},
	until: []string{
		"tot", "tot en met", "t/m", "tot aan", "terug", "terug op", "weer aanwezig op", "weer aanwezig vanaf", "weer op kantoor op",
		"weer bereikbaar vanaf", "weer bereikbaar op", "vanaf", "weer terug op",
	},
	months: []string{
		"januari", "februari", "maart|mrt", "april", "mei", "juni", "juli", "augustus", "september", "oktober", "november", "december",
	},

	writes:   []string{"schreef", "geschreven", "schrijft"},
	original: []string{"oorspronkelijk bericht", "origineel bericht", "doorgestuurd bericht", "begin doorgestuurd bericht"},
	from:     []string{"van"},
	fields:   []string{"verzonden", "datum", "aan", "cc", "onderwerp"},
	closing: []string{
		"met vriendelijke groet", "met vriendelijke groeten", "vriendelijke groet", "vriendelijke groeten", "hartelijke groet",
		"hartelijke groeten", "groet", "groeten", "hoogachtend", "mvg", "met groet",
	},
	thanks: []string{"bedankt", "dank u", "dank u wel", "dank je wel", "alvast bedankt", "hartelijk dank"},
	sentFrom: []string{
		"verzonden vanaf mijn", "verstuurd vanaf mijn", "verzonden vanuit", "verzonden met", "verstuurd met", "verstuurd vanaf",
		"outlook voor", "download outlook",
	},
	greeting: []string{"beste", "geachte", "goedemorgen", "goedemiddag", "goedendag", "dag"},
	disclaimer: []string{
		"dit bericht", "deze e-mail", "de informatie in dit", "vertrouwelijkheid", "denk aan het milieu", "aan dit bericht",
		"indien u dit bericht", "als u dit bericht", "indien u niet de",
	},
	question: []string{
		"staat u vermeld als contactpersoon", "staat u op meerdere plaatsen vermeld", "klopt dit nog? antwoord",
		"antwoord alstublieft \"ja\"", "laat ons weten wie het nu is", "staat er iets te gebeuren dat wij moeten weten",
		"wij vragen nooit om bankgegevens", "vragen wij het niet opnieuw", "wilt u zulke berichten liever niet",
		"of u nog onze contactpersoon bent",
	},
}
