package daemon

import (
	"context"
	"net"
	"strconv"

	"supplierwatch/internal/deliver"
	"supplierwatch/internal/deliver/directory"
	"supplierwatch/internal/deliver/relay"
	"supplierwatch/internal/deliver/webhook"
	"supplierwatch/internal/envelope"
	"supplierwatch/internal/model"
	"supplierwatch/internal/readmodel"
	"supplierwatch/internal/sendrate"
	"supplierwatch/internal/settings"
	"supplierwatch/internal/wiring"
)

// newChannels returns the channels of a configuration: relays in order, and webhooks.
func newChannels(s *settings.Settings, logins *wiring.Logins, identity envelope.Identity, limits sendrate.Limiters, observed observations, state *readmodel.ServiceState) (deliver.Router, error) {
	ways, err := mailChannels(s, logins, identity, limits, observed, state)
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
func mailChannels(s *settings.Settings, logins *wiring.Logins, identity envelope.Identity, limits sendrate.Limiters, observed observations, state *readmodel.ServiceState) ([]deliver.Channel, error) {
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
		log := relayLog{observed, state}
		relays.OnChange, relays.OnPause = log.changed, log.paused
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
type relayLog struct {
	observed observations
	state    *readmodel.ServiceState
}

// changed logs once that a relay is down and once that it works again. While
// another relay takes over its mails, nothing else reports the failure.
func (l relayLog) changed(relay, why string) {
	if why == "" {
		l.state.RelayWorks(relay)
		l.observed.log.Info("A mail relay works again.", "relay", relay)
		return
	}
	l.state.RelayFailed(relay, why, true, l.observed.clock())
	l.observed.log.Warn("A mail relay is down.", "relay", relay, "error", why)
}

// paused logs and records that a relay takes no mail for now although its rate was kept.
func (l relayLog) paused(relay, answer string) {
	l.state.RelayFailed(relay, answer, false, l.observed.clock())
	l.observed.log.Warn("A mail relay takes no mail for now, and is left alone for a minute. Its rate in the configuration may be too high.", "relay", relay, "answer", answer)
	l.observed.record(context.Background(), wiring.PauseFact(relay, answer))
}

// relayNames returns the names of relays, as attempts have them.
func relayNames(relays []settings.Relay) []string {
	var names []string
	for _, r := range relays {
		if r.Directory != "" {
			names = append(names, r.Directory)
			continue
		}
		names = append(names, net.JoinHostPort(r.Host, strconv.Itoa(r.Port)))
	}
	return names
}
