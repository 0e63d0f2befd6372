package lexicon

// What the programs of mailing lists write to those whose mail they do not pass on.

// ListRefusal are phrases that refuse a mail to a list.
var ListRefusal = tableOf([]string{
	"you are not a member of this mailing list", "you are not a member of the list", "you are not a member of this list", "you are not a member of the mailing list",
	"you are not subscribed to this list", "you are not subscribed to this mailing list", "you are not subscribed to the list", "you are not subscribed to the mailing list", "you are not a subscriber",
	"not allowed to post to this mailing list", "not allowed to post to this list", "not allowed to post messages to this list", "not authorized to post to this list", "not authorized to post to this mailing list",
	"not authorized to send mail to the * list", "not authorised to send mail to the * list", "non-members are not allowed to post", "non-member submission", "only subscribers may post", "only members may post",
	"only subscribers can post", "only members can post", "only members are allowed to post", "restricted to list subscribers", "restricted to subscribers", "restricted to members of the list",
	"post by non-member", "posting by non-member", "your message has been rejected, probably because you are not subscribed", "list is closed to non-members", "closed mailing list", "mailing list is closed",
	"not permitted to post to this list", "not permitted to post to this mailing list", "list only accepts posts from", "list only accepts messages from", "message was rejected by the list", "message was rejected by the moderator", "message has been rejected by the moderator",
	"your posting to the * list has been rejected", "your request to the * mailing list", "posting of your message", "the list you tried to post to does not exist",
	"nicht mitglied dieser mailingliste", "kein mitglied dieser mailingliste", "kein mitglied der mailingliste", "nicht mitglied der mailingliste", "kein mitglied der liste", "nicht berechtigt, an diese liste", "nur mitglieder * an diese liste", "nur abonnenten * liste",
	"vous n'etes pas abonne a cette liste", "vous n'etes pas membre de cette liste", "pas autorise a diffuser", "pas autorise a poster dans cette liste", "reservee aux abonnes",
	"non sei iscritto a questa lista", "non sei iscritto alla lista", "non e iscritto alla lista", "solo gli iscritti possono",
	"no esta suscrito a esta lista", "no es miembro de esta lista", "solo los suscriptores", "solo los miembros de la lista", "geen lid van deze lijst", "geen lid van deze mailinglijst", "niet geabonneerd op deze lijst",
	"メーリングリストのメンバーではありません",
})

// ListHeld are phrases that say that somebody has to release a mail to a list.
var ListHeld = tableOf([]string{
	"is being held until the list moderator", "being held until the list moderator can review", "awaits moderator approval", "awaiting moderator approval", "held for moderation", "held for moderator approval",
	"waiting for moderation", "waiting for the moderator", "must be approved by the moderator", "must be approved by a moderator", "must be approved by the list owner", "forwarded to the moderator", "forwarded to the list owner", "sent to the moderator", "submitted to the moderator", "queued for moderation",
	"list moderator for approval", "to the list's moderators", "wartet auf die freigabe durch den moderator", "wartet auf die genehmigung des moderators", "muss von einem moderator", "wird vom moderator gepruft",
	"en attente d'approbation du moderateur", "en attente de moderation", "soumis au moderateur", "in attesa di approvazione del moderatore", "in attesa di moderazione", "pendiente de aprobacion", "espera la aprobacion del moderador", "wacht op goedkeuring van de moderator", "wacht op moderatie",
})

// ComplaintSubject are the beginnings of subjects of feedback loops that have no
// part for machines.
var ComplaintSubject = tableOf([]string{
	"complaint about message from", "complaint about your message", "complaint about email from", "complaint from", "email feedback report", "feedback report", "feedback loop", "abuse report", "[abuse", "spam report", "spam complaint", "abuse complaint", "fbl:", "[fbl", "unsolicited mail report", "junk mail report", "reported as spam", "user complaint",
})
