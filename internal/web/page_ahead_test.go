package web

import (
	"fmt"
	"regexp"
	"strconv"
	"strings"
	"testing"

	"supplierwatch/internal/civil"
	"supplierwatch/internal/model"
	"supplierwatch/internal/web/content"
)

// ahead is a snapshot of 22 Nov 2026 with something of each kind in the months after, and one thing that is overdue.
func ahead() content.Snapshot {
	x := listed()
	overdue, later := -5, 17
	x.Deadlines.AsOf = instant
	acme := x.Registry.Suppliers[0]
	acme.Contracts = []*model.Contract{{ID: "msa", Title: "Supply <agreement>"}}
	acme.OrderWindows = []*model.OrderWindow{{ID: "yearly", Title: "yearly allocation"}}
	acme.Supplies[0].Stock = &model.Stock{OnHand: 100, DailyUsage: 1, AsOf: civil.NewDate(2026, 11, 22)}
	x.Registry.Suppliers[1].Supplies = []*model.Supply{{ID: "argon", Item: "argon", Stock: &model.Stock{OnHand: 1, DailyUsage: 1, AsOf: civil.NewDate(2026, 9, 1)}}}
	x.Deadlines.Deadlines = []model.Deadline{
		{Supplier: "acme", Subject: model.KindOrderWindow.Subject("yearly"), Kind: model.DeadlineOrderWindow, State: "act-now", Due: civil.NewDate(2026, 11, 17), DaysLeft: &overdue, WindowDates: &model.WindowDates{Opens: civil.NewDate(2026, 11, 1), Closes: civil.NewDate(2026, 12, 15)}},
		{Supplier: "acme", Subject: model.KindContract.Subject("msa"), Kind: model.DeadlineContractNotice, State: "open", Due: civil.NewDate(2026, 12, 9), DaysLeft: &later, ContractDates: &model.ContractDates{DecideBy: civil.NewDate(2026, 12, 9), ReceiveBy: civil.NewDate(2026, 12, 30)}},
		{Supplier: "delta", Subject: model.KindSession.Subject(""), Kind: model.DeadlineSession, State: "valid", Due: civil.NewDate(2027, 11, 30), DaysLeft: &later},
		{Supplier: "delta", Subject: model.KindContract.Subject("far"), Kind: model.DeadlineContractEnd, State: "ending", Due: civil.NewDate(2027, 12, 1), DaysLeft: &later},
		{Supplier: "calm", Subject: model.KindContact.Subject("desk"), Kind: model.DeadlineVerification, State: "valid", Due: civil.NewDate(2027, 1, 1), DaysLeft: &later},
	}
	return x
}

func TestThePageAheadShowsTwelveMonths(t *testing.T) {
	server := serve(t, func(o *Options) { o.Snapshot = ahead })
	_, body, _ := ask(t, "GET", server.URL+"/ahead", "")
	for _, want := range []string{
		`Order window: yearly allocation, Sun 1 Nov to Tue 15 Dec 2026; overdue since Tue 17 Nov 2026</span>: <a href="/suppliers/acme">`,
		"Stock runs out: argon, Wed 2 Sep 2026</span>: ", "<td>Wed 9 Dec to Wed 30 Dec 2026</td>", "Renewal decision and notice: Supply &lt;agreement&gt;",
		"<td>Tue 2 Mar 2027</td>", "Stock runs out: 193 nm photoresist", "<td>Tue 30 Nov 2027</td>", "until Tue 30 Nov 2027", ">Nov 26<", ">Nov 27<",
		"<title>ACME Resist: Renewal decision and notice: Supply &lt;agreement&gt;, Wed 9 Dec to Wed 30 Dec 2026</title>",
	} {
		if !strings.Contains(body, want) {
			t.Errorf("the page lacks %q", want)
		}
	}
	for _, bad := range []string{"Verification", "1 Dec 2027", "<agreement>"} {
		if strings.Contains(body, bad) {
			t.Errorf("the page has %q", bad)
		}
	}
	if t.Failed() {
		t.Log(body)
	}
}

