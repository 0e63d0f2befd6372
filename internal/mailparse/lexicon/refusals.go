package lexicon

// What mail servers write about a mail that they do not deliver, by what it
// means for the recipient. Package bounce says in which order the tables are
// tried; the phrases are those of the servers' sources and manuals.

// NullMX are phrases that say that a domain takes no mail at all (RFC 7504, RFC 7505).
var NullMX = tableOf([]string{
	"null mx", "nullmx", "does not accept mail", "doesn't receive email", "doesn't accept mail", "does not receive email",
	"does not receive mail", "does not accept email", "no smtp service", "not accepting network messages", "domain * not accept mail",
	"domain no longer accepts mail", "host no longer accepts mail", "mx record of . ", "host never accepts mail", "seem to reject all mails", "mail receiving disabled",
	"does not accept mails",
})

// MailLoop are phrases that say that a mail went in a loop.
var MailLoop = tableOf([]string{
	"too many hops", "hop count exceeded", "maximum hop count", "routing loop", "mail loop", "loops back to", "forwarding loop",
	"loop alert", "loop detected", "mail is looping", "too many received headers", "too many \"received\" headers", "possible loop",
	"possible mail loop", "delivered-to: header already", "mail forwarding loop", "message looping", "hopcount exceeded",
	"this message is looping", "bounce between two servers", "points back to", "best-preference mx",
})

// MailboxFull are phrases that say that the mailbox takes no more.
var MailboxFull = tableWith([]string{
	"mailbox full", "hasn't enough space", "not enough diskspace", "space has been used up", "over disk quota",
	"file size exceeds the maximum size allowed for mail delivery", "mailbox is full", "mailbox was full", "mail box full",
	"mail box is full", "inbox is full", "inbox full", "mailfolder is full", "mail folder is full", "account is full",
	"mailbox almost full", "over quota", "overquota", "over the quota", "over his quota", "over its quota", "quota exceeded",
	"quota exceed", "quota is exceeded", "exceeded * quota", "exceeds * quota", "exceeding * quota", "quota exhausted", "out of quota",
	"quota full", "quota violation", "quota reached", "disk quota", "mailbox exceeds", "mailbox * exceeded", "mailbox size limit exceeded",
	"mailbox limit", "exceeded storage allocation", "exceeds allowed size", "storage quota", "exceeded * storage", "out of storage",
	"storage limit", "not enough storage space", "insufficient mailbox", "no space left in mailbox", "mailbox space", "mailbox size",
	"account has reached * limit", "mailbox has reached", "recipient's mailbox * full", "user has too many messages",
	"not enough space in * mailbox", "not enough space to store", "full mailbox", "mailbox_full",
	"user is overquota", "mbox is full", "would be over the allowed quota", "user's disk", "reached the maximum * mailbox",
	"postfach * voll", "postfach ist überfüllt", "speicherplatz * erschöpft", "speicherkontingent", "boîte * pleine",
	"boîte aux lettres * saturée", "casella * piena", "casella * esaurito", "buzón * lleno", "buzón * llena", "cuota excedida",
	"postbus * vol", "mailbox is vol", "почтовый ящик переполнен", "ящик * переполнен", "メールボックスがいっぱい", "out of disk space",
	"messages in recipient's mailbox", "user's mailbox is over", "is over the storage limit", "storage capacity", "mailbox capacity",
	"mailbox is currently full",
	"overdrawn * quota", "diskspace quota", "does not have enough space", "doesn't have enough space", "not have enough space",
}, fullInEnglish, fullElsewhere)

// SenderQuota are phrases of a quota that is the sender's.
var SenderQuota = tableOf([]string{
	"relay quota", "sending quota", "daily quota", "hourly quota", "sender quota", "message quota", "rate quota", "quota for sending",
	"your quota", "outgoing quota", "quota for outgoing", "submission quota",
})

