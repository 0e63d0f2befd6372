package rolemail

import (
	"regexp"
	"strings"
)

// The words of refusals, announcements and confirmations, folded, in English, German, French, Italian, Spanish and Dutch. Umlauts may be written
// with an e.

// oneOf makes an expression that matches one of some others as whole words.
func oneOf(all ...string) expression {
	return newExpression(`\b(?:` + strings.Join(all, "|") + `)\b`)
}

// refusingWords mean that somebody does not do what was ordered.
var refusingWords = oneOf(
	`(?:can ?not|can't|not to|could not|couldn't|won't|unable to|not able to|not in a position to|no longer able to|will not be able to|will not|cannot be|can't be|not be) (?:\w+ ){0,3}?(?:deliver|supply|ship|confirm|accept|fulfil|fulfill|process|execute|honou?r|produce|provide|proceed|delivered|supplied|shipped|confirmed|accepted|fulfilled|processed|executed)`,
	`(?:nicht|keine|keinen|nicht mehr) (?:\w+ ){0,3}?(?:bestae?tigen|liefern|ausliefern|beliefern|annehmen|akzeptieren|ausfue?hren|erfue?llen|bedienen|bearbeiten|fertigen|(?:bestae?tigt|geliefert|angenommen|ausgefue?hrt|bearbeitet) werden)`,
	`n(?:e |')(?:\w+ ){0,3}?(?:pouvons|pourrons|peut|pourra|sommes|serons|sera) (?:\w+ ){0,3}?(?:pas|plus) (?:\S+ ){0,5}?(?:confirmer|livrer|accepter|honorer|fournir|executer|traiter|confirmee|livree|acceptee)`,
	`(?:not|won't|never) (?:be )?in a position to|can no longer (?:deliver|supply|ship|produce|offer)|no longer (?:deliver|supply|produce|manufacture|manufactured|produced|supplied|deliverable)|(?:delivery|supply|shipment) is (?:not|im)\s?possible`,
	`nicht (?:mehr )?(?:moe?glich|lieferbar|verfue?gbar|erhae?ltlich)|nicht in der lage|ausser ?stande|treten (?:\S+ ){0,6}?zurue?ck`,
	`ne pouvoir|ne (?:peut|pourra|peuvent) (?:etre )?(?:acceptee|livree|honoree|confirmee|executee)|n'est plus (?:disponible|fabrique|livrable|commercialise)|ne sont plus`,
	`non e piu (?:disponibile|in produzione)|ya no (?:esta disponible|se fabrica|lo suministramos)|niet meer (?:leverbaar|beschikbaar|leveren)|niet leverbaar`,
	`dans l'(?:impossibilite|incapacite) (?:de|d')`,
	`non (?:ci )?(?:possiamo|potremo|siamo in grado|riusciamo|e possibile|puo essere|e stato possibile) (?:\S+ ){0,4}?(?:confermare|consegnare|accettare|evadere|fornire|spedire|confermato|accettato|evaso)`,
	`no (?:nos )?(?:podemos|podremos|es posible|sera posible|puede ser|hemos podido) (?:\S+ ){0,4}?(?:confirmar|entregar|aceptar|suministrar|servir|enviar|cumplir|confirmado|aceptado)`,
	`(?:kunnen|kan|konden) (?:\S+ ){0,8}?niet (?:\S+ ){0,4}?(?:leveren|bevestigen|accepteren|uitvoeren|verwerken|aannemen|geleverd|bevestigd)`,
)

// cancellingWords say that an order was called off.
var cancellingWords = oneOf(
	`cancel|cancell?ed|turn down|turned down|withdraw our|on hold|cancell?ing|reject|rejected|rejecting|decline|declined|declining|refuse|refused|discontinued|no longer available|out of stock`,
	`storniert|stornieren|abgelehnt|ablehnen|lehnen|zurue?ckgewiesen|abgesagt|absagen`,
	`annulee|annuler|annulons|refusee|refuser|refusons|rejetee`,
	`annullato|annullare|annulliamo|rifiutato|rifiutare|rifiutiamo|respinto`,
	`cancelado|cancelamos|cancelar|anulado|anulamos|anular|rechazado|rechazamos|rechazar`,
	`geannuleerd|annuleren|afgewezen|geweigerd|wijzen`,
)

// cancelledSubject is a cancellation as a subject names it.
var cancelledSubject = oneOf(`cancell?ation|rejection|refusal|stornierung|storno|ablehnung|annulation|refus|annullamento|rifiuto|cancelacion|anulacion|rechazo|annulering|weigering`)

