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
	"supplierwatch/internal/registry"
	"supplierwatch/internal/settings"
	"supplierwatch/internal/simulate"
	"supplierwatch/internal/wiring"
)

// Simulation is a simulation that is ready to run.
type Simulation struct {
	Document   apidoc.Simulation
	Registry   *model.Registry
	simulation simulate.Simulation
}

// Simulate prepares to simulate a registry from the first to the last of two
// days, both included, with the settings of a daemon without a configuration.
// Problems in the registry come back in place of a simulation.
func Simulate(paths []string, from, until civil.Date, assume apidoc.Assume) (*Simulation, []model.Problem) {
	loaded, problems := registry.Load(paths)
	if len(problems) > 0 {
		return nil, problems
	}
	conf, _, _ := wiring.LoadSettings("")
	if problems := wiring.FitRegistry(conf, loaded); len(problems) > 0 {
		return nil, problems
	}
	zone := commonZone(loaded)
	return &Simulation{
		Document: apidoc.Simulation{
			Version: apidoc.DocumentVersion, From: from, Until: until, Timezone: zone.String(), Assume: assume, Suppliers: len(loaded.Suppliers),
		},
		Registry: loaded,
		simulation: simulate.Simulation{
			Registry: loaded, Machine: simulated(conf, loaded), Composer: subjects{composer: &compose.Composer{}},
			From: from.Start(zone), Until: until.End(zone), Assume: assume,
		},
	}, nil
}

// simulated returns the settings of the state machine for simulated mails to
// people. Operators have no address in them: the one that follows from the name of
// this machine would make the result depend on the machine.
func simulated(s *settings.Settings, r *model.Registry) notify.Machine {
	machine := wiring.Machine(s, r)
	machine.NoQuietHours = false
	machine.Alerts.Operators = []model.Recipient{{Address: "operators"}}
	return machine
}

// Run simulates, and passes every event to tell in order.
func (s *Simulation) Run(ctx context.Context, tell func(apidoc.SimulationEvent) error) error {
	return s.simulation.Run(ctx, tell)
}

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

// WriteMails composes the mails of the simulation in full, as people get them where replies are read. The returned function writes that of an
// event as an .eml file into a new or empty directory. The names of the files begin with the time in UTC.
func (s *Simulation) WriteMails(dir string) (write func(context.Context, apidoc.SimulationEvent) error, err error) {
	if files, err := os.ReadDir(dir); err == nil && len(files) > 0 {
		return nil, fmt.Errorf("%s is not empty: choose a new directory for the mails", dir)
	}
	channel, err := directory.New(simulatedIdentity, dir, func() time.Time { return s.simulation.From })
	if err != nil {
		return nil, err
	}
	s.simulation.FullMails = true
	s.simulation.Composer = &compose.Composer{Identity: simulatedIdentity, Replies: true, PerHour: s.simulation.Machine.PerHour}
	return func(ctx context.Context, e apidoc.SimulationEvent) error {
		if e.Mail == nil || e.Mail.Composed == nil || !e.Mail.Composed.To.ByMail() {
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

// commonZone is the time zone of the output: the one that all teams with hours
// share, else the one that all suppliers share, else UTC.
func commonZone(r *model.Registry) *time.Location {
	var ours, theirs []*civil.Calendar
	for _, t := range r.Teams {
		if !t.Calendar.AlwaysOpen {
			ours = append(ours, t.Calendar)
		}
	}
	for _, s := range r.Suppliers {
		theirs = append(theirs, s.Calendar)
	}
	for _, calendars := range [][]*civil.Calendar{ours, theirs} {
		if zone := shared(calendars); zone != nil {
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
