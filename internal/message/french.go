package message

var french = language{
	yes: []string{
		"oui", "ouais", "c'est exact", "c'est correct", "c'est bien ça", "c'est toujours exact", "c'est toujours correct",
		"c'est toujours moi", "c'est bien moi", "tout est exact", "tout est correct", "je confirme", "nous confirmons", "je vous confirme",
		"nous vous confirmons",
	},
	yesAlone: []string{
		"exact", "correct", "confirmé", "exactement", "inchangé", "sans changement", "rien à signaler", "tout à fait", "bien sûr",
		"effectivement",
	},
	fitting: []string{
		"je suis toujours", "je suis bien", "je suis encore", "je suis votre", "je suis le", "je suis la", "nous sommes toujours",
		"nous sommes bien", "nous sommes votre", "nous sommes fermés", "c'est moi", "c'est nous", "c'est bien moi", "c'est bon", "tout",
		"toujours", "merci", "nous fermons", "nous serons fermés", "sans changement",
	},
	condition: []string{"si", "quand", "lorsque", "dès que", "une fois"},
	right: []string{
		"est toujours exact", "est toujours correct", "est toujours valable", "est toujours valide", "sont toujours exactes",
		"sont toujours correctes", "sont toujours valables", "sont exactes", "sont correctes", "toujours votre contact",
		"toujours votre interlocuteur", "toujours votre interlocutrice", "toujours le bon contact", "reste inchangé", "restent inchangées",
		"reste votre contact", "n'a pas changé", "n'ont pas changé", "rien n'a changé", "pas de changement", "aucun changement",
		"aucune modification", "pas de modification", "pas de problème", "pas de fermeture", "aucune fermeture", "c'est moi",
		"c'est bien cela", "est exact", "est correct", "est bien exact", "je suis toujours", "nous sommes toujours", "sont à jour",
		"est à jour", "rien à signaler", "rien de prévu", "aucun changement prévu",
	},
	hedge: []string{
		"pas sûr", "pas certain", "je pense", "je crois", "probablement", "peut-être", "je vérifie", "nous vérifions", "à vérifier",
		"je dois vérifier", "je me renseigne", "reviens vers vous", "revenons vers vous", "je transmets", "nous transmettons", "transféré",
		"pour l'instant", "pour le moment", "sauf erreur", "en principe", "en partie", "bien reçu", "réception", "si vous", "à condition",
		"c'était", "était", "auparavant", "je demande", "dois demander", "en attendant", "ça dépend", "je vais", "nous allons", "on va",
		"je m'en occupe", "facture", "factures", "rendez-vous", "réunion", "prix", "paiement", "votre commande", "la commande", "livraison",
		"exception", "volontiers", "doute", "merci de vérifier", "merci de confirmer", "veuillez confirmer", "veuillez vérifier",
		"vérifiez", "confirmez", "si c'est", "si tout", "si les", "supposons", "serait", "doit être",
	},
	but: []string{
		"mais", "cependant", "toutefois", "sauf", "excepté", "uniquement pour", "seulement pour", "par contre", "en revanche", "plutôt",
		"à l'avenir", "à partir du",
	},
	not: []string{
		"pas", "plus", "non", "ne", "jamais", "aucun", "aucune", "erroné", "faux", "incorrect", "obsolète", "inexact", "rien", "guère",
	},
	no: []string{"non", "hélas non", "malheureusement non", "pas du tout"},
	decline: []string{
		"plus responsable", "pas responsable", "plus en charge", "pas en charge", "pas la bonne personne", "plus la bonne personne",
		"mauvaise personne", "mauvais contact", "mauvais service", "mauvaise adresse", "ce n'est pas moi", "ce n'est plus moi",
		"plus votre contact", "pas votre contact", "plus votre interlocuteur", "n'est plus exact", "n'est pas exact", "n'est plus valable",
		"n'est pas correct", "n'est plus correct", "n'est plus d'actualité", "changé de service", "autre service", "m'occupe plus",
		"m'occupe pas",
	},
	change: []string{
		"veuillez écrire", "veuillez contacter", "veuillez vous adresser", "veuillez envoyer", "veuillez utiliser", "veuillez adresser",
		"merci d'écrire", "merci de contacter", "merci d'envoyer", "merci de vous adresser", "merci d'utiliser", "merci d'adresser",
		"adressez-vous", "contactez", "écrivez", "nouveau contact", "nouvel interlocuteur", "nouvelle interlocutrice", "nouvelle adresse",
		"nouvel e-mail", "nouvel email", "nouveau mail", "nouveau numéro", "nouveau téléphone", "nouvelle collègue", "nouveau collègue",
		"le contact est", "votre contact est", "votre interlocuteur est", "l'interlocuteur est", "la bonne adresse", "le bon contact",
		"la bonne personne", "est désormais", "est maintenant", "est à présent", "sera désormais", "désormais", "dorénavant", "a repris",
		"reprend", "a pris la relève", "prend la relève", "succède", "successeur", "remplacé par", "remplacée par", "me remplace",
		"remplace", "mon collègue", "ma collègue", "mes collègues", "notre collègue", "est responsable", "a changé", "ont changé",
		"déménagé", "c'est maintenant", "c'est désormais", "s'en occupe", "s'occupe de", "s'occupe désormais", "traite ce", "gère",
		"est m.", "est mme", "est madame", "est monsieur",
	},
	left: []string{
		"ne travaille plus", "n'est plus dans l'entreprise", "n'est plus dans la société", "n'est plus dans notre", "n'est plus chez",
		"ne suis plus chez", "a quitté l'entreprise", "a quitté la société", "a quitté notre", "a quitté nos", "ai quitté l'entreprise",
		"ai quitté la société", "quitte l'entreprise", "quitte la société", "quitté ses fonctions", "quitté mes fonctions",
		"n'est plus employé", "n'est plus employée", "n'est plus salarié", "n'est plus salariée", "est parti en retraite",
		"est partie en retraite", "est à la retraite", "à la retraite", "en retraite", "départ en retraite", "est décédé", "est décédée",
		"n'est plus en poste", "plus parmi nous", "pris sa retraite", "pris ma retraite", "est parti à la retraite",
		"est partie à la retraite", "nous a quittés", "plus partie des effectifs", "n'est plus en fonction",
		"ne fait plus partie * société", "ne fait plus partie * entreprise", "ne fait plus partie * équipe",
		"ne fait plus partie * équipes", "ne fait plus partie * effectifs", "ne fait plus partie * personnel",
		"ne fait plus partie * groupe", "ne fais plus partie * société", "ne fais plus partie * entreprise", "ne fais plus partie * équipe",
		"ne fais plus partie * effectifs", "a quitté * société", "a quitté * entreprise", "mon dernier jour chez", "mon dernier jour dans",
	},
	stop: []string{
		"ne plus m'envoyer", "ne plus nous envoyer", "ne plus nous contacter", "ne plus me contacter", "ne plus nous écrire",
		"ne plus m'écrire", "ne plus recevoir", "ne nous contactez plus", "ne me contactez plus", "ne nous écrivez plus",
		"ne m'écrivez plus", "n'envoyez plus", "plus de mails", "plus de courriels", "plus d'e-mails", "retirez-moi", "retirez-nous",
		"supprimez mon adresse", "supprimez notre adresse", "me désinscrire", "nous désinscrire", "désinscrivez", "désabonnez",
		"désabonner", "arrêtez de", "cessez de", "retirer de votre liste", "je m'oppose", "nous nous opposons", "ne souhaite plus recevoir",
		"ne souhaitons plus recevoir", "ne veux plus recevoir", "ne voulons plus recevoir", "ne souhaite pas recevoir",
		"ne souhaitons pas recevoir", "me retirer", "nous retirer", "rayez", "supprimer mon adresse", "supprimer notre adresse",
	},
	stopLone: []string{"arrêt", "arrêtez", "désinscription", "désabonnement"},
	bank: []string{
		"coordonnées bancaires", "compte bancaire", "numéro de compte", "relevé d'identité bancaire", "rib", "nouvelle banque",
		"domiciliation bancaire",
	},

	autoSubject: []string{
		"réponse automatique", "absence du bureau", "absent du bureau", "absente du bureau", "absent", "absente", "message d'absence",
		"en congé", "en congés", "en vacances", "congés annuels", "congé maternité", "accusé de réception", "hors du bureau",
		"réponse auto",
	},
	away: []string{
		"absent", "absente", "absence", "en congé", "en congés", "en vacances", "hors du bureau", "congé maternité", "congé parental",
		"en déplacement", "de retour le", "serai de retour", "mon retour", "dès mon retour", "pas disponible", "ne suis pas joignable",
		"injoignable", "bureau fermé", "nous sommes fermés", "fermeture annuelle", "fermé jusqu",
	},
	receipt: []string{
		"a bien été reçu", "a bien été reçue", "avons bien reçu", "ai bien reçu", "bien reçu votre", "accusé de réception",
		"accusons réception", "votre demande a été", "votre demande est", "demande enregistrée", "a été enregistrée", "a été enregistré",
		"numéro de ticket", "numéro de dossier", "numéro de demande", "ticket a été", "votre ticket", "sera traitée", "sera traité",
		"dans les meilleurs délais", "merci de nous avoir contactés", "merci pour votre message",
	},
	standIn: []string{
		"veuillez contacter", "veuillez vous adresser", "merci de contacter", "merci de vous adresser", "vous pouvez contacter",
		"en cas d'urgence", "pour toute urgence", "urgence", "urgent", "mon collègue", "ma collègue", "mes collègues", "me remplace",
		"remplaçant", "remplaçante", "successeur", "contactez", "adressez-vous", "a repris", "succède", "joindre", "pendant mon absence",
		"en mon absence",
	},
	until: []string{
		"jusqu'au", "jusqu'à", "jusqu'au * inclus", "au", "de retour le", "retour le", "de retour au bureau le", "à partir du", "dès le",
	},
	months: []string{
		"janvier|janv", "février|févr|fév", "mars", "avril|avr", "mai", "juin", "juillet|juil", "août", "septembre", "octobre", "novembre",
		"décembre|déc",
	},

	writes: []string{"a écrit", "écrit", "a écrit le"},
	original: []string{
		"message d'origine", "message original", "message transféré", "début du message", "message initial", "e-mail d'origine",
	},
	from:   []string{"de"},
	fields: []string{"envoyé", "date", "à", "cc", "objet", "sujet", "copie à"},
	closing: []string{
		"cordialement", "bien cordialement", "très cordialement", "salutations", "sincères salutations", "meilleures salutations",
		"bien à vous", "bonne journée", "bonne réception", "sincèrement", "cdlt", "cdt", "veuillez agréer", "je vous prie d'agréer",
		"amicalement", "respectueusement",
	},
	thanks: []string{"merci", "merci d'avance", "merci beaucoup", "avec mes remerciements"},
	sentFrom: []string{
		"envoyé de mon", "envoyé depuis mon", "envoyé à partir de", "envoyé depuis", "envoyé avec", "télécharger outlook pour",
		"obtenir outlook pour", "envoyé de mon iphone",
	},
	greeting: []string{"bonjour", "bonsoir", "madame, monsieur", "madame,", "monsieur,", "chère", "cher", "salut"},
	disclaimer: []string{
		"ce message et", "ce courriel et", "ce message est confidentiel", "cet e-mail et", "ce message contient", "avis de confidentialité",
		"pensez à l'environnement", "les informations contenues dans", "attention : ce", "si vous avez reçu ce", "si vous n'êtes pas",
		"avant d'imprimer", "merci de penser à",
	},
	question: []string{
		"vous êtes enregistré comme contact", "est-ce toujours exact ?", "est-ce toujours exact?", "merci de répondre « oui »",
		"de nous indiquer la personne désormais", "y a-t-il quelque chose que nous", "ne demandons jamais de coordonnées bancaires",
		"ne vous poserons plus la question", "si vous ne souhaitez pas recevoir de tels messages", "si vous êtes toujours notre contact",
	},
}
