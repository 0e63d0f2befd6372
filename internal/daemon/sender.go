package daemon

import (
	"fmt"
	"path/filepath"

	"supplierwatch/internal/compose"
	payload "supplierwatch/internal/compose/webhook"
	"supplierwatch/internal/deliver"
	"supplierwatch/internal/deliver/directory"
	"supplierwatch/internal/deliver/relay"
	"supplierwatch/internal/deliver/webhook"
	"supplierwatch/internal/engine"
	"supplierwatch/internal/envelope"
	"supplierwatch/internal/model"
	"supplierwatch/internal/settings"
	"supplierwatch/internal/token"
	"supplierwatch/internal/wiring"
)

// mailComposer writes mails to our own people.
func mailComposer(s *settings.Settings, key token.Key) (*compose.Composer, error) {
	identity, err := wiring.Identity(s, key)
	if err != nil {
		return nil, err
	}
	config, err := whole(s)
	if err != nil {
		return nil, err
	}
	c := &compose.Composer{
		Identity: identity, ExternalURL: s.HTTP.ExternalURL, ConfigFile: config, PerHour: s.Alerts.PerHour, Replies: s.Replies != nil,
		Renderers: map[model.Channel]compose.Renderer{model.ChannelWebhook: webhookRenderer(s)},
	}
	if s.HTTP.ExternalURL != "" {
		c.AnswerURL = s.HTTP.ExternalURL + answerPath
	}
	return c, nil
}

// webhookRenderer writes the payloads of webhooks in the formats of the configuration.
func webhookRenderer(s *settings.Settings) payload.Renderer {
	formats := map[string]payload.Format{}
	for name, hook := range s.Webhooks {
		formats[name] = payload.Format(hook.Format)
	}
	return payload.Renderer{Formats: formats, ExternalURL: s.HTTP.ExternalURL}
}

// whole is the full path of the configuration, for lines that people paste into
// a shell in whatever folder; empty without one.
func whole(s *settings.Settings) (string, error) {
	if s.File == "" {
		return "", nil
	}
	path, err := filepath.Abs(filepath.FromSlash(s.File))
	if err != nil {
		return "", fmt.Errorf("find the configuration: %w", err)
	}
	return path, nil
}

// sender sends by this configuration: relays in order, and webhooks.
func (d *Daemon) sender() (engine.Sender, error) {
	identity, err := wiring.Identity(d.settings, d.key)
	if err != nil {
		return nil, err
	}
	ways, err := d.ways(identity)
	if err != nil {
		return nil, err
	}
	addresses := map[string]string{}
	for name, hook := range d.settings.Webhooks {
		addresses[name] = hook.URL.Reveal()
	}
	hooks, err := webhook.New(addresses, d.clock)
	if err != nil {
		return nil, err
	}
	return maskedSender{deliver.Router{model.ChannelMail: deliver.InOrder(ways), model.ChannelWebhook: hooks}, d.key}, nil
}

// ways puts servers and directories in the order of the configuration;
// neighbouring servers share one sender.
func (d *Daemon) ways(identity envelope.Identity) ([]deliver.Channel, error) {
	var all []deliver.Channel
	var servers []relay.Server
	flush := func() error {
		if len(servers) == 0 {
			return nil
		}
		relays, err := relay.New(identity, servers, "", relay.Patience{}, d.clock)
		if err != nil {
			return err
		}
		relays.OnChange = d.logRelay
		all, servers = append(all, relays), nil
		return nil
	}
	for _, relay := range d.settings.Relays {
		if relay.Directory == "" {
			servers = append(servers, d.logins.Relay(relay))
			continue
		}
		if err := flush(); err != nil {
			return nil, err
		}
		directory, err := directory.New(identity, relay.Directory, d.clock)
		if err != nil {
			return nil, err
		}
		all = append(all, directory)
	}
	return all, flush()
}

// logRelay logs once that a relay is down and once that it works again. While
// another relay takes over its mails, nothing else reports the failure.
func (d *Daemon) logRelay(relay, why string) {
	if why == "" {
		d.Log.Info("A mail relay works again.", "relay", relay)
		return
	}
	d.Log.Warn("A mail relay is down.", "relay", relay, "error", why)
}