// SenderRefused are phrases that say that the sender or our server is refused.
var SenderRefused = tableOf([]string{
	"sender host", "sending host", "sender's host", "client host", "connecting host", "your hostname", "rejecting sender", "reject sender", "our spf records", "sender rejected", "sender address rejected", "sender denied", "sender refused", "sender address refused",
	"sender address * does not exist", "sender domain", "sender's domain", "domain of sender", "sender verify", "sender verification",
	"verify sender", "invalid sender", "bad sender", "sender unknown", "unknown sender", "sender not allowed", "sender blocked",
	"sender is blocked", "blocked sender", "sender * not authorized", "sender not authenticated", "unauthenticated sender",
	"unauthenticated senders", "unauthenticated email", "mail from domain", "valid sender", "envelope sender", "from address",
	"return path", "reverse path", "backscatter", "null sender", "bounce address", "empty envelope sender", "cannot resolve your domain",
	"not allowed to send", "not authorized to send", "send mail as", "send as", "sending address", "sending domain",
	"helo command rejected", "helo name", "invalid helo", "bad helo", "ehlo", "client host rejected", "client host", "your ip",
	"your server", "your mail server", "sending ip", "sending mta", "sending server", "sender ip", "ip for sending", "use the smtp server",
	"smtp server of your isp", "sender_id", "purported responsible address", "your account", "sending account", "sender's account",
	"sender account", "your email account", "cannot find your", "could not find your", "your hostname", "your mailserver", "your domain",
	"mail from ip", "messages from", "message sent from", "mail from your", "from your ip", "from your server", "originating ip",
	"valid from", "my name was rejected", "from: domain", "helo rejected", "helo name rejected",
	"sender's mailbox", "sender mailbox", "sender's address", "sender's email", "return address", "invalid dns mx", "helo should be", "ehlo should be", "multiple from addresses", "absender gesperrt", "absender unbekannt", "absender ? gesperrt", "absender abgelehnt", "absender ist gesperrt", "absenderadresse", "absenderdomain", "absender-domain", "expéditeur bloqué", "expéditeur inconnu", "expéditeur refusé", "expéditeur non autorisé", "adresse de l'expéditeur", "domaine de l'expéditeur", "mittente sconosciuto", "mittente bloccato", "mittente rifiutato", "mittente non autorizzato", "indirizzo del mittente", "dominio del mittente", "remitente bloqueado", "remitente desconocido", "remitente rechazado", "dirección del remitente", "dominio del remitente", "afzender geblokkeerd", "afzender onbekend", "afzender geweigerd", "adres van de afzender", "domein van de afzender", "remetente bloqueado", "remetente desconhecido",
	"of sender", "of the sender", "in from header", "from header", "in the from header",
})

// Authentication are phrases that say that our mail proved not to be ours (SPF, DKIM, DMARC)
// or that we did not log in.
var Authentication = tableOf([]string{
	"dmarc", "dkim", "spf", "sender policy framework", "arc validation", "domainkeys", "sender id", "authentication checks",
	"authentication information", "authentication failed", "authentication required", "smtp authentication", "not authenticated",
	"unauthenticated", "authenticat * required", "requires authentication", "without authentication", "does not advertise auth",
	"must issue a starttls", "tls required", "encryption needed", "encryption required", "requires encryption", "starttls", "reverse dns",
	"rdns", "ptr record", "dns ptr", "ptr lookup", "no ptr", "reverse lookup", "dns reverse", "forward-confirmed", "generic hostname", "fcrdns",
	"mismatches client ip", "does not match * ip", "tls is required", "tls not available", "cannot start tls", "unencrypted",
})

