package action

import (
	"strings"

	"supplierwatch/internal/compose"
	"supplierwatch/internal/model"
	"supplierwatch/internal/replycmd"
	"supplierwatch/internal/rulebook"
)

// Offers lists the commands that fit an alert; none if the last evaluation no longer found its problem.
func Offers(v compose.View, a model.Alert) []replycmd.Offer {
	f, found := v.Findings[a.Key]
	if !found {
		return nil
	}
	return replycmd.Fitting(f, contactOf(v.Registry, a))
}

// FormOffers lists what forms offer for an alert: the commands, and what no reply has words for.
func FormOffers(v compose.View, a model.Alert) []replycmd.Offer {
	offers := Offers(v, a)
	if rule := v.Findings[a.Key].Rule; rule == rulebook.NotTold || rule == rulebook.ToldLongAgo {
		offers = append(offers, replycmd.Offer{Verb: replycmd.Informed})
	}
	return offers
}

func (b *Batch) offersLine(a model.Alert) string {
	var lines []string
	for _, o := range Offers(b.View, a) {
		lines = append(lines, o.Line(0))
	}
	if len(lines) == 0 {
		return "nothing any more, since it is about to end"
	}
	return strings.Join(lines, ", ")
}

// subjectName returns the name of a kind of subject as people do.
func subjectName(kind model.SubjectKind) string {
	switch kind {
	case model.KindOrderWindow:
		return "an order window"
	case model.KindEndpoint, model.KindIgnore:
		return "an " + string(kind)
	case "":
		return "this"
	}
	return "a " + string(kind)
}

// contactOf returns the contact that an alert is about; nil if it is about none.
func contactOf(r *model.Registry, a model.Alert) *model.Contact {
	id, about := model.KindContact.ID(a.Subject)
	s := r.Supplier(a.Supplier)
	if !about || s == nil {
		return nil
	}
	return s.Contact(id)
}
