package web

import (
	"supplierwatch/internal/action"
	"supplierwatch/internal/replycmd"
)

// verbs are the words by which the API and forms name what can be done about an alert.
var verbs = map[string]replycmd.Verb{
	"ack": replycmd.Ack, "snooze": replycmd.Snooze, "note": action.Note, "not-mine": replycmd.NotMine,
	"keep": replycmd.Keep, "notice-given": replycmd.NoticeGiven,
}