// Reputation are phrases that say that a filter knows us or our mail for bad.
var Reputation = tableOf([]string{
	"spam", "spamhaus", "junk mail", "ube", "uce", "unsolicited", "bulk mail", "bulk email", "phish", "phishing", "blacklist",
	"blacklisted", "black list", "blocklist", "blocklisted", "block list", "blocklists", "block-list", "dnsbl", "rbl", "sbl", "xbl",
	"spamcop", "sorbs", "barracuda", "barracudacentral", "surbl", "uribl", "uribl.com", "cloudmark", "senderscore", "reputation",
	"denylist", "deny list", "blocked using", "blocked by", "has been blocked", "is blocked by", "was blocked", "are blocked",
	"on our block", "banned", "listed at", "listed by", "is listed", "are listed", "was listed", "host listed", "currently listed",
	"] listed", "open relay", "open proxy", "suspicious", "complaints", "user complaints", "abuse", "bad reputation", "poor reputation",
	"low reputation", "message blocked", "message was blocked", "email blocked", "mail blocked", "connection blocked", "ip blocked",
	"blocked - see", "blocked ip", "blocked for", "refused by * filter", "message refused", "message content rejected", "content rejected",
	"message rejected", "mail rejected", "email rejected", "rejected due to content", "mail rejeté", "message looks like", "scored as",
	"identified as", "detected as", "classified as", "rejected for policy reasons", "policy reasons", "policy violation",
	"violates * policy", "local policy", "by policy", "due to policy", "for policy", "message filtered by * policy",
	"administrative prohibition", "administratively prohibited", "administratively denied", "rejected by header based", "prohibited",
	"virus", "malware", "infected", "trojan", "attachments", "bloqué pour * spam", "bloquée pour", "security policies", "security policy",
	"spam policy", "policy rejection", "anti-spoofing", "spoofing", "spoofed", "impersonation", "dangerous", "malicious", "blocked senders",
	"mail flow rule", "transport rule", "transport.rules", "organization policy", "security settings", "policy settings", "content filter",
	"content filtering", "spam filter", "mail filter", "permanently deferred", "ask your postmaster for help", "access from ip address",
	"dt:spm", "zip files", "mensaje rechazado", "messaggio rifiutato", "message refusé", "nachricht abgelehnt", "bericht geweigerd", "mensagem rejeitada", "contenido rechazado",
})

// MessageRefused are phrases that say that the mail itself is refused: its size, its form, its
// content.
var MessageRefused = tableOf([]string{
	"message too large", "message size", "message is too big", "message too big", "message length", "message exceeds", "message larger",
	"size limit", "too large", "too big", "exceeds size", "maximum message size", "exceeded maximum * size", "exceeds * maximum * size",
	"fixed maximum", "message file too big", "mail too big", "larger than the current system limit", "header error", "invalid header",
	"malformed header", "headers too large", "missing * header", "rfc 5322", "rfc 2822", "rfc 822", "not compliant", "non-compliant",
	"noncompliant", "multiple addresses in from", "bare lf", "bare linefeed", "line too long", "line length", "8bit", "smtputf8",
	"media error", "content type", "message content", "content error", "non-rfc", "malformed address", "malformed recipient",
	"malformed message", "is malformed", "bad address syntax", "command not implemented", "parameter not implemented",
	"command not recognized", "command unrecognized", "unrecognized command", "syntax error", "bad sequence", "unsupported command",
	"protocol error", "pipelining", "data format error", "content denied", "message format", "message header", "bad message",
	"invalid message", "illegal attachment", "attachment type", "blocked attachment", "attachments are not", "attachment is not",
	"protocol violation", "smtp protocol",
	"message id invalid", "message-id invalid", "invalid message-id", "invalid message id", "missing message-id", "missing message id",
})

