package registry

import (
	"supplierwatch/internal/model"
	"supplierwatch/internal/registry/optional"
	"supplierwatch/internal/registry/scalar"
	"supplierwatch/internal/strictyaml"
)

func (s *supplierScope) thresholds() []model.Threshold {
	var all []model.Threshold
	seen := map[string]strictyaml.Place{}
	for _, raw := range s.raw.Thresholds {
		rule, value := string(raw.Rule.V), raw.Value.V
		s.single("thresholds", rule, raw.Rule.Place, seen)
		if raw.Rule.Set && raw.Value.Set {
			s.checkUnit(rule, raw.Value)
		}
		all = append(all, model.Threshold{Rule: rule, Period: value.Period, Share: value.Share, Because: optional.Text(raw.Because), Pos: raw.In(s.scope.file)})
	}
	return all
}

// checkUnit refuses a share where the rule compares days, and the other way round.
func (s *supplierScope) checkUnit(rule string, v strictyaml.Value[scalar.Limit]) {
	shared := s.checker.reg.Limits.Thresholds[rule].Share > 0
	switch {
	case shared && v.V.Share == 0:
		s.report(v.Place, "`value`: the rule %s compares a share; write something like 90 %%", rule)
	case !shared && v.V.Period.IsZero():
		s.report(v.Place, "`value`: the rule %s compares a time; write something like 90 days", rule)
	}
}

func (s *supplierScope) ignores() []model.Ignore {
	var all []model.Ignore
	seen := map[string]strictyaml.Place{}
	for _, raw := range s.raw.Ignore {
		rule := string(raw.Rule.V)
		s.single("ignore", rule, raw.Rule.Place, seen)
		all = append(all, model.Ignore{Rule: rule, Because: optional.Text(raw.Because), By: raw.By.V, Until: raw.Until.V, Pos: raw.In(s.scope.file)})
	}
	return all
}

// single reports a rule that is listed a second time.
func (s *supplierScope) single(key, rule string, place strictyaml.Place, seen map[string]strictyaml.Place) {
	if rule == "" {
		return
	}
	if first, twice := seen[rule]; twice {
		s.report(place, "`%s`: duplicate rule %s (first used on line %d)", key, rule, first.Line)
		return
	}
	seen[rule] = place
}
