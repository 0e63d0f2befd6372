package affirmation

// Of these languages only a plain yes is read. The Polish "tak" says nothing by itself: in Danish it means thanks.
var (
	swedish = vocabulary{
		particle:  `ja, javisst, absolut, japp`,
		predicate: `stämmer, korrekt, korrekta, rätt, oförändrat, oförändrade, aktuellt, aktuella, samma`,
		total:     `allt, alla, båda`,
		still:     `fortfarande`,
		contact:   `adress, adressen, kontakt, kontaktperson, uppgifter, uppgifterna, kontaktuppgifter, kontaktuppgifterna, nummer, numret, telefon, mail`,
		glue:      `det, är, är det, så, är de, dem, de, din, er, eran`,
		courtesy:  `tack, tack så mycket, hej, hälsningar, vänliga hälsningar, med vänlig hälsning, med vänliga hälsningar, mvh, trevlig helg, god jul`,
	}
	polish = vocabulary{
		predicate: `zgadza się, zgadzają się, się zgadza, się zgadzają, aktualne, aktualny, aktualna, poprawne, prawidłowe, bez zmian, potwierdzam, potwierdzamy`,
		total:     `wszystko, wszystkie`,
		still:     `nadal, wciąż`,
		contact:   `dane, adres, kontakt, numer, telefon, dane kontaktowe`,
		glue:      `tak, jest, są, to, te`,
		courtesy:  `dziękuję, dzień dobry, pozdrawiam, z poważaniem, dziękujemy, witam`,
	}
	czech = vocabulary{
		particle:  `ano`,
		predicate: `platí, správně, správné, správný, beze změny, beze změn, souhlasí, aktuální, potvrzuji, potvrzujeme`,
		total:     `vše, všechno`,
		still:     `stále`,
		contact:   `údaje, adresa, kontakt, číslo, telefon, kontaktní údaje`,
		glue:      `je, jsou, to, je to`,
		courtesy:  `děkuji, děkujeme, dobrý den, s pozdravem, hezký den`,
	}
)
