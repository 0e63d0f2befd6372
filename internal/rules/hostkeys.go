package rules

import (
	"cmp"
	"fmt"

	"supplierwatch/internal/model"
)

// hostKeyRules watch whether an ssh server is still the one that it was.
func hostKeyRules() []Rule {
	return []Rule{{
		Name: "endpoint-host-key-changed", Needs: NeedsFacts, Route: model.RoutePage, Severity: always, Wakes: true, supplier: hostKeyChanged,
		Doc: "The ssh server of an endpoint shows another host key than the one that stands in the registry or, where none does, the one that it " +
			"showed when it was first seen. Either the supplier has moved or renewed it, or somebody stands in between; our machines should " +
			"refuse to talk to it, and should not be told otherwise before somebody knows. Call their technical contact on a number that was " +
			"on file before, have the fingerprint read out, and write it into the entry as host_key. This may wake people.",
	}}
}

func hostKeyChanged(e *entry) []model.Finding {
	var found []model.Finding
	for _, p := range e.s.Endpoints {
		s, ok := e.streak("endpoint/" + p.ID)
		if !ok || p.Kind != model.EndpointSSH || s.LastGood == nil || s.LastGood.Data[model.DataTarget] != p.Target {
			continue
		}
		shown, wanted := s.LastGood.Data[model.DataHostKey], cmp.Or(p.HostKey, s.LastGood.Data[model.DataTrustedKey])
		if shown == "" || shown == wanted {
			continue
		}
		f := e.aboutEndpoint(p)
		f.Wakes = true
		f.Message = fmt.Sprintf("The endpoint %s of %s (%s) shows the host key %s; %s %s.", p.ID, e.s.Name, p.Target, shown, known(p), wanted)
		f.Advice = model.Advice{
			Headline: e.headline("Check now", p.ID+" has another host key", ""), Lead: lead("Check now", f.Message), Call: true,
			Do: []string{
				"Stop transfers to it until somebody knows.",
				"Call their technical contact on a number that was on file before, and have the fingerprint read out.",
				"Write the right one into the entry as host_key.",
			},
			How: quoted(*s.LastGood),
		}
		found = append(found, f)
	}
	return found
}

// known says where the key that is expected comes from.
func known(p *model.Endpoint) string {
	if p.HostKey != "" {
		return "the registry has"
	}
	return "when it was first seen it had"
}
