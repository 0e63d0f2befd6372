package daemon

import (
	"context"

	"supplierwatch/internal/deliver"
	"supplierwatch/internal/deliver/directory"
	"supplierwatch/internal/deliver/relay"
	"supplierwatch/internal/deliver/webhook"
	"supplierwatch/internal/envelope"
	"supplierwatch/internal/model"
	"supplierwatch/internal/sendrate"
	"supplierwatch/internal/settings"
	"supplierwatch/internal/wiring"
)

// newChannels returns the channels of a configuration: relays in order, and webhooks.
func newChannels(s *settings.Settings, logins *wiring.Logins, identity envelope.Identity, limits sendrate.Limiters, observed observations) (deliver.Router, error) {
	ways, err := mailChannels(s, logins, identity, limits, observed)
	if err != nil {
		return nil, err
	}
	addresses := map[string]string{}
	for name, hook := range s.Webhooks {
		addresses[name] = hook.URL.Reveal()
	}
	hooks, err := webhook.New(addresses, observed.clock)
	if err != nil {
		return nil, err
	}
	return deliver.Router{model.ChannelMail: deliver.ByMail(deliver.InOrder(ways)), model.ChannelWebhook: hooks.Route()}, nil
}

// mailChannels puts servers and directories in the order of the configuration;
// neighbouring servers share one sender.
func mailChannels(s *settings.Settings, logins *wiring.Logins, identity envelope.Identity, limits sendrate.Limiters, observed observations) ([]deliver.Channel, error) {
	var all []deliver.Channel
	var servers []relay.Server
	flush := func() error {
		if len(servers) == 0 {
			return nil
		}
		relays, err := relay.New(identity, servers, "", relay.Patience{}, observed.clock)
		if err != nil {
			return err
		}
		relays.OnChange, relays.OnPause = relayLog{observed}.changed, relayLog{observed}.paused
		all, servers = append(all, relays), nil
		return nil
	}
	for i, relay := range s.Relays {
		if relay.Directory == "" {
			server := logins.Relay(relay)
			server.Limit = limits[i]
			servers = append(servers, server)
			continue
		}
		if err := flush(); err != nil {
			return nil, err
		}
		directory, err := directory.New(identity, relay.Directory, observed.clock)
		if err != nil {
			return nil, err
		}
		all = append(all, directory)
	}
	return all, flush()
}

// relayLog logs the state of relays, and records what commands show of it.
type relayLog struct{ observed observations }

// changed logs once that a relay is down and once that it works again. While
// another relay takes over its mails, nothing else reports the failure.
func (l relayLog) changed(relay, why string) {
	if why == "" {
		l.observed.log.Info("A mail relay works again.", "relay", relay)
		return
	}
	l.observed.log.Warn("A mail relay is down.", "relay", relay, "error", why)
}

// paused logs and records that a relay takes no mail for now although its rate was kept.
func (l relayLog) paused(relay, answer string) {
	l.observed.log.Warn("A mail relay takes no mail for now, and is left alone for a minute. Its rate in the configuration may be too high.", "relay", relay, "answer", answer)
	l.observed.record(context.Background(), wiring.PauseFact(relay, answer))
}
