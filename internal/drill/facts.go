package drill

import (
	"strconv"
	"time"

	"supplierwatch/internal/apidoc"
	"supplierwatch/internal/civil"
	"supplierwatch/internal/model"
)

// Asked is the fact that somebody requests a drill of some policies; of all that
// are used if none is given.
func Asked(id string, policies []string, wait civil.Period, actor string, now time.Time) model.Fact {
	return model.DrillRequest{Policies: policies, Wait: wait.String()}.Fact(about(model.FactDrillAsked, id, "", now, actor, "shell"))
}

// Request is what somebody asked for by a fact of kind FactDrillAsked.
type Request struct {
	Policies []string // ids; none: all that are used
	Wait     civil.Period
}

// ReadRequest returns what a fact asks for, with a default for a wait that cannot be read.
func ReadRequest(f model.Fact, defaultWait civil.Period) Request {
	asked := f.DrillRequest()
	wait, err := civil.ParsePeriod(asked.Wait)
	if err != nil {
		wait = defaultWait
	}
	return Request{Policies: asked.Policies, Wait: wait}
}

// Begun are the facts that the calls of a drill are in the outbox, and which
// policies they test.
func Begun(id string, calls []Call, mail func(Call) string, now time.Time) []model.Fact {
	var facts []model.Fact
	begun := map[string]bool{}
	for _, c := range calls {
		number := strconv.Itoa(c.Number)
		call := model.DrillCall{Number: c.Number, To: c.To, Policies: c.Policies, Mail: mail(c), OpensAt: c.OpensAt, AnswerBy: c.AnswerBy}
		facts = append(facts, call.Fact(about(model.FactDrillMailed, id, number, now, model.ActorWatchdog, "pass")))
		for _, p := range c.Policies {
			if !begun[p] {
				begun[p] = true
				facts = append(facts, ofPolicy(model.FactDrillBegun, id, p, now, model.ActorWatchdog, "pass"))
			}
		}
	}
	return facts
}

// Answer are the facts that somebody answered a call, and with it for the policies
// that the call tests. An answer after the end of the drill counts too.
func Answer(id string, r apidoc.DrillRecipient, actor, source string, now time.Time) []model.Fact {
	base := about(model.FactDrillAnswered, id, strconv.Itoa(r.Number)+"-"+actor, now, actor, source)
	facts := []model.Fact{model.NewDrillAnswered(base, r.Number)}
	for _, p := range r.Policies {
		facts = append(facts, ofPolicy(model.FactDrilled, id, p, now, actor, source))
	}
	return facts
}

// Over is the fact that a drill is over.
func Over(id, why string, now time.Time) model.Fact {
	return model.NewDrillOver(about(model.FactDrillOver, id, "", now, model.ActorWatchdog, "pass"), why)
}

func about(kind model.FactKind, id, part string, now time.Time, actor, source string) model.Fact {
	name := string(kind) + "-" + id
	if part != "" {
		name += "-" + part
	}
	return model.Fact{
		ID: name, Subject: model.KindDrill.Subject(id), Kind: kind, ObservedAt: now, RecordedAt: now, Actor: actor, Source: source,
	}
}

func ofPolicy(kind model.FactKind, id, policy string, now time.Time, actor, source string) model.Fact {
	return model.OfDrill(model.Fact{
		ID: string(kind) + "-" + id + "-" + policy, Subject: model.KindPolicy.Subject(policy), Kind: kind, ObservedAt: now, RecordedAt: now,
		Actor: actor, Source: source,
	}, id)
}
