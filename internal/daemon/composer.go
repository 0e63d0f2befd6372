package daemon

import (
	"fmt"
	"path/filepath"

	"supplierwatch/internal/compose"
	payload "supplierwatch/internal/compose/webhook"
	"supplierwatch/internal/model"
	"supplierwatch/internal/settings"
	"supplierwatch/internal/token"
	"supplierwatch/internal/wiring"
)

// answerPath is where the link of a mail leads, below the page's address.
const answerPath = "/answer/"

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
