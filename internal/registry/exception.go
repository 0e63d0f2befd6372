package registry

import (
	"supplierwatch/internal/strict"
	"supplierwatch/internal/watch"
)

func (s *supplierScope) thresholds() []watch.Threshold {
	var all []watch.Threshold
	seen := map[string]strict.Place{}
	for _, raw := range s.raw.Thresholds {
		rule, value := string(raw.Rule.V), raw.Value.V
		s.single("thresholds", rule, raw.Rule.Place, seen)
		if raw.Rule.Set && raw.Value.Set {
			s.checkUnit(rule, raw.Value)
		}
		all = append(all, watch.Threshold{Rule: rule, Period: value.Period, Share: value.Share, Because: prosaic(raw.Because), Pos: raw.In(s.file)})
	}
	return all
}

// checkUnit refuses a share where the rule compares days, and the other way round.
func (s *supplierScope) checkUnit(rule string, v strict.Value[limit]) {
	shared := s.checker.reg.Limits.Thresholds[rule].Share > 0
	switch {
	case shared && v.V.Share == 0:
		s.wrong(v.Place, "`value`: the rule %s compares a share; write something like 90 %%", rule)
	case !shared && v.V.Period.IsZero():
		s.wrong(v.Place, "`value`: the rule %s compares a time; write something like 90 days", rule)
	}
}

func (s *supplierScope) ignores() []watch.Ignore {
	var all []watch.Ignore
	seen := map[string]strict.Place{}
	for _, raw := range s.raw.Ignore {
		rule := string(raw.Rule.V)
		s.single("ignore", rule, raw.Rule.Place, seen)
		all = append(all, watch.Ignore{Rule: rule, Because: prosaic(raw.Because), By: raw.By.V, Until: raw.Until.V, Pos: raw.In(s.file)})
	}
	return all
}

// single reports a rule that stands in a list a second time.
func (s *supplierScope) single(key, rule string, place strict.Place, seen map[string]strict.Place) {
	if rule == "" {
		return
	}
	if first, twice := seen[rule]; twice {
		s.wrong(place, "`%s`: the rule %s stands here a second time; the first is in line %d", key, rule, first.Line)
		return
	}
	seen[rule] = place
}
