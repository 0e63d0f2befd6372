package civil

// Notice is what a contract says about ending it, and what we need to do so.
type Notice struct {
	Period   Period
	Clear    bool      // clear days: neither the day of receipt nor the last day counts, so one day earlier
	NoRoll   bool      // no date moves off a weekend or a holiday
	Delivery Period    // how long the notice travels
	Decide   Period    // how long we need to decide
	Theirs   *Calendar // of the one who receives it
	Ours     *Calendar // of the one who decides
}

// NoticeDates are the days that lead to a notice in time, latest first.
type NoticeDates struct {
	LastNotice Date // the last day on which receipt counts in law; it is not extended over weekends
	ReceiveBy  Date // the last business day by then
	SendBy     Date
	DecideBy   Date
}

// Dates returns the days for a notice to end on end. An open-ended end has none: all are zero.
func (n Notice) Dates(end Date) NoticeDates {
	if end.IsZero() || end == Far {
		return NoticeDates{}
	}
	var d NoticeDates
	d.LastNotice = n.lastNotice(end)
	d.ReceiveBy = n.roll(d.LastNotice)
	d.SendBy = d.ReceiveBy
	if !n.Delivery.IsZero() {
		d.SendBy = n.roll(d.ReceiveBy.Minus(n.Delivery, n.Theirs))
	}
	d.DecideBy = d.SendBy.Minus(n.Decide, n.Ours)
	return d
}

// lastNotice returns the last day on which a notice to end on end can be received.
func (n Notice) lastNotice(end Date) Date {
	last := end.Minus(n.Period, n.Theirs)
	if n.Clear {
		last = last.AddDays(-1)
	}
	return last
}

func (n Notice) roll(d Date) Date {
	if n.NoRoll {
		return d
	}
	return n.Theirs.RollBack(d)
}
