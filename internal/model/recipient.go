package model

import (
	"encoding/json"
	"slices"
	"strings"
)

// Channel is a way to reach somebody. The zero value is mail.
type Channel string

// The channels.
const (
	ChannelMail    Channel = ""
	ChannelWebhook Channel = "webhook"
)

// Channels are those other than mail. A recipient of one is written CHANNEL:ADDRESS.
var Channels = []Channel{ChannelWebhook}

// Recipient is one address of our teams, or an address of another channel, such as the name of a webhook.
type Recipient struct {
	Team    string // empty for a webhook or an address outside all teams
	Channel Channel
	Address string
}

// WebhookRecipient returns the webhook with a name.
func WebhookRecipient(name string) Recipient {
	return Recipient{Channel: ChannelWebhook, Address: name}
}

// ParseRecipient returns the recipient that a text names: CHANNEL:ADDRESS, or the address of a mailbox.
func ParseRecipient(text string) Recipient {
	if channel, address, found := strings.Cut(text, ":"); found && slices.Contains(Channels, Channel(channel)) {
		return Recipient{Channel: Channel(channel), Address: address}
	}
	return Recipient{Address: text}
}

// String returns the recipient as ParseRecipient reads it.
func (r Recipient) String() string {
	if r.ByMail() {
		return r.Address
	}
	return string(r.Channel) + ":" + r.Address
}

// ByMail reports whether the recipient gets mail: a person, who can answer it.
func (r Recipient) ByMail() bool { return r.Channel == ChannelMail }

// storedRecipient is a recipient in the state. Webhooks have a key of their own there.
type storedRecipient struct {
	Team    string  `json:"team,omitempty"`
	Channel Channel `json:"channel,omitempty"`
	Address string  `json:"address,omitempty"`
	Webhook string  `json:"webhook,omitempty"`
}

// MarshalJSON implements json.Marshaler.
func (r Recipient) MarshalJSON() ([]byte, error) {
	if r.Channel == ChannelWebhook {
		return json.Marshal(storedRecipient{Team: r.Team, Webhook: r.Address})
	}
	return json.Marshal(storedRecipient{Team: r.Team, Channel: r.Channel, Address: r.Address})
}

// UnmarshalJSON implements json.Unmarshaler.
func (r *Recipient) UnmarshalJSON(data []byte) error {
	var stored storedRecipient
	if err := json.Unmarshal(data, &stored); err != nil {
		return err
	}
	*r = Recipient{Team: stored.Team, Channel: stored.Channel, Address: stored.Address}
	if stored.Webhook != "" {
		*r = WebhookRecipient(stored.Webhook)
		r.Team = stored.Team
	}
	return nil
}