// ofThisOrder are words of a sentence that speaks of the order at hand, or regrets.
var ofThisOrder = oneOf(
	`(?:this|the) (?:item|product|material|article)|delivery|(?:der|den) artikel|(?:die|eine) (?:ware|lieferung)|regrettably|vom vertrag|l'article|le produit|l'articolo|l'ordine|il prodotto|el articulo|el producto|het artikel|het product`,
	`(?:your|this|the above|the) (?:purchase |above )?(?:order|po)|po|your request|unfortunately|regret|sorry|afraid|apologi[sz]e|apologies`,
	`(?:ihre|ihren|ihrer|ihrem|diese|diesen|die|der|den) (?:o\. ?g\. )?(?:bestellung|auftrag)|leider|bedauern|bedauerlicherweise`,
	`(?:votre|cette|la) commande|malheureusement|regret|regrettons|regrets|desoles?`,
	`(?:il |vostro |vs\.? |questo |suo )+ordine|purtroppo|spiacenti|dispiace|spiace`,
	`(?:su|este|vuestro|el) pedido|lamentablemente|desgraciadamente|lamentamos|sentimos`,
	`(?:uw|deze|de) (?:bestelling|order)|helaas|spijt`,
	`[0-9]{6,}`,
)

// conditions before a refusal make it one for another case.
var conditions = oneOf(`if|in case|in the event|should|unless|when|whether|wenn|falls|sofern|sollte|sollten|soweit|si|dans le cas|en cas|se|qualora|in caso|en caso|cuando|cuando no|indien|wanneer|mocht|mochten|orders|replies|answers|e-?mails|messages|antworten|ist uns|hohere gewalt|hoehere gewalt|changes|returns|ae?nderungen|rue?ckgabe|retouren|stornierung|stornierungen|umtausch|modifications|modifiche|cambios|wijzigingen`)

// possibilities before a cancellation say who may do it, or that nobody may.
var possibilities = oneOf(`not|cannot|can't|nicht|may|can|might|only|nur|kann|kae?nnen|koe?nnen|due?rfen|right to|recht|entitled|peut|pouvez|peuvent|ne|puo|non|possono|puede|pueden|no|niet|kunt|mag|mogen|free to|wish to|want to|mue?chten sie|moe?chten|in order to|to`)

// forced before a cancellation says that it happens.
var forced = oneOf(`(?:have|had|has|need|forced|obliged|going|want|wish|must) to|must|mue?ssen|mussten|gezwungen|devons|contraints|dobbiamo|costretti|debemos|tenemos que|obligados|moeten|genoodzaakt`)

// noneOf behind a cancellation counts what was called off, and finds nothing.
var noneOf = regexp.MustCompile(`^\W*(?:\w+\W+){0,2}(?:none|nil|no|0|keine?|aucune?|nessun\w*|ningun\w*|geen)\b`)

// exceptWhen behind a refusal limits it: a part, or a day of the week, is another matter than the order.
var exceptWhen = oneOf(`on (?:saturdays|sundays|weekends|public holidays)|an (?:wochenenden|feiertagen|samstagen)|to po boxes|to private|by phone|telefonisch|returns?|liability|complaints|claims|changes|retouren|reklamationen|haftung|retours|resi|reclami|devoluciones|reclamaciones|klachten`)

// partialWords say that only a part is confirmed.
var partialWords = oneOf(
	`partial (?:order )?(?:confirmation|acknowledge?ment|delivery only|fulfil+ment)|partially (?:confirm|confirmed|accept|accepted|deliver)|confirm(?:ed)? (?:only )?(?:in part|partially|partly)|only (?:deliver|supply|ship|confirm) (?:a part|part|\d+)|confirm only`,
	`teil(?:auftrags)?bestae?tigung|teilweise (?:bestae?tig\w*|liefern|annehmen)|nur (?:teilweise|zum teil|einen teil|eine teilmenge|\d+ \S+ (?:von|der)|\d+ von \d+)`,
	`confirmation partielle|partiellement (?:confirm\w*|livr\w*)|confirmons partiellement|qu'une partie|que partiellement`,
	`conferma parziale|parzialmente|solo una parte|soltanto una parte`,
	`confirmacion parcial|parcialmente|solo una parte|solamente una parte`,
	`gedeeltelijke? (?:order)?bevestig\w*|slechts (?:een deel|gedeeltelijk)|maar een deel`,
)

