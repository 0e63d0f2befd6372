package affirmation

var dutch = vocabulary{
	particle:  `ja, jazeker, ja hoor, ja zeker, jawel, inderdaad, precies, zeker, natuurlijk, uiteraard, absoluut`,
	predicate: `klopt, kloppen, juist, juiste, correct, correcte, bevestigd, bevestig, bevestigen, ongewijzigd, onveranderd, geldig, geldige, actueel, actuele, up-to-date, up to date, bijgewerkt, in orde, hetzelfde, dezelfde, zoals altijd, zoals voorheen, zoals het is, nog steeds zo, akkoord, van toepassing, accuraat`,
	mild:      `goed, ok, oke, prima`,
	total:     `alles, alle, allemaal, beide, allebei, helemaal`,
	still:     `ongewijzigd, onveranderd, nog, nog steeds, nog altijd, steeds, blijft, blijven, nog wel, altijd, zoals altijd, zoals voorheen, als voorheen`,
	contact:   `adres, adressen, e-mailadres, mailadres, emailadres, contact, contacten, contactpersoon, contactpersonen, contactgegevens, gegevens, informatie, persoon, nummer, nummers, telefoonnummer, telefoon, mail, e-mail, email, postvak, mailbox, afdeling, team, naam, aanspreekpunt, verkoop, binnendienst`,
	identity:  `ik ben, wij zijn, we zijn, ben ik, zijn wij, zijn we, ben, ik, wij, we`,
	whole:     `dat ben ik, dat zijn wij, ik ben het, wij zijn het, niets veranderd, niets gewijzigd, niets is veranderd, er is niets veranderd, er is niets gewijzigd, er verandert niets, geen wijzigingen, geen wijziging, geen veranderingen, geen verandering, niet veranderd, niet gewijzigd, niets nieuws, verandert niet, wijzigt niet`,
	glue:      `dat, dit, deze, die, het, is, zijn, de, een, en, van, uw, ons, onze, mijn, u, jullie, zo, hoor, hier, bij ons, hierbij, bij deze, voor, voor bestellingen, voor uw bestellingen, voor logistiek, voor kwaliteit, voor noodgevallen, bestellingen, heeft, hebben, heb, kan, kunnen, volledig, genoemde, vermelde, onderstaande, bovenstaande, wat u heeft, geregistreerd, let op, ter informatie, worden, wordt, aan onze kant, in, dan, op, tijdens, gedurende, over`,
	courtesy:  `wij wensen u, we wensen u, ik wens u, gepland, voorzien, ik hoop dat alles goed gaat, bedankt, dank, dank u, dank u wel, dank je, dank je wel, dankjewel, hartelijk dank, hartelijk bedankt, veel dank, alvast bedankt, voor uw mail, voor uw e-mail, voor uw bericht, voor het vragen, voor de mail, voor het bericht, voor het checken, voor het navragen, voor de navraag, hallo, hoi, goedemorgen, goedemiddag, goedenavond, goedendag, beste, groet, groeten, groetjes, gr, mvg, met vriendelijke groet, vriendelijke groet, vriendelijke groeten, fijne dag, een fijne dag, fijne dag nog, prettige dag, fijn weekend, prettig weekend, fijne week, fijne feestdagen, prettige feestdagen, prettige kerstdagen, gelukkig nieuwjaar, gelukkig nieuw jaar, een goed nieuw jaar, geen probleem, graag gedaan, geen sluitingsdagen, geen sluiting, geen bijzonderheden, niets te melden, niets gepland, geen nieuws, verder niets, niets bijzonders`,
	closes:    `sluiten, sluit`,
	yet:       `nog`,
	closed:    `gesloten, sluiting, sluitingsdagen, vakantie, bedrijfsvakantie, collectieve vakantie, dicht, bouwvak, collectieve sluiting, geen leveringen`,
	place:     `kantoor, bedrijf, fabriek, magazijn`,
	from:      `vanaf, met ingang van, per, sinds`,
	bound:     `tot, tot en met, t/m, tm, tussen, en met`,
	day:       `maandag, dinsdag, woensdag, donderdag, vrijdag, zaterdag, zondag, kerst, kerstmis, oud en nieuw, nieuwjaar, oudejaarsdag, pasen, pinksteren, hemelvaart, koningsdag, zomer, winter, feestdagen, week, weken, uur`,
}