// PolicyRefused are phrases that say that we or all mail of our kind are refused, in general terms.
var PolicyRefused = tableOf([]string{
	"relay access denied", "relaying denied", "relay denied", "relaying not", "relay not permitted", "not permitted to relay",
	"no relaying", "unable to relay", "cannot relay", "relaying is prohibited", "relay prohibited", "relaying", "open relay", "not relay",
	"relay through", "we do not relay", "not a gateway", "isn't in my list of allowed rcpthosts", "access denied", "access is denied",
	"permission to post", "permission to submit", "groups.google.com/support", "not permitted", "not allowed", "not authorized",
	"unauthorized", "only accepts", "accepts mail only", "accepts messages only", "restricted", "delivery not authorized",
	"connections not accepted", "connection not authorized", "connection rejected", "connection denied", "you are not",
	"mail server * blocked", "members only", "moderated", "posting", "no permission", "denied by", "transaction failed * rejected",
	"refused by your", "all mail rejected", "mail refused", "host * refused", "not accept mail from", "not accepting mail from",
	"refused mail from", "isn't set up to receive", "not set up to receive", "allowed senders list", "delivery restriction",
	"permission to send", "i cannot deliver mail for", "we don't relay", "don't relay", "does not relay", "doesn't relay",
	"recipient's policy", "recipient policy", "policy blocks",
})

// RateLimit are phrases that say that too much came at once; the same mail passes later.
var RateLimit = tableOf([]string{
	"receiving mail at a rate", "frequency limited", "too many connections", "too many concurrent", "too many sessions",
	"too many messages", "too many mails", "too many emails", "too many recipients", "too many errors", "too many requests",
	"too much mail", "too many simultaneous", "rate limit", "rate limited", "rate-limit", "ratelimit", "throttl", "throttled", "throttling",
	"exceeded * rate", "connection limit", "connection rate", "message rate", "sending rate", "exceeded the * limit * hour", "per hour",
	"slow down", "aup#in-1310", "unusual rate", "concurrency", "maximum number of connections", "recipient rate",
})

// TryLater are phrases that say that something failed which may work later.
var TryLater = tableOf([]string{
	"timed out", "time out", "timeout", "timed-out", "try again later", "try later", "please retry", "retry later", "retry timeout",
	"try again in", "temporarily", "temporary", "transient", "greylist", "greylisted", "graylist", "grey list", "greylisting", "deferred",
	"delayed", "in the queue too long", "message expired", "envelope expired", "expired", "could not be delivered for",
	"could not deliver for", "couldn't be delivered for", "undeliverable for", "delivery failed * attempts", "delivery time expired",
	"has been in the queue", "gave up", "stopped trying", "unable to deliver in", "not be delivered for * hours", "connection refused",
	"connection reset", "connection lost", "connection dropped", "connection closed", "lost connection", "connection failed",
	"connection failure", "conversation with", "did not accept our requests to connect", "unable to connect", "could not connect",
	"cannot connect", "failed to connect", "not able to establish", "wasn't able to establish", "no route to host", "host unreachable",
	"network unreachable", "network is unreachable", "network error", "host is unreachable", "not reachable", "host not responding",
	"host down", "host is down", "no answer from host", "not responding", "unable to contact", "could not contact",
	"unreachable for too long", "server busy", "system busy", "server is busy", "resources temporarily", "name service error", "dns error",
	"dns failure", "server failure", "servfail", "malformed or unexpected name server reply", "name server timeout", "temporary lookup",
	"lookup failure", "system error", "internal error", "internal system error", "internal server error", "local error",
	"local configuration error", "server error", "mailer error", "unknown mailer error", "operating system error", "i/o error",
	"input/output error", "file system", "disk space", "disk full", "disk is full", "insufficient disk", "insufficient system storage",
	"insufficient system resources", "system storage", "no space left on device", "queue file write error", "out of memory",
	"cannot allocate memory", "can't create", "cannot create", "could not create", "insufficient permission", "permission denied",
	"configuration error", "mail system full", "system is full", "service unavailable", "service not available", "service refused",
	"service currently unavailable", "service is unavailable", "ldap server", "alias loop", "pipe to", "command died",
	"command failed", "procmail", "maildrop", "duplicated message-id", "cannot be accessed", "ran out of", "system maintenance",
	"under maintenance", "quarantine", "quarantined", "held for", "on hold", "pending approval", "awaiting", "service non disponible",
	"réessayer plus tard", "essayer plus tard", "später erneut", "zeitüberschreitung", "have been failing for a long time",
	"maximum time expired", "smtp communication problem", "communication problem", "please come back later", "come back later",
	"message queue is full", "delivery was attempted", "could not be contacted", "no servers responded", "all connections failed",
	"address family mismatch", "routes to destination blocked", "no route to destination", "time limit exceeded", "connection died",
	"after multiple retries", "system config error", "config error", "unable to deliver this message after", "dns lookup failed",
	"cname lookup failed", "could not resolve", "temporarily unavailable", "has been delayed", "not accepting connections",
	"unable to open", "cannot open", "cannot write", "write error", "insufficient resources", "read error",
	"retry time not reached", "remote server is down", "server is down", "nach mehreren versuchen", "le serveur distant ne répond pas", "serveur ne répond pas", "server remoto non risponde", "server non risponde", "servidor remoto no responde", "servidor no responde", "externe server reageert niet", "server reageert niet", "server antwortet nicht", "nicht erreichbar", "délai dépassé", "délai d'attente", "tiempo de espera", "tempo scaduto", "verbinding mislukt",
	"database not available", "database unavailable", "lookup table not available",
})

