package oneshot

import (
	"context"
	"fmt"
	"net/mail"
	"os"
	"strings"
	"time"

	"supplierwatch/internal/apidoc"
	"supplierwatch/internal/civil"
	"supplierwatch/internal/compose"
	"supplierwatch/internal/deliver/directory"
	"supplierwatch/internal/envelope"
	"supplierwatch/internal/model"
	"supplierwatch/internal/notify"
	"supplierwatch/internal/settings"
	"supplierwatch/internal/simulate"
	"supplierwatch/internal/wiring"
)

// Simulation is a simulation that is ready to run.
type Simulation struct {
	Document   apidoc.Simulation
	Registry   *model.Registry
	conf       *settings.Settings
	zone       *time.Location
	simulation simulate.Simulation
}

// SimulateRequest is what to simulate.
type SimulateRequest struct {
	Paths  []string
	Config string // a configuration file; empty: none
	// From is the first day that is shown; zero: the day of Now.
	From  civil.Date
	Until civil.Date // the last day
	// Now is when the simulated daemon starts; zero: when From begins.
	Now    time.Time
	Assume apidoc.Assume
}

// Simulate prepares to simulate a registry from the first to the last of two days, both included, with a configuration or with the defaults.
// Problems in registry or configuration are returned instead of a simulation.
func Simulate(request SimulateRequest) (s *Simulation, problems, warnings []model.Problem) {
	read := CheckRequest{Paths: request.Paths, Config: request.Config}
	loaded, conf, problems, warnings := read.load()
	if len(problems) > 0 {
		return nil, problems, warnings
	}
	zone := simulatedZone(conf, loaded)
	if request.From.IsZero() {
		request.From = civil.DateOf(request.Now.In(zone))
	}
	start := request.From.Start(zone)
	if !request.Now.IsZero() {
		start = request.Now
	}
	return &Simulation{
		Document: apidoc.Simulation{
			Version: apidoc.DocumentVersion, AsOf: request.Now, From: request.From, Until: request.Until, Timezone: zone.String(),
			Assume: request.Assume, Suppliers: len(loaded.Suppliers),
		},
		Registry: loaded,
		conf:     conf,
		zone:     zone,
		simulation: simulate.Simulation{
			Registry: loaded, Machine: simulatedMachine(conf, loaded), Composer: subjects{composer: &compose.Composer{}},
			From: start, Until: request.Until.End(zone), Assume: request.Assume,
		},
	}, nil, warnings
}

// simulatedMachine returns the settings of the state machine for simulated mails to people. Operators without an address of their own have none
// in them: the one that follows from the name of this machine would make the result depend on the machine.
func simulatedMachine(s *settings.Settings, r *model.Registry) notify.Machine {
	machine := wiring.Machine(s, r)
	machine.NoQuietHours = false
	if r.Teams[s.Alerts.Operators] == nil && !namesSender(s) {
		machine.Alerts.Operators = []model.Recipient{{Address: "operators"}}
	}
	return machine
}

// namesSender reports whether a configuration says who its mails are from. The default follows from the name of this machine.
func namesSender(s *settings.Settings) bool {
	return s.Identity.From != settings.Default(".", nil).Identity.From
}

// Run simulates, and passes every event to tell in order.
func (s *Simulation) Run(ctx context.Context, tell func(apidoc.SimulationEvent) error) error {
	return s.simulation.Run(ctx, tell)
}

// StartsOn returns the day on which the simulated daemon starts.
func (s *Simulation) StartsOn() civil.Date { return civil.DateOf(s.simulation.From.In(s.zone)) }

// subjects composes mails of which nobody reads more than the subject.
type subjects struct{ composer *compose.Composer }

// Compose writes the subject.
func (s subjects) Compose(d model.Decision, v compose.View) (written model.Mail, fault, err error) {
	subject, err := s.composer.Subject(d, v)
	return model.Mail{ID: d.Mail, Kind: d.Kind, To: d.To, Subject: subject, Alerts: d.Items, CreatedAt: v.Now}, nil, err
}

