package alert

import (
	"maps"
	"slices"

	"supplierwatch/internal/model"
)

// Written are alerts that were written, by their ids: as they were before, and nil for new ones.
type Written map[string]*model.Alert

// note notes that an alert is written for the first time.
func (w Written) note(id string, known bool, before model.Alert) {
	if _, noted := w[id]; noted {
		return
	}
	if w[id] = nil; known {
		kept := before
		w[id] = &kept
	}
}

// Changed returns those of the alerts that differ from what they were before, sorted by id.
func (w Written) Changed(after map[string]model.Alert) []model.Alert {
	var changed []model.Alert
	for _, id := range slices.Sorted(maps.Keys(w)) {
		if a := after[id]; w[id] == nil || !same(w[id], &a) {
			if changed == nil {
				changed = make([]model.Alert, 0, len(w)) // most were changed, and an alert is large
			}
			changed = append(changed, a)
		}
	}
	return changed
}

// same compares two alerts. It is written out because reflection takes most of an evaluation of ten thousand of them.
func same(a, b *model.Alert) bool {
	return sameObligation(a, b) && sameProgress(a, b) && sameHold(a, b) && sameMemory(a, b)
}

func sameObligation(a, b *model.Alert) bool {
	return a.ID == b.ID && a.Key == b.Key && a.Supplier == b.Supplier && a.Subject == b.Subject && a.Group == b.Group &&
		a.Occurrence == b.Occurrence && a.Rule == b.Rule && a.Severity == b.Severity && a.Route == b.Route && a.Stage == b.Stage &&
		a.Message == b.Message && a.Due == b.Due && sameMoney(a.Exposure, b.Exposure) && a.ExpiresOn == b.ExpiresOn && a.OverrideQuietHours == b.OverrideQuietHours &&
		a.Team == b.Team
}

func sameProgress(a, b *model.Alert) bool {
	return a.State == b.State && a.Reason == b.Reason && a.Step == b.Step && a.Repeats == b.Repeats &&
		a.Since.Equal(b.Since) && a.StepAt.Equal(b.StepAt) && a.NextAt.Equal(b.NextAt) && a.NotBefore.Equal(b.NotBefore) &&
		a.StepSince.Equal(b.StepSince) && a.ReturnedAt.Equal(b.ReturnedAt) && a.KeyDateAt.Equal(b.KeyDateAt) && a.KeyDateMailed.Equal(b.KeyDateMailed) &&
		a.UnacknowledgedAt.Equal(b.UnacknowledgedAt) &&
		a.WorseAt.Equal(b.WorseAt) && a.SummarizedAt.Equal(b.SummarizedAt) && a.EndedAt.Equal(b.EndedAt)
}

func sameHold(a, b *model.Alert) bool {
	return a.AcknowledgedBy == b.AcknowledgedBy && a.AckSeverity == b.AckSeverity && a.KeyDate == b.KeyDate &&
		a.AcknowledgedAt.Equal(b.AcknowledgedAt) && a.HeldSince.Equal(b.HeldSince) && a.RequestedUntil.Equal(b.RequestedUntil) &&
		a.HeldUntil.Equal(b.HeldUntil)
}

func sameMemory(a, b *model.Alert) bool {
	return slices.Equal(a.Members, b.Members) && slices.Equal(a.Points, b.Points) && slices.Equal(a.Notified, b.Notified) && slices.Equal(a.ProcessedFacts, b.ProcessedFacts) &&
		slices.Equal(a.Notes, b.Notes) && a.LastFactSeq == b.LastFactSeq
}

func sameMoney(a, b *model.Money) bool {
	if a == nil || b == nil {
		return a == b
	}
	return *a == *b
}