// UnknownHost are phrases that say that the recipient's domain or its servers are not to be found.
var UnknownHost = tableOf([]string{
	"host unknown", "unknown host", "domain does not exist", "domain doesn't exist", "domain * does not exist", "no such domain",
	"domain not found", "domain name not found", "domain * couldn't be found", "domain * could not be found", "domain unknown",
	"unknown domain", "unknown mail domain", "domain is not reachable", "non-existent domain", "nonexistent domain", "non-existing domain",
	"invalid domain", "domain is invalid", "bad domain", "nxdomain", "host not found", "host ? not found", "host or domain name not found",
	"host name lookup failure", "name lookup failed", "couldn't find any host", "couldn't find a mail exchanger",
	"could not find a mail exchanger", "no mx found", "no mx record", "no mx host", "no mx records", "no mail exchanger", "no mail servers",
	"no mail server", "mx lookup * nonexistent", "all relevant mx records point to non-existent hosts", "unrouteable mail domain",
	"unroutable mail domain", "unrouteable domain", "unrouteable host", "no route to domain", "bad destination system",
	"bad destination host", "illegal host", "no such host", "host does not exist", "no valid hosts", "no valid mx",
	"name or service not known", "address family for hostname", "a record was not found", "mail domain mentioned * unknown",
	"domain expired", "unbekannte domain", "domaine inconnu", "dominio inexistente", "dominio sconosciuto", "routing error * unknown",
	"destination * system is unknown", "no mail hosts for domain", "domain is not existing", "domain isn't known", "domain isn't valid", "domain isn't registered", "domain isn't hosted",
	"mail server for * could not be found", "domain doesnt exist", "no route found to domain", "illegal host/domain name",
	"host/domain does not exist", "destination not valid within dns", "invalid domain name", "no such domain at this location",
	"domain is not valid", "not a valid domain",
	"account or domain may not exist",
	"domain is not hosted here", "domain not hosted here", "domain ? doesn't exist", "domain ? does not exist", "domain ? not found", "domain existiert nicht", "domäne nicht gefunden", "domain nicht gefunden", "domäne existiert nicht", "domaine n'existe pas", "domaine ? n'existe pas", "domaine introuvable", "dominio no existe", "dominio ? no existe", "dominio no encontrado", "dominio non esiste", "dominio ? non esiste", "dominio non trovato", "domein bestaat niet", "domein niet gevonden", "domínio inexistente", "domínio não existe",
})

