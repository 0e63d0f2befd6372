package readmodel

import (
	"supplierwatch/internal/civil"
	"supplierwatch/internal/model"
	"supplierwatch/internal/web/content"
)

// registryEntries returns what the registry records of a supplier's past.
func registryEntries(s *model.Supplier) []content.HistoryEntry {
	var w registryWriter
	if s.Reviewed != nil {
		w.add(model.FactReviewed, model.SubjectSupplier, s.Reviewed.On, s.Reviewed.By)
	}
	for _, x := range s.TheyKnow {
		address := ""
		if x.Mailbox != nil {
			address = x.Mailbox.Address
		}
		w.add(model.FactTold, model.SubjectSupplier, x.On, "", address)
	}
	for _, c := range s.Contacts {
		for _, x := range c.Verified {
			w.add(model.FactVerified, model.KindContact.Subject(c.ID), x.On, x.By, "by "+string(x.How))
		}
	}
	if s.Sessions != nil {
		for _, x := range s.Sessions.Held {
			w.add(model.FactSessionHeld, model.SubjectSession, x.On, "", x.Topics)
		}
	}
	for _, x := range s.Supplies {
		w.placed(model.KindSupply.Subject(x.ID), x.Placed)
	}
	for _, x := range s.OrderWindows {
		w.window(x)
	}
	for _, x := range s.Contracts {
		w.contract(x)
	}
	return w.entries
}

// registryWriter gathers entries.
type registryWriter struct{ entries []content.HistoryEntry }

func (w *registryWriter) add(kind model.FactKind, about model.Subject, on civil.Date, by string, details ...string) {
	x := content.HistoryEntry{Kind: kind, Subject: about, Day: on, By: by, InRegistry: true}
	for _, d := range details {
		if d != "" {
			x.Details = append(x.Details, d)
		}
	}
	w.entries = append(w.entries, x)
}

// placed adds orders, and their confirmations.
func (w *registryWriter) placed(about model.Subject, orders []model.Placed) {
	for _, x := range orders {
		w.add(model.FactPlaced, about, x.At.Date, "", x.Reference, dayBehind("window of ", x.Window))
		if !x.Confirmed.IsZero() {
			w.add(model.FactConfirmed, about, x.Confirmed, "", x.Reference)
		}
	}
}

func (w *registryWriter) window(x *model.OrderWindow) {
	about := model.KindOrderWindow.Subject(x.ID)
	for _, r := range x.Requested {
		w.add(model.FactRequested, about, r.At.Date, "", r.Reference, dayBehind("window of ", r.Window))
	}
	w.placed(about, x.Placed)
	for _, r := range x.Waived {
		w.add(model.FactWaived, about, civil.Date{}, r.By, dayBehind("window of ", r.Window), r.Because)
	}
}

func (w *registryWriter) contract(x *model.Contract) {
	about := model.KindContract.Subject(x.ID)
	for _, k := range x.Kept {
		w.add(model.FactKeep, about, k.On, k.By, dayBehind("after ", k.Until), k.Because)
	}
	for _, r := range x.Renewed {
		w.add(model.FactRenewed, about, r.On, "", dayBehind("until ", r.Until))
	}
	if !x.NoticeGiven.IsZero() {
		w.add(model.FactNoticeGiven, about, x.NoticeGiven, "", "received by the supplier", dayBehind("for ", x.NoticeFor))
	}
	if x.Terminated != nil {
		w.add(content.Terminated, about, x.Terminated.Received, "", dayBehind("ends on ", x.Terminated.Ends))
	}
}

// dayBehind returns a day behind words; empty if there is none.
func dayBehind(words string, day civil.Date) string {
	if day.IsZero() {
		return ""
	}
	return words + day.String()
}
