package registry

import (
	"supplierwatch/internal/civil"
	"supplierwatch/internal/model"
	"supplierwatch/internal/registry/optional"
	"supplierwatch/internal/strictyaml"
)

// build checks the supplier and completes it with defaults.
func (s *supplierScope) build() *model.Supplier {
	raw, all := s.raw, s.checker
	s.country = optional.Or(raw.Country, all.defaults.country)
	w := &model.Supplier{
		ID: string(raw.ID.V), Was: optional.Converted[string](raw.Was), Name: raw.Name.V,
		Tier: all.defaults.tier, TierReason: optional.Text(raw.TierReason), Owner: all.defaults.owner, Reviewed: s.reviewed(raw.Reviewed),
		Country: s.country, Language: optional.Or(raw.Language, all.defaults.language),
		CustomerNumber: raw.CustomerNumber.V, Identifiers: identifiers(raw.Identifiers), Labels: labels(raw.Labels),
		Notes: optional.Text(raw.Notes), Fallback: optional.Text(raw.Fallback), DoNotContact: raw.DoNotContact.V,
		Pos: s.place(raw.IDAt, raw.Place),
	}
	if raw.Tier.Set {
		w.Tier = find(s.scope, "tier", "tier", raw.Tier, all.reg.Tiers)
	}
	if raw.Owner.Set {
		w.Owner = s.team("owner", raw.Owner)
	}
	w.Calendar = s.calendar(w.Owner)
	w.TheyKnow = s.theyKnow()
	w.Authorized = s.authorized()
	w.Supplies = s.buildSupplies()
	w.Contacts = s.contacts()
	w.Endpoints = s.endpoints()
	w.Contracts = s.contracts(w)
	w.OrderWindows = s.windows()
	w.Deliveries = s.deliveries()
	w.Sessions = s.sessions()
	w.Thresholds = s.thresholds()
	w.Ignores = s.ignores()
	w.WithoutEffect = itemsWithoutEffect(raw, w)
	return w
}

// calendar is the supplier's own, else the default one, else its owner's, else Monday to Friday in UTC.
func (s *supplierScope) calendar(owner *model.Team) *civil.Calendar {
	if own := find(s.scope, "calendar", "calendar", s.raw.Calendar, s.checker.reg.Calendars); own != nil {
		return own
	}
	if d := s.checker.defaults.calendar; d != nil {
		return d
	}
	if owner != nil && !owner.Calendar.AlwaysOpen {
		return owner.Calendar
	}
	return s.checker.weekdays
}

func (s *supplierScope) reviewed(raw *rawReviewed) *model.Reviewed {
	if raw == nil {
		return nil
	}
	return &model.Reviewed{On: raw.On.V, By: raw.By.V, Pos: raw.On.In(s.scope.file)}
}

func identifiers(raw *rawIdentifiers) map[string]string {
	if raw == nil {
		return nil
	}
	all := map[string]string{"erp": raw.ERP.V, "duns": string(raw.DUNS.V), "lei": string(raw.LEI.V), "gln": string(raw.GLN.V)}
	for name, number := range all {
		if number == "" {
			delete(all, name)
		}
	}
	return all
}

func labels(raw strictyaml.Table[text]) map[string]string {
	if len(raw.Entries) == 0 {
		return nil
	}
	all := make(map[string]string, len(raw.Entries))
	for _, e := range raw.Entries {
		all[e.Name] = e.Value.V
	}
	return all
}

func (s *supplierScope) theyKnow() []model.MailboxNotice {
	return optional.Mapped(s.raw.TheyKnow, func(raw *rawMailboxNotice) model.MailboxNotice {
		box := find(s.scope, "mailbox", "mailbox", raw.Mailbox, s.checker.mailbox)
		return model.MailboxNotice{Mailbox: box, On: raw.On.V, Pos: raw.In(s.scope.file)}
	})
}

func (s *supplierScope) authorized() []model.Authorization {
	return optional.Mapped(s.raw.Authorized, func(raw *rawAuthorization) model.Authorization {
		return model.Authorization{Who: string(raw.Who.V), For: raw.For.V, Pos: raw.In(s.scope.file)}
	})
}

func (s *supplierScope) sessions() *model.Sessions {
	raw := s.raw.Sessions
	if raw == nil {
		return nil
	}
	all := &model.Sessions{With: findAll(s.scope, "with", "team", raw.With, s.checker.reg.Teams), Pos: raw.In(s.scope.file)}
	for _, held := range raw.Held {
		all.Held = append(all.Held, model.Session{On: held.On.V, Topics: optional.Text(held.Topics), Pos: held.On.In(s.scope.file)})
	}
	return all
}
