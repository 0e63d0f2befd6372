package lexicon

import "slices"

// What servers say of a mailbox is built from few words: what it is called, and
// what is wrong with it. These are the sentences that can be made of them.

// mailboxNames are what servers call a mailbox or its owner.
var mailboxNames = []string{
	"user", "username", "user name", "recipient", "recipient address", "recipient's address", "mailbox", "mail box", "mailbox name", "account", "email account", "e-mail account", "mail account", "user account",
	"recipient account", "recipient's account", "recipient's mailbox", "recipient mailbox", "user's mailbox", "user mailbox", "address", "email address", "e-mail address", "mail address", "destination address", "addressee", "alias", "local part", "local-part", "customer", "person",
	"recipient email address", "recipient's email address", "destination mailbox", "this email", "local user", "local mailbox", "local account",
}

// unknownStates and unknownVerbs mean that there is none.
var (
	unknownStates = []string{
		"unknown", "not found", "not known", "invalid", "not valid", "not a valid", "nonexistent", "non-existent", "non existent", "inexistent", "not existing", "not recognized", "not recognised", "unrecognized", "unrecognised", "not available", "not on this server", "not on this system",
		"not defined", "not registered", "not listed", "undefined", "incorrect", "not local", "not here", "unreachable here",
	}
	unknownVerbs = []string{"does not exist", "doesn't exist", "doesnt exist", "do not exist", "not exist", "could not be found", "cannot be found", "can't be found", "couldn't be found", "was not found", "wasn't found", "not found"}
)

// closedStates mean that it was there and is closed.
var closedStates = []string{
	"disabled", "suspended", "closed", "deactivated", "de-activated", "inactive", "not active", "no longer active", "expired", "terminated", "deleted", "removed", "discontinued", "cancelled", "canceled", "frozen", "locked", "blocked due to inactivity",
	"decommissioned", "retired", "archived", "shut down", "no longer valid", "no longer available", "no longer in use", "no longer monitored",
}

// fullStates mean that it takes no more.
var fullStates = []string{
	"full", "too full", "over quota", "over its quota", "over his quota", "over their quota", "over its size limit", "over its limit", "over the size limit", "over the limit", "over the maximum size", "over the allowed size", "over size limit", "out of space", "out of storage", "out of storage space", "at its limit",
}

// statements returns the sentences that ascribe a state to a name, with one word, such as
// an address, between them or not.
func statements(names, states []string) []string {
	var all []string
	for _, name := range names {
		for _, state := range states {
			for _, verb := range []string{" ", " is ", " was ", " has been ", " ? ", " ? is ", " ? was ", " ? has been "} {
				all = append(all, name+verb+state)
			}
		}
	}
	return all
}

// actions returns the sentences that say what a name does or does not.
func actions(names, verbs []string) []string {
	var all []string
	for _, name := range names {
		for _, verb := range verbs {
			all = append(all, name+" "+verb, name+" ? "+verb)
		}
	}
	return all
}

// attributes returns the names with an adjective before them.
func attributes(adjectives, names []string) []string {
	var all []string
	for _, adjective := range adjectives {
		for _, name := range names {
			all = append(all, adjective+" "+name)
		}
	}
	return all
}

func unknownInEnglish() []string {
	return slices.Concat(
		statements(mailboxNames, unknownStates), actions(mailboxNames, unknownVerbs),
		attributes([]string{"no such", "unknown", "invalid", "nonexistent", "non-existent", "non existent", "unrecognized", "not a valid", "not a known", "no valid"}, mailboxNames),
		[]string{"no one by that name", "nobody by that name", "no user by that name", "no user with that name", "no account with this", "no account with that", "cannot find user", "can not find user", "could not find user", "could not find a mailbox", "cannot find mailbox", "no mailbox by that name", "no mailbox for", "no mailbox found", "no account found", "no user found"},
	)
}

func closedInEnglish() []string {
	return slices.Concat(statements(mailboxNames, closedStates), attributes([]string{"disabled", "suspended", "closed", "deactivated", "inactive", "expired", "terminated", "deleted", "discontinued", "frozen"}, mailboxNames))
}

func fullInEnglish() []string {
	return slices.Concat(statements(mailboxNames, fullStates), []string{"cannot accept any more mail", "can not accept any more", "cannot accept any more messages", "would exceed quota", "would exceed * quota", "storage full", "storage exceeded"})
}

