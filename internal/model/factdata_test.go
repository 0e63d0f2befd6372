package model_test

import (
	"maps"
	"testing"
	"time"

	"supplierwatch/internal/civil"
	"supplierwatch/internal/model"
)

var (
	factAt  = time.Date(2026, time.November, 29, 21, 18, 0, 0, time.FixedZone("CET", 3600))
	factDay = civil.NewDate(2026, time.December, 2)
)

// TestStoredDataOfFacts holds that the constructors store the keys and values that earlier versions stored, and read them.
func TestStoredDataOfFacts(t *testing.T) {
	for name, c := range map[string]struct {
		fact model.Fact
		kind model.FactKind
		want map[string]string
	}{
		"asked": {
			model.Asked{
				Mail: "ask-1", MessageID: "m@x", Address: "orders@acme.example", Phone: "+49 30 1", AnswerBy: factAt, NotBefore: factDay, Reminder: 2,
				Escalation: true, Mailboxes: []string{"a", "b"},
			}.Fact(model.Fact{}), model.FactAsked,
			map[string]string{
				"mail": "ask-1", "message_id": "m@x", "address": "orders@acme.example", "phone": "+49 30 1", "answer_by": "2026-11-29T20:18:00Z",
				"not_before": "2026-12-02", "reminder": "2", "escalation": "yes", "mailboxes": "a b",
			},
		},
		"asked, as little as possible": {
			model.Asked{}.Fact(model.Fact{}), model.FactAsked,
			map[string]string{"mail": "", "message_id": "", "address": "", "answer_by": "0001-01-01T00:00:00Z", "not_before": ""},
		},
		"released":                {model.Release{Address: "a@b.example"}.Fact(model.Fact{}), model.FactReleased, map[string]string{"address": "a@b.example"}},
		"released for escalation": {model.Release{Escalation: true}.Fact(model.Fact{}), model.FactReleased, map[string]string{"address": "", "escalation": "yes"}},
		"silent":                  {model.NewSilent(model.Fact{}, "ask-1", "a@b.example"), model.FactSilent, map[string]string{"mail": "ask-1", "address": "a@b.example"}},
		"answer": {
			model.ContactAnswer{
				Mail: "ask-1", MessageID: "m@x", Address: "a@b.example", Proof: model.ProofToken, Subject: "Re: x", Reply: "yes", Program: true, How: model.HowReply,
				Details: model.ContactDetails{Email: "n@b.example", Phone: "1", Name: "Jo"}, Flags: []string{"free-mail", "look-alike"}, Accounts: []string{"h1", "h2"},
				Until: "2026-12-02", StandIn: "Al", Verdict: "gone", Status: "5.1.1", Code: "550",
			}.Fact(model.Fact{Kind: model.FactChanged}), model.FactChanged,
			map[string]string{
				"mail": "ask-1", "message_id": "m@x", "address": "a@b.example", "proof": "token", "subject": "Re: x", "reply": "yes", "program": "yes", "how": "reply",
				"email": "n@b.example", "phone": "1", "name": "Jo", "flags": "free-mail look-alike", "accounts": "h1 h2", "until": "2026-12-02", "stand_in": "Al",
				"verdict": "gone", "status": "5.1.1", "code": "550",
			},
		},
		"answer without content": {model.ContactAnswer{}.Fact(model.Fact{Kind: model.FactReplied}), model.FactReplied, map[string]string{"address": ""}},
		"mailbox told": {
			model.ContactAnswer{Mail: "ask-1", Address: "a@b.example", Proof: model.ProofToken, Reply: "yes"}.MailboxTold(model.Fact{}, "orders"), model.FactTold,
			map[string]string{"mail": "ask-1", "proof": "token", "mailbox": "orders"},
		},
		"bank details": {
			model.NewBankDetails(model.Fact{}, "", "m@x", []string{"h1", "h2"}), model.FactBankDetails,
			map[string]string{"mail": "", "message_id": "m@x", "accounts": "h1 h2"},
		},
		"bank details confirmed": {
			model.NewAccountsConfirmed(model.Fact{}, model.HowCall, []string{"h1"}), model.FactChanged, map[string]string{"how": "call", "accounts": "h1"},
		},
		"round trip sent": {
			model.ServerAnswer{Mail: "rt-1", Address: "us@b.example"}.Fact(model.Fact{Kind: model.FactRoundTripSent}), model.FactRoundTripSent,
			map[string]string{"mail": "rt-1", "address": "us@b.example", "verdict": "", "code": "0"},
		},
		"round trip landed": {model.NewRoundTripLanded(model.Fact{}, "rt-1", 17), model.FactRoundTripLanded, map[string]string{"mail": "rt-1", "uid": "17"}},
		"quarantined":       {model.NewQuarantined(model.Fact{}, 4294967295), model.FactQuarantined, map[string]string{"uid": "4294967295"}},
		"unread":            {model.NewUnread(model.Fact{}, factAt, "a@b.example"), model.FactUnread, map[string]string{"oldest": "2026-11-29T20:18:00Z", "address": "a@b.example"}},
		"nothing unread":    {model.NewNothingUnread(model.Fact{}), model.FactUnread, map[string]string{}},
		"quota":             {model.NewQuota(model.Fact{}, 90, 100), model.FactQuota, map[string]string{"used": "90", "limit": "100"}},
		"disk":              {model.NewDiskUsage(model.Fact{Kind: model.FactProbeOK}, 1<<63, 1<<63+1), model.FactProbeOK, map[string]string{"used": "9223372036854775808", "limit": "9223372036854775809"}},
		"near miss": {
			model.MailboxMail{Mailbox: "orders", Address: "a@b.example", Subject: "s", MessageID: "m@x", Proof: model.ProofSender}.Fact(model.Fact{Kind: model.FactNearMiss}).NearMiss("body"),
			model.FactNearMiss,
			map[string]string{"mailbox": "orders", "address": "a@b.example", "subject": "s", "message_id": "m@x", "proof": "proven", "missed": "body"},
		},
		"confirmation": {
			shared(model.MailboxMail{}.Fact(model.Fact{Kind: model.FactConfirmation}).Answered(model.ResponsePartial).
				Naming(model.TextNumbers{Orders: []string{"4500|45 00", "2"}, References: []string{"3"}, Own: []string{"4"}, Quoted: []string{"5"}})), model.FactConfirmation,
			map[string]string{
				"mailbox": "", "address": "", "subject": "", "message_id": "", "proof": "", "response": "partial", "orders": "4500|45 00 2", "references": "3", "own": "4", "quoted": "5",
				"shared": "yes",
			},
		},
		"order response": {
			model.MailboxMail{}.Fact(model.Fact{Kind: model.FactConfirmation}).AnsweredByMachine(model.ResponseAccepted, "").Naming(model.TextNumbers{}), model.FactConfirmation,
			map[string]string{"mailbox": "", "address": "", "subject": "", "message_id": "", "proof": "", "response": "accepted", "reference": ""},
		},
		"unknown supplier": {
			model.MailboxMail{}.Fact(model.Fact{Kind: model.FactSupplierUnknown}).FromDomain("b.example"), model.FactSupplierUnknown,
			map[string]string{"mailbox": "", "address": "", "subject": "", "message_id": "", "proof": "", "domain": "b.example"},
		},
		"recorded": {
			model.Recorded{
				On: factDay, Until: factDay, Window: factDay, By: "Jo", Reference: "4500", Mailbox: "orders", Because: "b", How: model.HowCall,
				Details: model.ContactDetails{Email: "n@b.example", Phone: "1", Name: "Al"},
			}.Fact(model.Fact{Kind: model.FactPlaced}), model.FactPlaced,
			map[string]string{
				"on": "2026-12-02", "until": "2026-12-02", "window": "2026-12-02", "by": "Jo", "reference": "4500", "mailbox": "orders", "because": "b", "how": "call",
				"email": "n@b.example", "phone": "1", "name": "Al",
			},
		},
		"recorded, as little as possible": {model.Recorded{}.Fact(model.Fact{Kind: model.FactReviewed}), model.FactReviewed, map[string]string{}},
		"probe": {
			model.ProbeData{
				Reason: "host-key", Target: "h:22", NotAfter: factAt, Registered: factAt, HTTPStatus: "200", SSH: model.SSHKey{Fingerprint: "SHA256:a", Type: "ssh-ed25519", Trusted: "SHA256:b"},
				Measured: map[string]string{"time": "0.5s;1;2"},
			}.Fact(model.Fact{Kind: model.FactProbeOK}), model.FactProbeOK,
			map[string]string{
				"reason": "host-key", "target": "h:22", "not_after": "2026-11-29T20:18:00Z", "registered": "2026-11-29T20:18:00Z", "status": "200", "host_key": "SHA256:a",
				"key_type": "ssh-ed25519", "trusted_key": "SHA256:b", "perf.time": "0.5s;1;2",
			},
		},
		"callout": {
			model.Callout{
				Reason: "gone", Verdict: "gone", Address: "a@b.example", Code: 550, Status: "5.1.1", CatchAll: &model.CatchAll{On: factAt, Accepted: "no"},
			}.Fact(model.Fact{Kind: model.FactProbeFailed}), model.FactProbeFailed,
			map[string]string{"reason": "gone", "verdict": "gone", "address": "a@b.example", "code": "550", "status": "5.1.1", "random_on": "2026-11-29", "catch_all": "no"},
		},
		"callout without an answer": {model.Callout{}.Fact(model.Fact{Kind: model.FactProbeUnknown}), model.FactProbeUnknown, map[string]string{"reason": "", "verdict": "", "address": ""}},
		"login":                     {model.Fact{Kind: model.FactProbeFailed}.WithReason("refused"), model.FactProbeFailed, map[string]string{"reason": "refused"}},
		"credentials": {
			model.Credentials{Ends: map[string]civil.Date{"http.tls.cert": factDay}, Refused: map[string]string{"oauth.x.client_secret": "401"}}.Fact(model.Fact{Kind: model.FactProbeFailed}),
			model.FactProbeFailed,
			map[string]string{"ends http.tls.cert": "2026-12-02", "refused oauth.x.client_secret": "401", "reason": "refused"},
		},
		"mails kept":    {model.KeptInDirectory(model.Fact{Kind: model.FactProbeFailed}, "/var/mail"), model.FactProbeFailed, map[string]string{"kept": "/var/mail"}},
		"registry read": {model.NewRegistryRead(model.Fact{Kind: model.FactProbeOK}, []string{"/a", "/b c"}), model.FactProbeOK, map[string]string{"paths": "/a\n/b c"}},
		"registry read as before": {
			model.ReadAsBefore(model.NewRegistryRead(model.Fact{Kind: model.FactProbeFailed}, []string{"/a"}), 3, 0), model.FactProbeFailed,
			map[string]string{"paths": "/a", "newly_refused": "3"},
		},
		"configuration read as before": {
			model.ReadAsBefore(model.NewRegistryRead(model.Fact{Kind: model.FactProbeFailed}, []string{"/a"}), 3, 2), model.FactProbeFailed,
			map[string]string{"paths": "/a", "newly_refused": "3", "of_configuration": "2"},
		},
		"drill asked": {
			model.DrillRequest{Policies: []string{"a", "b"}, Wait: "30 min"}.Fact(model.Fact{}), model.FactDrillAsked, map[string]string{"policies": "a b", "wait": "30 min"},
		},
		"drill mailed": {
			model.DrillCall{Number: 3, To: model.Recipient{Team: "buying", Address: "jo@us.example"}, Policies: []string{"a"}, Mail: "d-1", OpensAt: factAt, AnswerBy: factAt}.Fact(model.Fact{}),
			model.FactDrillMailed,
			map[string]string{
				"number": "3", "recipient": "jo@us.example", "team": "buying", "mail": "d-1", "policies": "a", "opens": "2026-11-29T21:18:00+01:00", "answer_by": "2026-11-29T21:18:00+01:00",
			},
		},
		"drill answered": {model.NewDrillAnswered(model.Fact{}, 3), model.FactDrillAnswered, map[string]string{"number": "3"}},
		"drill over":     {model.NewDrillOver(model.Fact{}, "all have answered"), model.FactDrillOver, map[string]string{"why": "all have answered"}},
		"policy drilled": {model.OfDrill(model.Fact{Kind: model.FactDrilled}, "d1"), model.FactDrilled, map[string]string{"drill": "d1"}},
	} {
		if c.fact.Kind != c.kind || !maps.Equal(c.fact.Data, c.want) {
			t.Errorf("%s: got %s %q, want %s %q", name, c.fact.Kind, c.fact.Data, c.kind, c.want)
		}
	}
}

func shared(f model.Fact) model.Fact {
	f.MarkShared()
	return f
}