func TestTenThousandEventsAheadArePaged(t *testing.T) {
	x := ahead()
	event := x.Deadlines.Deadlines[1]
	x.Deadlines.Deadlines = nil
	for i := range 10_000 {
		event.Supplier = fmt.Sprintf("s-%05d", i)
		x.Deadlines.Deadlines = append(x.Deadlines.Deadlines, event)
	}
	server := serve(t, func(o *Options) { o.Snapshot = func() content.Snapshot { return x } })
	if _, body, _ := ask(t, "GET", server.URL+"/ahead?page=3", ""); len(body) > 100_000 || !strings.Contains(body, "81 to 120 of") || strings.Count(body, "<rect") != 40 {
		t.Errorf("the page has %d bytes and %d events", len(body), strings.Count(body, "<rect"))
	}
}

// rectangle is a bar of the timeline with its place.
var rectangle = regexp.MustCompile(`<rect class="[^"]*" x="(\d+)" y="(\d+)" width="(\d+)" height="(\d+)"`)

// TestBarsOfTheTimelineDoNotOverlap draws suppliers with spans that overlap in many ways and compares each two bars; each row is below the one before.
func TestBarsOfTheTimelineDoNotOverlap(t *testing.T) {
	server := serve(t, func(o *Options) {
		o.Snapshot = func() content.Snapshot {
			x := ahead()
			one := x.Deadlines.Deadlines[1]
			for i, days := range [][2]int{{0, 40}, {3, 5}, {10, 90}, {80, 85}, {200, 300}, {41, 60}} {
				d := one
				d.Supplier = []string{"acme", "delta"}[i%2]
				d.Due = civil.NewDate(2026, 12, 1).AddDays(days[0])
				d.ContractDates = &model.ContractDates{DecideBy: d.Due, ReceiveBy: civil.NewDate(2026, 12, 1).AddDays(days[1])}
				x.Deadlines.Deadlines = append(x.Deadlines.Deadlines, d)
			}
			return x
		}
	})
	_, body, _ := ask(t, "GET", server.URL+"/ahead", "")
	var bars [][]int
	for _, found := range rectangle.FindAllStringSubmatch(body, -1) {
		var bar []int
		for _, text := range found[1:] {
			n, err := strconv.Atoi(text)
			if err != nil {
				t.Fatal(err)
			}
			bar = append(bar, n)
		}
		bars = append(bars, bar)
	}
	for i, a := range bars {
		for _, b := range bars[:i] {
			if a[0] < b[0]+b[2] && b[0] < a[0]+a[2] && a[1] < b[1]+b[3] && b[1] < a[1]+a[3] {
				t.Errorf("%v covers %v", a, b)
			}
		}
	}
	if len(bars) < 10 {
		t.Fatalf("%d bars", len(bars))
	}
}

// TestThePageAheadSaysByWhenToDecide reads the table for the days by which something is to be done, and the order of what is overdue.
func TestThePageAheadSaysByWhenToDecide(t *testing.T) {
	server := serve(t, func(o *Options) {
		o.Snapshot = func() content.Snapshot {
			x := ahead()
			window, left := x.Deadlines.Deadlines[0], 20
			window.Due, window.DaysLeft = civil.NewDate(2026, 12, 12), &left
			x.Deadlines.Deadlines = append(x.Deadlines.Deadlines, window)
			return x
		}
	})
	_, body, _ := ask(t, "GET", server.URL+"/ahead", "")
	for _, want := range []string{"Supply &lt;agreement&gt; <small>decide by Wed 9 Dec 2026</small>", "yearly allocation <small>request by Sat 12 Dec 2026</small>"} {
		if !strings.Contains(body, want) {
			t.Errorf("no %q in\n%s", want, body)
		}
	}
	if argon, order := strings.Index(body, "Stock runs out: argon"), strings.Index(body, "overdue since Tue 17 Nov 2026"); argon < 0 || order < argon {
		t.Errorf("what is overdue since September is at %d, what is overdue since November at %d", argon, order)
	}
}
