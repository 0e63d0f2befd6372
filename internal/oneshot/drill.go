package oneshot

import (
	"context"
	"crypto/rand"
	"encoding/hex"
	"fmt"
	"maps"
	"slices"
	"strconv"
	"strings"
	"time"

	"supplierwatch/internal/action"
	"supplierwatch/internal/apidoc"
	"supplierwatch/internal/civil"
	"supplierwatch/internal/drill"
	"supplierwatch/internal/factindex"
	"supplierwatch/internal/model"
	"supplierwatch/internal/registry/recordtarget"
	"supplierwatch/internal/settings"
	"supplierwatch/internal/wiring"
)

// DrillWait is how long everybody has to answer a drill by default.
var DrillWait = civil.Period{Clock: 4 * time.Hour}

// Drill is a drill that somebody wants.
type Drill struct {
	Config   string   // of the daemon; empty: the one in ./var
	Registry []string // instead of the configuration's
	Policies []string // none: all that the tiers of suppliers use
	Wait     civil.Period
	Actor    string
	Now      time.Time
}

// PlanDrill returns who would be called, and when. Nothing is asked for.
func PlanDrill(ctx context.Context, request Drill) (apidoc.DrillDocument, error) {
	doc, _, _, err := planDrill(ctx, request)
	return doc, err
}

// planDrill reads configuration, state and registry, and returns who would be called.
func planDrill(ctx context.Context, request Drill) (doc apidoc.DrillDocument, conf *settings.Settings, recorded []model.Fact, err error) {
	conf, problems, _ := wiring.LoadSettingsLikeBefore(request.Config)
	if conf == nil {
		return doc, nil, nil, wiring.ProblemError(problems)
	}
	if recorded, _, err = wiring.RecordedFacts(ctx, conf); err != nil {
		return doc, conf, nil, err
	}
	loaded, err := loadRegistry(conf, request.Registry, recorded)
	if err != nil {
		return doc, conf, recorded, err
	}
	doc, err = plannedDrill(conf, loaded, request)
	return doc, conf, recorded, err
}

// plannedDrill returns whom a drill would call by a registry.
func plannedDrill(s *settings.Settings, loaded *model.Registry, request Drill) (apidoc.DrillDocument, error) {
	for _, id := range request.Policies {
		if loaded.Policies[id] == nil {
			return apidoc.DrillDocument{}, fmt.Errorf("there is no escalation policy %q%s", id, recordtarget.Suggestion(id, slices.Sorted(maps.Keys(loaded.Policies))))
		}
	}
	doc := drill.Planned(wiring.DrillCalls(s, loaded, request.Policies, request.Wait, request.Now), request.Now)
	doc.AskedBy, doc.AskedAt = request.Actor, request.Now.UTC()
	if len(doc.Recipients) == 0 {
		return doc, fmt.Errorf("nobody is on the escalation paths: no supplier uses them, and no team that they name has an address")
	}
	return doc, nil
}

// AskForDrill records beside a running daemon that somebody wants a drill. It is refused while another one goes on: nobody would know which of
// the two was answered.
func AskForDrill(ctx context.Context, request Drill) (apidoc.DrillDocument, error) {
	doc, conf, facts, err := planDrill(ctx, request)
	if err != nil {
		return doc, err
	}
	db, err := wiring.OpenExistingStore(ctx, conf)
	if err != nil {
		return doc, err
	}
	defer db.Close()
	if err := onlyDrill(factindex.New(facts...), request.Now); err != nil {
		return doc, err
	}
	var id [3]byte
	_, _ = rand.Read(id[:]) // never fails
	doc.Drill, doc.State = hex.EncodeToString(id[:]), apidoc.DrillAsked
	asked := drill.Asked(doc.Drill, request.Policies, request.Wait, request.Actor, request.Now)
	return doc, db.Commit(ctx, model.Change{Facts: []model.Fact{asked}})
}

// onlyDrill refuses a drill beside another one.
func onlyDrill(known *factindex.Index, now time.Time) error {
	for _, subject := range known.Drills() {
		doc, _ := drill.Read(known, subject.ID, now)
		if drill.Ends(doc) == "" {
			return fmt.Errorf("drill %s of %s goes on already, for %s; wait until it is over, its report is mailed",
				doc.Drill, doc.AskedAt.Format("2 Jan 15:04 MST"), doc.AskedBy)
		}
	}
	return nil
}

// pollInterval is how often a command reads the state of a drill.
const pollInterval = time.Second

// FollowDrill reports the state of a drill whenever that changes, until it is over or the context ends, and returns the last one.
func FollowDrill(ctx context.Context, config, id string, clock func() time.Time, report func(apidoc.DrillDocument)) (apidoc.DrillDocument, error) {
	conf, db, err := wiring.OpenState(ctx, config)
	if err != nil {
		return apidoc.DrillDocument{}, err
	}
	defer db.Close()
	known := factindex.New()
	ticker := time.NewTicker(pollInterval)
	defer ticker.Stop()
	var doc apidoc.DrillDocument
	for {
		news, err := db.FactsAfter(ctx, known.Seq())
		if ctx.Err() != nil {
			return doc, nil
		}
		if err != nil {
			return doc, err
		}
		for _, f := range news {
			known.Add(f)
		}
		doc, _ = drill.Read(known, id, clock())
		if doc, err = wiring.Masked(conf, doc); err != nil {
			return doc, err
		}
		report(doc)
		if doc.State == apidoc.DrillOver || drill.Ends(doc) != "" {
			return doc, nil
		}
		select {
		case <-ctx.Done():
			return doc, nil
		case <-ticker.C:
		}
	}
}

// drillNames begins the names by which people acknowledge a call of a drill.
const drillNames = "drill-"

// AnswerDrill reads the call that somebody acknowledges, drill-ID-NUMBER or, where whoever acts is a recipient, drill-ID, and returns the facts
// that follow and a line about it.
func AnswerDrill(known *factindex.Index, name string, act action.Request) ([]model.Fact, string, error) {
	id, number, _ := strings.Cut(strings.TrimPrefix(strings.ToLower(name), drillNames), "-")
	doc, there := drill.Read(known, id, act.At)
	if !there {
		return nil, "", fmt.Errorf("there is no drill %q", id)
	}
	var choices []string
	for _, r := range doc.Recipients {
		if !drill.CanAnswer(r) {
			continue
		}
		if number == "" && strings.EqualFold(r.Recipient, act.By) || number == strconv.Itoa(r.Number) {
			return drill.Answer(id, r, act.By, act.Source, act.At), "the drill, for " + r.Recipient, nil
		}
		choices = append(choices, fmt.Sprintf("%s%s-%d (%s)", drillNames, id, r.Number, r.Recipient))
	}
	slices.Sort(choices)
	if len(choices) == 0 {
		return nil, "", fmt.Errorf("drill %s has called nobody yet", id)
	}
	return nil, "", fmt.Errorf("say for whom you answer the drill: %s", strings.Join(choices, ", "))
}