// Unroutable are Exim's for an address that no router takes: of its own
// the domain's fault, in answer to RCPT the user's.
var Unroutable = tableOf([]string{"unrouteable address", "unroutable address"})

// Suspended are phrases that say that the account is there and closed.
var Suspended = tableWith([]string{
	"account is disabled", "account has been disabled", "account that you tried to reach is disabled", "account disabled",
	"account is inactive", "account that you tried to reach is inactive", "account inactive", "inactive account", "inactive user",
	"user is inactive", "inactive email address", "inactive mailbox", "mailbox is inactive", "mailbox inactive", "user inactive",
	"account is locked", "account locked", "account has been locked", "account * blocked", "account suspended", "account is suspended",
	"account has been suspended", "user suspended", "user is suspended", "mailbox suspended", "mailbox is suspended", "suspended recipient",
	"temporary locked", "disabled recipient", "recipient * disabled", "mailbox disabled", "mailbox is disabled",
	"mailbox has been disabled", "user disabled", "user is disabled", "user account disabled", "disabled user", "disabled mailbox",
	"disabled or discontinued", "mailbox is frozen", "mailbox frozen", "account is frozen", "account frozen", "mailbox blocked",
	"mailbox is blocked", "mailbox locked", "account closed", "account is closed", "account has been closed", "account deactivated",
	"account has been deactivated", "account is deactivated", "mailbox deactivated", "user deactivated", "account expired",
	"account has expired", "user expired", "mailbox expired", "deleted account", "account deleted", "account has been deleted",
	"account was deleted", "account terminated", "mailbox deleted", "mailbox was deleted", "user deleted", "address is no longer active",
	"not an active", "mailbox not active", "address disabled", "email address * disabled", "has been deactivated", "account unavailable",
	"account is not allowed to receive", "konto * gesperrt", "konto * deaktiviert", "postfach * gesperrt", "postfach * deaktiviert",
	"compte * désactivé", "compte * bloqué", "compte * suspendu", "boîte * désactivée", "account * disattivato", "cuenta * desactivada",
	"cuenta * deshabilitada", "account * has been suspended", "account * has been disabled", "account * has been deactivated",
	"account * has been closed", "mailbox * has been disabled", "mailbox * has been suspended", "e-mail account is inactive",
	"account has been terminated", "account has been cancelled", "account has been canceled", "account has been removed",
	"account cancelled", "account canceled", "account is terminated", "account is cancelled", "account is canceled", "archived recipient",
	"destinataire archivee", "mailbox has been deleted", "mailbox has been removed", "mailbox is deactivated",
	"mailbox has been deactivated", "administratively disabled", "administrativly disabled", "address no longer accepts mail",
	"address no longer accepts email", "address has been retired", "address has been discontinued", "mailbox has been discontinued",
	"account has been discontinued",
	"deactivated mailbox", "deactivated account", "deactivated user", "suspended mailbox", "suspended account", "closed mailbox", "closed account", "terminated account", "locked mailbox", "frozen mailbox", "expired mailbox",
}, closedInEnglish, closedElsewhere)