// unknownElsewhere and the next two say the same in other languages: names and their states.
func unknownElsewhere() []string {
	return slices.Concat(
		actions([]string{"benutzer", "benutzername", "empfänger", "empfaenger", "empfängeradresse", "postfach", "mailbox", "adresse", "e-mail-adresse", "emailadresse", "mailadresse", "mail-adresse", "konto", "teilnehmer"},
			[]string{"unbekannt", "ist unbekannt", "nicht bekannt", "existiert nicht", "nicht gefunden", "wurde nicht gefunden", "nicht vorhanden", "ist nicht vorhanden", "ungültig", "ist ungültig", "gibt es nicht"}),
		actions([]string{"utilisateur", "destinataire", "adresse", "l'adresse", "adresse du destinataire", "adresse email", "adresse e-mail", "adresse mail", "boîte", "boîte aux lettres", "compte"},
			[]string{"inconnu", "inconnue", "est inconnu", "est inconnue", "n'existe pas", "introuvable", "est introuvable", "invalide", "est invalide", "inexistant", "inexistante", "non trouvé", "non trouvée"}),
		actions([]string{"utente", "destinatario", "indirizzo", "indirizzo email", "indirizzo e-mail", "casella", "casella di posta", "account"},
			[]string{"sconosciuto", "sconosciuta", "inesistente", "non esiste", "non trovato", "non trovata", "non valido", "non valida", "non esistente"}),
		actions([]string{"usuario", "destinatario", "dirección", "dirección de correo", "buzón", "cuenta", "cuenta de correo"},
			[]string{"desconocido", "desconocida", "no existe", "inexistente", "no encontrado", "no encontrada", "no válido", "no válida", "inválida"}),
		actions([]string{"gebruiker", "ontvanger", "adres", "e-mailadres", "emailadres", "mailbox", "postvak", "postbus", "account"},
			[]string{"onbekend", "is onbekend", "bestaat niet", "niet gevonden", "ongeldig", "is ongeldig"}),
		actions([]string{"usuário", "utilizador", "destinatário", "endereço", "conta", "caixa postal"}, []string{"desconhecido", "desconhecida", "inexistente", "não existe", "não encontrado", "não encontrada", "inválido"}),
		[]string{"adres nie istnieje", "użytkownik nie istnieje", "nieznany użytkownik", "nie ma takiego użytkownika", "uživatel neexistuje", "neznámý uživatel", "пользователь не существует", "ящик не существует", "пользователь неизвестен", "ismeretlen címzett", "okänd mottagare", "ukendt modtager", "tuntematon vastaanottaja"},
	)
}

func closedElsewhere() []string {
	return slices.Concat(
		actions([]string{"benutzer", "benutzerkonto", "empfänger", "postfach", "adresse", "e-mail-adresse", "konto"}, []string{"gesperrt", "ist gesperrt", "wurde gesperrt", "deaktiviert", "ist deaktiviert", "wurde deaktiviert", "gelöscht", "wurde gelöscht", "geschlossen", "stillgelegt"}),
		actions([]string{"utilisateur", "destinataire", "adresse", "boîte", "boîte aux lettres", "compte"}, []string{"désactivé", "désactivée", "est désactivé", "a été désactivé", "supprimé", "supprimée", "a été supprimé", "fermé", "fermée", "suspendu", "suspendue"}),
		actions([]string{"utente", "indirizzo", "casella", "account"}, []string{"disattivato", "disattivata", "chiuso", "chiusa", "sospeso", "sospesa", "cancellato", "cancellata", "disabilitato", "disabilitata"}),
		actions([]string{"usuario", "dirección", "buzón", "cuenta"}, []string{"desactivado", "desactivada", "cerrado", "cerrada", "suspendido", "suspendida", "eliminado", "eliminada", "deshabilitado", "deshabilitada"}),
		actions([]string{"gebruiker", "adres", "mailbox", "postvak", "account"}, []string{"uitgeschakeld", "is uitgeschakeld", "gesloten", "is gesloten", "verwijderd", "is verwijderd", "geblokkeerd"}),
	)
}

func fullElsewhere() []string {
	return slices.Concat(
		actions([]string{"postfach", "mailbox", "posteingang"}, []string{"voll", "ist voll", "überfüllt", "ist überfüllt"}),
		actions([]string{"boîte", "boite", "boîte aux lettres", "boîte de réception", "messagerie"}, []string{"pleine", "est pleine", "saturée", "est saturée"}),
		actions([]string{"casella", "casella di posta", "mailbox"}, []string{"piena", "è piena", "esaurita"}), actions([]string{"buzón", "buzón de correo", "bandeja"}, []string{"lleno", "llena", "está lleno", "está llena"}),
		actions([]string{"postbus", "postvak", "mailbox", "inbox"}, []string{"vol", "is vol", "zit vol"}), actions([]string{"caixa postal", "caixa de correio"}, []string{"cheia", "está cheia"}),
		[]string{"speicherlimit", "speicherplatz mehr", "kein speicherplatz", "quota dépassé", "quota dépassée", "quota atteint", "spazio esaurito", "quota superata", "quota esaurita", "cuota superada", "cuota * superada", "cuota agotada", "quotum overschreden", "skrzynka pełna", "skrzynka jest pełna", "schránka je plná", "brevlådan är full", "cota excedida"},
	)
}
