package model

import (
	"encoding/json"
	"testing"
)

func TestRecipients(t *testing.T) {
	for text, want := range map[string]Recipient{
		"a.li@buyer.example": {Address: "a.li@buyer.example"},
		"webhook:oncall":     {Channel: ChannelWebhook, Address: "oncall"},
		"webhook:":           {Channel: ChannelWebhook},
		"fax:12":             {Address: "fax:12"},
		"":                   {},
	} {
		if got := ParseRecipient(text); got != want || got.String() != text {
			t.Errorf("%q is read as %+v and written as %q", text, got, got)
		}
	}
}

// TestStoredRecipients holds the form in which the state of every version has recipients.
func TestStoredRecipients(t *testing.T) {
	for text, want := range map[string]Recipient{
		`{"team":"leads","address":"a.li@buyer.example"}`: {Team: "leads", Address: "a.li@buyer.example"},
		`{"webhook":"oncall"}`:                            {Channel: ChannelWebhook, Address: "oncall"},
		`{"channel":"chat","address":"ops"}`:              {Channel: "chat", Address: "ops"},
		`{}`:                                              {},
	} {
		var got Recipient
		if err := json.Unmarshal([]byte(text), &got); err != nil || got != want {
			t.Errorf("%s is read as %+v (%v)", text, got, err)
		}
		if data, err := json.Marshal(want); err != nil || string(data) != text {
			t.Errorf("%+v is written as %s (%v), want %s", want, data, err, text)
		}
	}
}
