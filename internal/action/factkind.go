package action

import (
	"supplierwatch/internal/model"
	"supplierwatch/internal/replycmd"
)

// knowledge maps the verbs that say what somebody knows to the kinds of fact that they record.
var knowledge = map[replycmd.Verb]model.FactKind{
	replycmd.Requested: model.FactRequested, replycmd.Placed: model.FactPlaced, replycmd.Confirmed: model.FactConfirmed,
	replycmd.Waived: model.FactWaived, replycmd.Keep: model.FactKeep, replycmd.NoticeGiven: model.FactNoticeGiven,
	replycmd.Renewed: model.FactRenewed, replycmd.Verified: model.FactVerified, replycmd.NoAnswer: model.FactNoAnswer,
	replycmd.WrongNumber: model.FactWrongNumber, replycmd.Informed: model.FactTold,
}

// FactKind returns the kind of fact that a verb records.
func FactKind(verb replycmd.Verb) model.FactKind {
	if kind, ok := knowledge[verb]; ok {
		return kind
	}
	switch verb {
	case replycmd.Accept:
		return model.FactChanged
	case replycmd.NotMine:
		return model.FactNotMine
	}
	return model.FactKind(verb)
}
