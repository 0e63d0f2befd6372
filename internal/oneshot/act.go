package oneshot

import (
	"context"
	"errors"
	"log/slog"
	"slices"
	"strings"
	"time"

	"supplierwatch/internal/action"
	"supplierwatch/internal/engine"
	"supplierwatch/internal/factindex"
	"supplierwatch/internal/model"
	"supplierwatch/internal/prose"
	"supplierwatch/internal/replycmd"
	"supplierwatch/internal/rules"
	"supplierwatch/internal/settings"
	"supplierwatch/internal/store"
	"supplierwatch/internal/wiring"
)

// Acted is what became of an act on one alert.
type Acted struct {
	Name      string   // as whoever acts named it
	Lines     []string // what became of it, and what is left to do
	Evaluated bool     // what follows is known
}

// Act carries out what a person asks for about alerts, each named by its id or the beginning of one, beside a running daemon. Either all is
// recorded or nothing; an accepted change is written into files and is done alert by alert.
func Act(ctx context.Context, config string, names []string, request action.Request) ([]Acted, error) {
	request.Source, request.Proof = "shell", action.ProofShell
	if err := action.Validate(request); err != nil {
		return nil, err
	}
	conf, db, err := wiring.OpenState(ctx, config)
	if err != nil {
		return nil, err
	}
	defer db.Close()
	return actBeside(ctx, conf, db, names, request)
}

// actBeside carries out a request about alerts and calls of drills on an open state.
func actBeside(ctx context.Context, conf *settings.Settings, db store.Store, names []string, request action.Request) ([]Acted, error) {
	drills, answers, names, err := answersToDrills(ctx, db, names, request)
	if err != nil {
		return nil, err
	}
	if len(names) == 0 {
		return drills, db.Commit(ctx, model.Change{Facts: answers})
	}
	acted, err := actOnAlerts(ctx, conf, db, names, request, answers)
	if err != nil {
		return acted, err // of the drills nothing is recorded either
	}
	return append(drills, acted...), nil
}

// actOnAlerts carries out a request about alerts. The answers to drills are recorded in the same transaction.
func actOnAlerts(
	ctx context.Context, conf *settings.Settings, db store.Store, names []string, request action.Request, answers []model.Fact,
) ([]Acted, error) {
	service, err := besideActions(ctx, conf, db, request.At, answers)
	if err != nil {
		return nil, err
	}
	requests := requestsFor(service.Latest().State, names, request)
	if request.Verb != replycmd.Accept {
		return actTogether(ctx, service, conf, requests)
	}
	var all []Acted
	for i := range requests {
		acted, err := actTogether(ctx, service, conf, requests[i:i+1])
		if err != nil {
			return all, err
		}
		all = append(all, acted...)
	}
	return all, nil
}

// actTogether carries out requests, all or none.
func actTogether(ctx context.Context, service *action.Service, conf *settings.Settings, requests []action.Request) ([]Acted, error) {
	outcomes, err := service.Act(ctx, requests...)
	if err != nil {
		return nil, err
	}
	acted := make([]Acted, len(outcomes))
	clock := prose.Clock{Zone: conf.Schedule.Timezone, Now: requests[0].At}
	for i, o := range outcomes {
		acted[i] = Acted{Name: o.Alert.ID, Lines: append([]string{o.Sentence(clock)}, o.More...), Evaluated: o.IsEvaluated()}
	}
	return wiring.Masked(conf, acted)
}

// requestsFor returns a request about each of the alerts that names mean, whatever they are called, and one about each name without an alert. An
// alert that is named twice is meant once.
func requestsFor(state model.State, names []string, request action.Request) []action.Request {
	var requests []action.Request
	for _, name := range names {
		if a, err := action.Find(state, name); err == nil {
			name = a.ID
		}
		if slices.ContainsFunc(requests, func(other action.Request) bool { return other.Alert == name }) {
			continue
		}
		about := request
		about.Alert = name
		if request.ID != "" && len(names) > 1 {
			about.ID += "-" + name
		}
		requests = append(requests, about)
	}
	return requests
}

