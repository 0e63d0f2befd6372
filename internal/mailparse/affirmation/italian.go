package affirmation

var italian = vocabulary{
	particle: `ja, certo, certamente, esattamente, esatto, senz'altro, assolutamente, sicuramente, certo che sì, si confermo, si confermiamo, si grazie, si esatto, si certo, si tutto, si corretto, si giusto`,
	predicate: `corretto, corretta, corretti, corrette, giusto, giusta, giusti, giuste, confermo, confermiamo, confermato, confermata, confermati, valido, valida, validi, valide,
		invariato, invariata, invariati, invariate, aggiornato, aggiornata, aggiornati, aggiornate, attuale, attuali, uguale, come prima, come sempre, come al solito, in ordine, esatti, esatte`,
	mild:     `bene, ok, a posto, apposto, perfetto`,
	total:    `tutto, tutti, tutte, entrambi, entrambe, è tutto, tutto quanto`,
	still:    `ancora, sempre, tuttora, resta, restano, rimane, rimangono, continua a essere, continuano a essere, restiamo, rimaniamo, come prima, come sempre, come al solito`,
	contact:  `indirizzo, indirizzi, contatto, contatti, referente, referenti, dati, recapiti, recapito, informazioni, persona, numero, numeri, telefono, mail, e-mail, email, posta, casella, ufficio, reparto, nome, riferimento, riferimenti, interlocutore, persona di riferimento, ufficio ordini`,
	identity: `sono, siamo, io, noi, lo sono, lo siamo`,
	whole: `sono io, siamo noi, sono sempre io, sono ancora io, siamo sempre noi, siamo ancora noi, nulla è cambiato, niente è cambiato, non è cambiato, non è cambiato nulla, non è cambiato niente, non cambia nulla, non cambia niente, non sono cambiati, nessuna modifica, nessun cambiamento,
		nessuna variazione, nessuna novità, niente di nuovo, nulla di nuovo, non ci sono cambiamenti, non ci sono variazioni, non ci sono modifiche, va bene così, è così, è ancora così, è sempre così`,
	glue: `è, e, ed, il, lo, la, i, gli, le, l', un, una, di, del, dei, delle, della, che, questo, questa, questi, queste, quello, quelli, suo, sua, suoi, vostro, vostra, vostri, nostro, nostra, nostri, mio, mia, vi, ve, per, gli ordini, per gli ordini, per ordini, per la logistica, per la qualità, per le emergenze,
		in vostro possesso, in suo possesso, qui, da noi, da parte nostra, indicati, indicata, sotto, sopra, con la presente, ha, avete, abbiamo, hanno, può, potete, si prega di notare, da notare, segnalo che, vi informo che, essere, ci, pienamente, completamente, in, a, durante, nel, nei`,
	courtesy: `previsto, prevista, previsti, previste, spero stiate bene, grazie, grazie mille, molte grazie, tante grazie, per la mail, per l'email, per il messaggio, per la richiesta, per la verifica, per aver chiesto, per averlo chiesto, buongiorno, buonasera, buon giorno, salve, saluti, cordiali saluti, distinti saluti, un saluto, cordialmente, a presto,
		buona giornata, buon lavoro, buona serata, buon weekend, buon fine settimana, buona settimana, buone feste, buon natale, buon anno, felice anno nuovo, buona pasqua, nessun problema, di nulla, prego, nessuna chiusura, nessuna chiusura prevista, nulla da segnalare, niente da segnalare, niente in programma, nulla in programma, nient'altro, gentile`,
	closed: `chiuso, chiusi, chiusa, chiuse, chiudiamo, chiusura, chiusure, chiusura estiva, chiusura natalizia, chiusura aziendale, ferie, ferie aziendali, ferie collettive, chiude, nessuna consegna`,
	place:  `azienda, ufficio, uffici, società, stabilimento, ditta, l'azienda, l'ufficio, fabbrica`,
	from:   `da, dal, dalla, a partire, a partire dal, a partire da, a decorrere, a decorrere dal, dall'`,
	bound:  `al, alla, all', fino al, fino, tra, fra, compreso, compresi, incluso, inclusi`,
	day:    `lunedì, martedì, mercoledì, giovedì, venerdì, sabato, domenica, natale, capodanno, pasqua, pasquetta, ferragosto, epifania, feste, festività, estate, inverno, settimana, settimane, festivi, ore`,
}
