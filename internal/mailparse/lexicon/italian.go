package lexicon

var italian = language{
	right: []string{
		"è ancora corretto", "è ancora valido", "è ancora giusto", "sono ancora corretti", "sono ancora validi", "sono corretti",
		"sono ancora io", "sono sempre io", "ancora il vostro referente", "ancora il suo referente", "sempre il vostro referente",
		"resta invariato", "rimane invariato", "restano invariati", "rimangono invariati", "non è cambiato", "non è cambiato nulla",
		"non sono cambiati", "nessuna modifica", "nessun cambiamento", "nessuna variazione", "nessun problema", "nessuna chiusura",
		"sono io", "sono sempre", "è sempre", "siamo sempre", "siamo ancora", "sono ancora", "sono aggiornati", "è aggiornato",
		"i dati sono corretti", "niente di nuovo", "nulla da segnalare", "nessuna novità", "contatti sono aggiornati",
		"contatti sono corretti", "contatti sono ancora", "è tutto giusto",
	},
	but: []string{
		"ma", "però", "tuttavia", "tranne", "eccetto", "salvo", "solo per", "invece", "bensì", "piuttosto", "chiamate", "usate", "usare",
		"inviate", "in futuro", "a partire dal", "a parte", "ad eccezione", "fuorché", "meno che",
	},
	not: []string{
		"non", "no", "mai", "nessuno", "nessuna", "sbagliato", "errato", "scorretto", "obsoleto", "non più", "nulla", "niente", "né",
	},
	decline: []string{
		"non sono più responsabile", "non sono responsabile", "non più responsabile", "non è più responsabile",
		"non sono la persona giusta", "non è la persona giusta", "persona sbagliata", "contatto sbagliato", "indirizzo sbagliato",
		"ufficio sbagliato", "non sono io", "non sono più io", "non più il vostro referente", "non è più corretto", "non è corretto",
		"non è più valido", "non è valido", "non è più aggiornato", "cambiato ufficio", "cambiato reparto", "altro reparto",
		"altro ufficio", "non mi occupo più", "non mi occupo", "non me ne occupo",
	},
	change: []string{
		"scrivete a", "scriva a", "scrivere a", "scrivere all'", "scrivete all'", "contattate", "contatti", "contattare",
		"si prega di contattare", "si prega di scrivere", "si prega di inviare", "si rivolga", "rivolgersi", "rivolgetevi", "inviare a",
		"utilizzare", "utilizzate", "nuovo contatto", "nuovo referente", "nuova referente", "nuovo indirizzo", "nuova mail", "nuova email",
		"nuova e-mail", "nuovo numero", "nuovo telefono", "nuovo collega", "nuova collega", "il referente è", "la referente è",
		"il vostro referente è", "il contatto è", "contatto corretto", "indirizzo corretto", "indirizzo giusto", "è ora", "è adesso",
		"da ora in poi", "d'ora in poi", "d'ora in avanti", "ha preso il posto", "prende il posto", "è subentrato", "è subentrata",
		"subentra", "successore", "sostituito da", "sostituita da", "mi sostituisce", "mio collega", "mia collega", "miei colleghi",
		"nostra collega", "nostro collega", "è responsabile", "responsabile è", "se ne occupa", "si occupa", "è cambiato", "è cambiata",
		"sono cambiati", "trasferiti", "trasferita", "ora se ne", "adesso se ne", "è passata", "è passato a", "gestisce ora", "lo gestisce",
		"è il signor", "è la signora", "persona giusta è", "contatto giusto è",
	},
	left: []string{
		"è andata via dall'azienda", "non lavora più qui", "ha lasciato * azienda", "ha lasciato * società",
		"non lavora più", "non lavoro più", "non è più in azienda", "non è più presso", "non è più con noi", "non è più dipendente",
		"non è più un dipendente", "non è più una dipendente", "ha lasciato l'azienda", "ha lasciato la società", "ha lasciato la nostra",
		"ho lasciato l'azienda", "ho lasciato la società", "lascia l'azienda", "lascio l'azienda", "è andato in pensione",
		"è andata in pensione", "è in pensione", "sono in pensione", "in pensione", "è deceduto", "è deceduta", "è mancato",
		"è venuto a mancare", "cessato il rapporto", "rapporto * concluso", "non collabora più", "non collaboro più",
		"non fa più parte * azienda", "non fa più parte * società", "non fa più parte * team", "non fa più parte * organico",
		"non fa più parte * personale", "non fa più parte * gruppo", "non faccio più parte * azienda", "non faccio più parte * società",
		"non faccio più parte * team", "ultimo giorno di lavoro in", "ultimo giorno di lavoro presso", "mio ultimo giorno in",
		"mio ultimo giorno presso", "ha cessato la sua attività", "cessato l'attività lavorativa", "non faccio più parte di",
		"si è dimesso", "si è dimessa", "mi sono dimesso", "mi sono dimessa", "ha dato le dimissioni",
	},
	stop: []string{
		"basta mail", "basta e-mail", "basta email", "basta con le mail",
		"non inviarci più", "non inviateci più", "non inviatemi più", "non inviarmi più", "non inviare più queste", "non inviare più questi", "non mandateci", "non mandatemi", "non mandarci più", "non scriverci", "non scrivermi", "non scriveteci", "cancellarci dalla", "cancellarmi dalla", "cancellateci", "cancellatemi", "toglieteci dalla", "toglietemi dalla", "rimuoveteci", "rimuovetemi", "rimuoverci", "smettetela di", "smettete di", "basta con queste", "lasciateci in pace", "lasciatemi in pace", "non desideriamo ricevere", "non desidero ricevere", "non vogliamo ricevere", "non voglio ricevere",
		"non scrivete più", "non scrivetemi", "non scriveteci", "non contattateci", "non contattatemi", "non contattarci",
		"non inviate più", "non inviateci", "non inviatemi", "non mandate più", "non mandateci", "smettete di", "smettetela",
		"cancellatemi", "cancellateci", "rimuovetemi", "rimuoveteci", "rimuovere il nostro", "disiscrivetemi", "disiscrivere",
		"nessuna altra mail", "nessun'altra mail", "non desidero ricevere", "non desideriamo ricevere", "non vogliamo ricevere",
		"mi oppongo", "ci opponiamo", "non desideriamo", "non desidero", "non vogliamo più", "non voglio più", "cancellare il nostro",
		"cancellarci", "cancellarmi", "lasciatemi in pace", "lasciateci in pace", "cancellate i miei dati", "cancellare i miei dati",
		"cancellate i nostri dati", "toglietemi dalla", "toglieteci dalla",
	},
	stopLone: []string{"basta", "fermatevi", "disiscrizione", "cancellazione", "cancellami"},
	bank: []string{
		"coordinate bancarie", "conto bancario", "conto corrente", "numero di conto", "dati bancari", "nuova banca", "nostra banca",
		"istruzioni di pagamento", "riferimenti bancari", "codice iban",
	},
	bankChange: []string{
		"nuovo", "nuova", "nuovi", "nuove", "cambiato", "cambiata", "cambiate", "cambiati", "cambio", "cambia", "cambiamento",
		"modificato", "modificate", "modificati", "modifica", "variazione", "variate", "aggiornare", "aggiornato", "aggiornate",
		"d'ora in poi", "a partire da", "a partire dal", "si prega di notare", "non più", "utilizzare",
	},
	bankSame: []string{"non sono cambiate", "non sono cambiati", "non è cambiato", "invariate", "invariati", "invariato"},

	autoSubject: []string{
		"risposta automatica", "fuori sede", "fuori ufficio", "fuori dall'ufficio", "assente", "assenza", "in ferie", "ferie", "in vacanza",
		"messaggio automatico", "conferma di ricezione", "maternità",
	},
	away: []string{
		"in trasferta", "in malattia", "in viaggio", "in maternità", "in paternità", "in fiera", "festivo", "giorno festivo", "part-time", "in congedo", "assente",
		"fuori sede", "fuori ufficio", "fuori dall'ufficio", "assente", "assenza", "in ferie", "in vacanza", "maternità", "in trasferta",
		"non sarò in ufficio", "non sono in ufficio", "al mio rientro", "mio rientro", "rientrerò", "rientro il", "di nuovo in ufficio",
		"sarò di ritorno", "non raggiungibile", "ufficio chiuso", "siamo chiusi", "chiusura estiva", "chiusi fino",
	},
	receipt: []string{
		"è stata registrata", "è stata ricevuta", "è stata presa in carico", "verrà evasa",
		"è stata ricevuta", "è stato ricevuto", "abbiamo ricevuto la", "abbiamo ricevuto il", "ho ricevuto la", "conferma di ricezione",
		"richiesta è stata", "è stata registrata", "è stata presa in carico", "presa in carico", "numero di ticket", "numero ticket",
		"numero della pratica", "numero di pratica", "ticket è stato", "il vostro ticket", "il suo ticket", "verrà elaborata",
		"sarà elaborata", "al più presto", "grazie per averci contattato", "grazie per il messaggio", "richiesta è registrata",
	},
	standIn: []string{
		"si prega di contattare", "contattare", "contatti", "contattate", "rivolgersi", "si rivolga", "per urgenze", "in caso di urgenza",
		"urgenze", "urgente", "urgenti", "mio collega", "mia collega", "miei colleghi", "mi sostituisce", "sostituto", "sostituta",
		"successore", "è subentrata", "è subentrato", "scrivere a", "in mia assenza", "durante la mia assenza", "ha preso il posto",
	},
	until: []string{
		"fino al", "fino all'", "sino al", "fino a", "al", "rientro", "rientro il", "rientrerò il", "rientro previsto il", "di nuovo in ufficio il",
		"in ufficio dal", "di ritorno il", "dal",
	},
	months: []string{
		"gennaio|gen", "febbraio|febb", "marzo", "aprile", "maggio|mag", "giugno|giu", "luglio|lug", "agosto|ago", "settembre|sett|set",
		"ottobre|ott", "novembre", "dicembre|dic",
	},

	writes:   []string{"ha scritto", "scrive", "scritto"},
	original: []string{"messaggio originale", "messaggio inoltrato", "inizio messaggio inoltrato", "messaggio originario"},
	from:     []string{"da"},
	fields:   []string{"inviato", "data", "a", "cc", "oggetto"},
	closing: []string{
		"cordiali saluti", "distinti saluti", "cordialmente", "saluti", "un saluto", "un cordiale saluto", "cari saluti", "a presto",
		"buona giornata", "buon lavoro",
	},
	thanks: []string{"grazie", "grazie mille", "molte grazie", "la ringrazio", "vi ringrazio"},
	sentFrom: []string{
		"inviato da iphone", "inviato dal mio", "inviato da", "inviato con", "scarica outlook", "ottieni outlook", "inviato tramite",
	},
	greeting: []string{
		"buongiorno", "buonasera", "salve", "ciao", "gentile", "gentilissima", "gentilissimo", "egregio", "spettabile", "gent.ma",
		"gent.mo",
	},
	disclaimer: []string{
		"questo messaggio", "questa e-mail", "questa email", "le informazioni contenute", "avviso di riservatezza", "il presente messaggio",
		"ai sensi del", "rispetta l'ambiente", "prima di stampare", "se avete ricevuto", "se ha ricevuto", "qualora non foste",
	},
	question: []string{
		"risulta come contatto", "è ancora corretto? la preghiamo", "sono ancora corretti? la preghiamo", "la preghiamo di rispondere «sì»",
		"di indicarci chi è ora la persona giusta", "c'è qualcosa in arrivo che dovremmo", "non chiediamo mai coordinate bancarie",
		"non chiederemo di nuovo prima", "se non desidera ricevere messaggi come questo",
	},
}