// announcingWords say that the confirmation is still to come.
var announcingWords = oneOf(
	`(?:confirmation|acknowledge?ment) (?:\S+ ){0,4}?(?:will follow|follows|to follow|will be sent|will be issued|will be provided|will come|shortly|pending|outstanding|is being prepared)`,
	`will (?:\w+ )?(?:send|provide|issue|let you have) (?:\S+ ){0,4}?(?:confirmation|acknowledge?ment)|will (?:\w+ )?confirm (?:\S+ ){0,4}?(?:soon|shortly|later|as soon as|once|when|within|after|by)`,
	`not (?:yet |been |be ){1,3}confirmed|not confirmed|not yet (?:\w+ )?confirm|yet to (?:be )?confirm(?:ed)?|cannot yet (?:\w+ )?confirm|unconfirmed`,
	`(?:awaiting|waiting for) (?:\S+ ){0,4}?(?:confirmation|factory|plant|approval|feedback|headquarters)|not an? (?:order )?(?:confirmation|acceptance)|no (?:order )?confirmation yet`,
	`(?:auftrags|bestell)?bestae?tigung (?:\S+ ){0,6}?(?:folgt|in kue?rze|steht noch aus|steht aus|separat zu|gesondert zu|nachgereicht)|noch nicht (?:\w+ ){0,3}?bestae?tig(?:t|en)|(?:noch )?keine (?:auftrags|bestell|vertrags)(?:bestae?tigung|annahme)|bestae?tigen (?:wir )?(?:ihnen )?(?:in kue?rze|nach|sobald)`,
	`confirmation (?:\S+ ){0,5}?(?:suivra|suit|vous parviendra|sera envoyee|a suivre)|pas encore (?:\w+ ){0,2}?confirm\w*|en attente de (?:\S+ ){0,3}?(?:confirmation|validation)|ne constitue pas une (?:confirmation|acceptation)`,
	`conferma (?:\S+ ){0,5}?(?:seguira|verra inviata|a breve)|non (?:e |ancora ){1,2}(?:stato )?confermat[oa]|in attesa di (?:\S+ ){0,3}?conferma`,
	`confirmacion (?:\S+ ){0,5}?(?:seguira|se enviara|en breve|recibira)|(?:aun|todavia) no (?:\w+ ){0,3}?confirm\w*|pendiente de confirm\w*|a la espera de (?:\S+ ){0,3}?confirm\w*`,
	`(?:order|opdracht|bestel)?bevestiging (?:\S+ ){0,5}?(?:volgt|wordt nog|ontvangt u)|nog niet (?:\w+ ){0,2}?bevestig(?:d|en)|in afwachting van`,
)

// otherConfirmation is the confirmation of something else than the order.
var otherConfirmation = regexp.MustCompile(`shipping|shipment|dispatch|despatch|delivery|tracking|booking|payment|versand|liefer|zahlung|expedition|livraison|paiement|spedizione|consegna|pagamento|envio|entrega|pago|verzend|lever|betal|termin|\bdates?\b`)

// affirmingWords confirm.
var affirmingWords = oneOf(
	`(?:we|i|hereby|herewith|gladly|pleased to|happy to|glad to|can) confirm|(?:is|are|has been|have been) (?:hereby |herewith )?(?:confirmed|accepted)|accept your (?:purchase )?order`,
	`bestae?tigen wir|wir bestae?tigen|bestae?tigen (?:ihnen )?(?:hiermit|gerne|ihre|die)|bestae?tige ich|ich bestae?tige|(?:ist|wird|wurde|sind|hiermit) (?:\w+ ){0,2}?bestae?tigt|nehmen (?:\S+ ){0,4}?(?:bestellung|auftrag) an`,
	`confirmons|(?:est|a ete) (?:bien )?confirmee|acceptons votre commande`,
	`confermiamo|confermo|e (?:stato )?confermato|accettiamo`,
	`confirmamos|(?:esta|ha sido|queda) confirmado|aceptamos`,
	`bevestigen (?:wij|we)|(?:wij|we) bevestigen|bevestig ik|hierbij bevestig\w*|is bevestigd`,
)

// notYet before a confirmation takes it back.
var notYet = oneOf(`not|yet|until|once|soon|will|shall|as soon as|nicht|erst|sobald|bevor|nach|pas|ne|apres|des que|non|appena|dopo|no|una vez|cuando|niet|zodra|nadat|nog`)

// receiptWords behind a confirmation say that the order came.
var receiptWords = regexp.MustCompile(`^(?:\W*(?:the|that we|that we have|that your order (?:has been|was)|you the|den|ihnen den|ihnen|hiermit|gerne|ihnen hiermit den|hiermit den|la bonne|bonne|la|di aver|l'avvenuta|el|la|haber|de|u de|dat wij uw))?\W*(?:receipt|received|have received|eingang|erhalt|reception|ricezione|ricevuto|recibo|recepcion|recibido|ontvangst)\b`)

// agreeingWords are in an answer that has anything of a confirmation.
var agreeingWords = oneOf(`\w*confirm\w*`, `accept\w*`, `ok`, `okay`, `agreed`, `attached`, `enclosed`, `acknowledg\w*`, `\w*bestae?tig\w*`, `einverstanden`, `akzeptier\w*`, `anbei`, `anhang`, `beigefue?gt\w*`, `anlage`,
	`d'accord`, `ci-joint\w*`, `ci-jointe`, `piece jointe`, `bon pour accord`, `conferm\w*`, `accett\w*`, `allegat\w*`, `in allegato`, `acept\w*`, `adjunt\w*`, `conforme`, `bevestig\w*`, `akkoord`, `bijlage`, `bijgevoegd\w*`)

// otherDocument begins a subject about something else than a confirmation.
var otherDocument = regexp.MustCompile(`^\W*(?:(?:your|our|ihre?|unsere?|votre|notre|vostra|nostra|su|nuestra|uw|onze|new|neue?) )?(?:pro ?forma|invoice|rechnung|facture|fattura|factura|factuur|quotation|quote|offer|angebot|devis|offre|offerta|preventivo|oferta|presupuesto|offerte|delivery note|packing list|lieferschein|bon de livraison|ddt|albaran|pakbon|credit note|gutschrift|mahnung|zahlungserinnerung|reminder|payment reminder|erinnerung|rappel|sollecito|recordatorio|herinnering|survey|newsletter)\b`)