// simulatedIdentity is who simulated mails are from: the same on every machine.
var simulatedIdentity = envelope.Identity{
	From: mail.Address{Name: "Supplier Watch", Address: "supplierwatch@" + simulatedDomain}, ReplyTo: mail.Address{Address: "supplierwatch@" + simulatedDomain},
	Domain: simulatedDomain,
}

const simulatedDomain = "supplierwatch.example"

// WriteMails composes the mails of the simulation in full, as people get them. The returned function writes that of an event as an .eml file
// into a new or empty directory. The names of the files begin with the time in UTC.
func (s *Simulation) WriteMails(dir string) (write func(context.Context, apidoc.SimulationEvent) error, err error) {
	if files, err := os.ReadDir(dir); err == nil && len(files) > 0 {
		return nil, fmt.Errorf("%s is not empty: choose a new directory for the mails", dir)
	}
	composer, err := s.composer()
	if err != nil {
		return nil, err
	}
	channel, err := directory.New(composer.Identity, dir, func() time.Time { return s.simulation.From })
	if err != nil {
		return nil, err
	}
	s.simulation.FullMails = true
	s.simulation.Composer = composer
	shown := s.Document.From.Start(s.zone)
	return func(ctx context.Context, e apidoc.SimulationEvent) error {
		if e.At.Before(shown) || e.Mail == nil || e.Mail.Composed == nil || !e.Mail.Composed.To.ByMail() {
			return nil
		}
		m := *e.Mail.Composed
		if !strings.Contains(m.To.Address, "@") {
			m.To.Address += "@" + simulatedDomain // the operators
		}
		if attempt := channel.Send(ctx, []model.Mail{m})[0]; attempt.Result != model.MailAccepted {
			return fmt.Errorf("write mail to %s: %s", m.To.Address, attempt.Detail)
		}
		return nil
	}, nil
}

// composer returns what writes whole mails: as the configuration says or, without one, as where replies are read. They have no signed links and
// no reply tokens, with which a simulated mail could change the real alert.
func (s *Simulation) composer() (*compose.Composer, error) {
	c := &compose.Composer{
		Identity: simulatedIdentity, ExternalURL: s.conf.HTTP.ExternalURL, ConfigFile: s.conf.File,
		Replies: s.conf.File == "" || s.conf.Replies != nil, PerHour: s.simulation.Machine.PerHour,
	}
	if !namesSender(s.conf) {
		return c, nil
	}
	var err error
	c.Identity, err = wiring.Identity(s.conf, nil)
	return c, err
}

// simulatedZone returns the time zone of the days and of the output: that of the configuration or, without one, the one that the teams share.
func simulatedZone(s *settings.Settings, r *model.Registry) *time.Location {
	if s.File != "" {
		return s.Schedule.Timezone
	}
	return commonZone(r)
}

// commonZone returns the time zone that the teams share who own suppliers, because days count there; else the one that all teams with hours share,
// else the one that all suppliers share, else UTC.
func commonZone(r *model.Registry) *time.Location {
	var owners, atWork, theirs []*civil.Calendar
	for _, t := range r.Teams {
		if !t.Calendar.AlwaysOpen {
			atWork = append(atWork, t.Calendar)
		}
	}
	for _, s := range r.Suppliers {
		owners, theirs = append(owners, r.CalendarOf(s.Owner)), append(theirs, s.Calendar)
	}
	for _, calendars := range [][]*civil.Calendar{owners, atWork, theirs} {
		if zone := shared(calendars); zone != nil && zone != time.UTC {
			return zone
		}
	}
	return time.UTC
}

// shared returns the one zone of some calendars; nil if there is none or more
// than one.
func shared(calendars []*civil.Calendar) *time.Location {
	var zone *time.Location
	for _, c := range calendars {
		if c.Location == nil || (zone != nil && zone.String() != c.Location.String()) {
			return nil
		}
		zone = c.Location
	}
	return zone
}