// answersToDrills takes out of some names those of calls of a drill, which can be acknowledged like alerts, and returns the facts that
// acknowledge them and the other names.
func answersToDrills(ctx context.Context, db store.Store, names []string, request action.Request) (acted []Acted, facts []model.Fact, others []string, err error) {
	var known *factindex.Index
	for _, name := range names {
		if !strings.HasPrefix(strings.ToLower(name), drillNames) || request.Verb != replycmd.Ack {
			others = append(others, name)
			continue
		}
		if known == nil {
			all, err := db.FactsAfter(ctx, 0)
			if err != nil {
				return nil, nil, nil, err
			}
			known = factindex.New(all...)
		}
		answered, says, err := AnswerDrill(known, name, request)
		if err != nil {
			return nil, nil, nil, err
		}
		facts, acted = append(facts, answered...), append(acted, Acted{Name: name, Lines: []string{"acknowledged: " + says}})
	}
	return acted, facts, others, nil
}

// besideActions returns what carries out acts by what the state and the registry of a configuration say. A registry that cannot be read must not
// keep anybody from acknowledging an alert: what follows is then not known.
func besideActions(
	ctx context.Context, conf *settings.Settings, db store.Store, now time.Time, answers []model.Fact,
) (*action.Service, error) {
	recorded, err := db.FactsAfter(ctx, 0)
	if err != nil {
		return nil, err
	}
	loaded, paths := registryBeside(conf, recorded)
	known := loaded != nil
	if !known {
		loaded = &model.Registry{}
	}
	evaluation := &besideEvaluation{conf: conf, db: db, registry: loaded, known: known, now: now, answers: answers}
	before, err := evaluation.before(ctx, recorded)
	if err != nil {
		return nil, err
	}
	return &action.Service{
		Store: db, Index: evaluation, Recorder: evaluation, Registry: func() *model.Registry { return loaded }, Clock: func() time.Time { return now },
		Latest: func() *engine.Evaluation { return before }, Files: action.Files{Paths: paths, Writable: conf.Run.RegistryWritable},
		Log: slog.New(slog.DiscardHandler),
	}, nil
}

// besideEvaluation evaluates in a command beside the daemon. Only the facts are written: the daemon makes the same evaluation soon, and
// writes what follows.
type besideEvaluation struct {
	conf     *settings.Settings
	db       store.Store
	registry *model.Registry
	known    bool // the registry could be read
	now      time.Time
	answers  []model.Fact // to drills, recorded in the transaction that records the action
}

// before returns what is known before anything else is recorded.
func (e *besideEvaluation) before(ctx context.Context, recorded []model.Fact) (*engine.Evaluation, error) {
	if !e.known {
		return e.evaluate(ctx, nil)
	}
	return e.evaluate(ctx, factindex.New(recorded...))
}

// evaluate returns the state with the findings that the rules make of facts; without findings where there are no facts to evaluate.
func (e *besideEvaluation) evaluate(ctx context.Context, facts *factindex.Index) (*engine.Evaluation, error) {
	state, err := e.db.State(ctx)
	if err != nil {
		return nil, err
	}
	evaluation := &engine.Evaluation{At: e.now, Registry: e.registry, State: state}
	if facts != nil {
		evaluation.Findings = rules.Evaluate(e.registry, facts, e.now)
	}
	return evaluation, nil
}

// facts reads all facts that are recorded.
func (e *besideEvaluation) facts(ctx context.Context) (*factindex.Index, error) {
	all, err := e.db.FactsAfter(ctx, 0)
	return factindex.New(all...), err
}

// WithFacts implements action.Index.
func (e *besideEvaluation) WithFacts(ctx context.Context, look func(*factindex.Index)) error {
	facts, err := e.facts(ctx)
	if err == nil {
		look(facts)
	}
	return err
}

// Record implements action.Recorder.
func (e *besideEvaluation) Record(ctx context.Context, facts []model.Fact, _ engine.Report) (engine.Evaluation, error) {
	if err := e.db.Commit(ctx, model.Change{Facts: slices.Concat(e.answers, facts)}); err != nil {
		return engine.Evaluation{}, err
	}
	if !e.known {
		return engine.Evaluation{}, &engine.NotEvaluatedError{Err: errors.New("the registry cannot be read")}
	}
	known, err := e.facts(ctx)
	if err != nil {
		return engine.Evaluation{}, &engine.NotEvaluatedError{Err: err}
	}
	before, err := e.evaluate(ctx, known)
	if err != nil {
		return engine.Evaluation{}, &engine.NotEvaluatedError{Err: err}
	}
	outcome, err := engine.Decide(engine.Input{
		Now: e.now, Registry: e.registry, Findings: engine.Pointers(before.Findings), Facts: known, State: before.State, Machine: wiring.Machine(e.conf, e.registry),
	})
	if err != nil {
		return engine.Evaluation{}, &engine.NotEvaluatedError{Err: err}
	}
	before.State, before.Decisions = outcome.State, outcome.Decisions
	return *before, nil
}