// Moved are phrases that say that the person has gone elsewhere.
var Moved = tableOf([]string{
	"no longer on server", "has been replaced by", "left the company", "left our company", "user moved", "mailbox has moved",
	"recipient moved", "address has changed", "address changed", "nicht mehr im unternehmen", "nicht mehr bei uns", "nicht mehr gültig",
	"existiert nicht mehr", "nicht mehr aktiv", "ausgeschieden", "ne fait plus partie", "n'existe plus", "ne travaille plus", "a quitté",
	"n'est plus valide", "non lavora più", "non esiste più", "non è più attivo", "ya no trabaja", "ya no existe", "werkt niet meer",
	"bestaat niet meer", "niet meer in dienst", "address * no longer available", "address * no longer valid", "address * no longer a valid",
	"address * no longer in use", "address * no longer used", "address * no longer exists", "address * no longer active",
	"address * no longer monitored", "address * no longer accessible", "mailbox * no longer available", "mailbox * no longer valid",
	"mailbox * no longer a valid", "mailbox * no longer in use", "mailbox * no longer used", "mailbox * no longer exists",
	"mailbox * no longer active", "mailbox * no longer monitored", "mailbox * no longer accessible", "account * no longer available",
	"account * no longer valid", "account * no longer a valid", "account * no longer in use", "account * no longer used",
	"account * no longer exists", "account * no longer active", "account * no longer monitored", "account * no longer accessible",
	"recipient * no longer available", "recipient * no longer valid", "recipient * no longer a valid", "recipient * no longer in use",
	"recipient * no longer used", "recipient * no longer exists", "recipient * no longer active", "recipient * no longer monitored",
	"recipient * no longer accessible", "user * no longer available", "user * no longer valid", "user * no longer a valid",
	"user * no longer in use", "user * no longer used", "user * no longer exists", "user * no longer active", "user * no longer monitored",
	"user * no longer accessible", "no longer with us", "no longer with the", "no longer with our", "no longer with this",
	"no longer works", "no longer employed", "no longer an employee", "no longer at this", "no longer at our", "no longer at the",
	"mailbox has been closed",
	"user ? has moved", "user has moved", "recipient has moved", "has moved to another", "moved to another company",
})

// NoSuchMailbox are phrases that say that there is no such mailbox, in the words of the system
// that owns it.
var NoSuchMailbox = tableOf([]string{
	"recipient name is not recognized", "invalid final delivery userid", "no mailbox here by that name", "no account by that name",
	"user name is not recognized", "isn't a user", "not listed in domino directory", "user not listed", "recipnotfound",
	"address couldn't be found", "address could not be found", "wasn't found at", "e-mail address was not found",
	"email address was not found", "couldn't be found at", "recipient's e-mail address was not found",
	"doesn't have an account", "no such mailbox", "badrcptto", "validrcptto", "there is no one at this address",
	"not present in directory", "no mail box available", "user missing home directory", "email name is not found",
	"wrong or no longer valid", "no existe dicha persona", "no existe ese usuario", "nessun utente", "not a local address",
	"unknown local part", "unknown local-part", "mailbox does not exist", "mailbox doesn't exist", "mailbox not found",
	"mailbox could not be found", "no such account", "account does not exist", "account doesn't exist", "not our customer",
	"not a known user", "is not a known", "bad destination mailbox", "l'adresse de messagerie que vous avez entrée est introuvable",
	"adresse wurde nicht gefunden", "introuvable", "destinataire inconnu", "utilisateur inconnu", "destinataire invalide",
	"empfänger unbekannt", "empfänger nicht gefunden", "unbekannter empfänger", "benutzer unbekannt", "unbekannter benutzer",
	"destinatario sconosciuto", "utente sconosciuto", "indirizzo inesistente", "casella inesistente", "usuario desconocido",
	"destinatario desconocido", "no existe el usuario", "buzón no existe", "usuario no existe", "onbekende gebruiker", "gebruiker onbekend",
	"onbekende ontvanger", "пользователь не найден", "нет такого пользователя", "такого пользователя", "адрес не существует", "宛先不明",
	"見つかりません", "not listed in public name", "e-mail account does not exist", "unrecognised o/r name", "unrecognized o/r name",
	"unrecognised or name", "orname-unrecognised", "no match for user", "unknown or illegal alias", "user not in directory",
	"not in our directory", "several matches found in", "no valid recipients for this", "destination mailbox address * invalid",
	"name is ambiguous", "email address is invalid", "mailbox unavailable or access denied", "nicht im domino-verzeichnis",
	"nicht im domino directory", "annuaire domino", "non elencato nella domino directory", "niet vermeld in domino directory", "directorio de domino", "utilizador desconhecido",
	"usuário desconhecido", "usuário não existe", "destinatário desconhecido", "destinatário inexistente", "usuario inexistente",
	"not a valid user here", "not a user here",
	"mailbox not found or access denied", "not in my list of allowed recipients",
})

// NotInDirectory are Exchange Online's for a recipient that its directory
// does not have; filters use them as well, so they count with its code alone.
var NotInDirectory = tableOf([]string{"recipient address rejected: access denied"})

// UnknownUser are phrases that say the same in the general terms that filters use as well.
var UnknownUser = tableWith([]string{
	"user unknown", "unknown user", "unrouteable address", "unroutable address", "unknown recipient", "recipient unknown", "no such user",
	"user not found", "recipient not found", "no such recipient", "no such address", "no such person", "no such name",
	"user does not exist", "user doesn't exist", "user * does not exist", "does not exist", "doesn't exist",
	"account that you tried to reach does not exist", "invalid recipient", "invalid address", "invalid user", "invalid mailbox",
	"mailbox invalid", "recipient * invalid", "recipient address unknown", "recipient is unknown", "recipient is invalid", "user invalid",
	"address unknown", "unknown address", "unknown mailbox", "mailbox unknown", "mailbox unavailable", "mailbox not available",
	"mailbox * unavailable", "unknown account", "address invalid", "address does not exist", "address is unknown", "bad address",
	"bad recipient", "no mailbox", "no user", "no local mailbox", "no local user", "not a valid mailbox", "not a valid user",
	"not a valid recipient", "not a valid address", "not a user", "not known", "undeliverable address", "undeliverable recipient",
	"user not known", "user not exist", "user not local", "not our user", "recipient unavailable", "nobody here", "recipient not exist",
	"recipient not ok", "unknown extension", "unknown virtual", "user lookup failed", "addressee unknown", "unknown addressee",
	"user * unknown", "recipient * not found", "recipient * unknown",
	"nonexistent user", "non-existent user", "non existent user", "nonexistent recipient", "non-existent recipient", "nonexistent mailbox", "non-existent mailbox", "nonexistent address", "non-existent address",
}, unknownInEnglish, unknownElsewhere)

// NoSuchUser are those of them that name the user or the recipient; with a code
// that agrees they outweigh what else a text says.
var NoSuchUser = tableOf([]string{
	"user unknown", "unknown user", "no such user", "user not found", "unknown recipient", "recipient unknown", "no such recipient",
	"recipient not found", "invalid recipient", "user does not exist", "recipient does not exist", "mailbox does not exist",
	"account that you tried to reach does not exist", "address does not exist",
})

// BareRefusal are phrases that refuse a recipient and say nothing else.
var BareRefusal = tableOf([]string{"recipient address rejected", "address rejected", "recipient rejected", "recipient refused"})

// Filtered are phrases that say that the recipient's own preferences refuse the mail.
var Filtered = tableOf([]string{
	"refuse to receive", "refuses to receive", "refuses to accept", "only accepting mail from", "blocked by the recipient",
	"account is protected by", "recipient preferences", "message filtered", "due to extended inbox", "user reject", "user rejects",
	"rejected by user", "does not want", "not accepted by recipient",
	"blocked by recipient", "rejected by recipient", "refused by recipient", "blocked by the user", "blocked by user",
})

// Quota are words that mean a full mailbox beside a code for one.
var Quota = tableOf([]string{"quota", "quotas", "diskspace", "disk space", "enough space", "storage", "space", "full", "capacity", "kontingent", "speicherplatz", "spazio", "espace", "espacio", "ruimte"})

// NoAccount are phrases of services that say so with a code; without one their
// filters use them as well.
var NoAccount = tableOf([]string{"user does not have a", "user doesn't have a", "user doesnt have a"})

// ServiceRefused are phrases that refuse a server before it said what it wants.
var ServiceRefused = tableOf([]string{"service refused", "service refuse"})
