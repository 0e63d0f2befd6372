package web

import (
	"context"
	"io"
	"net/http"

	"supplierwatch/internal/apidoc"
	"supplierwatch/internal/model"
	"supplierwatch/internal/web/content"
	"supplierwatch/internal/web/paging"
	"supplierwatch/internal/web/response"
)

// listAPI serves the lists that programs read, page by page.
type listAPI struct {
	snapshot  func() content.Snapshot
	readModel content.ReadModel
	response  response.Writer
	shared    response.Shared
}

// The parameter of alerts that selects them by their state.
const (
	paramState = "state"
	stateOpen  = "open"
	stateAll   = "all"
)

// alerts serves the open alerts or, with ?state=all, also those that have ended.
func (a listAPI) alerts(w http.ResponseWriter, r *http.Request) {
	a.ofSnapshot(w, r, func(x content.Snapshot, q paging.Query) (response.List, error) {
		alerts := x.AlertIndex().All
		if q.Value(paramState) == stateOpen {
			alerts = x.AlertIndex().Open()
		}
		page, err := alertOrder.Select(q, alerts)
		doc := x.Alerts
		doc.Alerts = []apidoc.StatusAlert{}
		return response.List{Document: doc, Name: "alerts", Page: page}, err
	}, paging.Param{Name: paramState, Words: []string{stateOpen, stateAll}})
}

// findings serves what the rules found in the last evaluation.
func (a listAPI) findings(w http.ResponseWriter, r *http.Request) {
	a.ofSnapshot(w, r, func(x content.Snapshot, q paging.Query) (response.List, error) {
		page, err := findingOrder.Select(q, x.FindingIndex().All)
		doc := x.Findings
		doc.Findings = []model.Finding{}
		return response.List{Document: doc, Name: "findings", Page: findingPage{page}}, err
	})
}

// findingPage is a page of findings, each written with what people do about it.
type findingPage struct{ page response.Page }

func (p findingPage) Len() int                 { return p.page.Len() }
func (p findingPage) At(i int) any             { return apidoc.Finding{Of: **p.page.At(i).(**model.Finding)} }
func (p findingPage) Next(written int) *string { return p.page.Next(written) }

// deadlines serves every computed date that is not settled.
func (a listAPI) deadlines(w http.ResponseWriter, r *http.Request) {
	a.ofSnapshot(w, r, func(x content.Snapshot, q paging.Query) (response.List, error) {
		page, err := deadlineOrder.Select(q, x.DeadlineIndex().Unsettled)
		doc := x.Deadlines
		doc.Deadlines = []model.Deadline{}
		return response.List{Document: doc, Name: "deadlines", Page: page}, err
	})
}

// suppliers serves how well each supplier can be reached, by id.
func (a listAPI) suppliers(w http.ResponseWriter, r *http.Request) {
	a.ofReadModel(w, r, func(ctx context.Context, q paging.Query) (response.List, error) {
		after, err := paging.After[string](q)
		if err != nil {
			return response.List{}, err
		}
		doc, err := a.readModel.Suppliers(ctx, after, q.Limit+1)
		page := paging.Begun(q, doc.Suppliers, func(s apidoc.SupplierStatus) string { return s.ID })
		doc.Suppliers = []apidoc.SupplierStatus{}
		return response.List{Document: doc, Name: "suppliers", Page: page}, err
	})
}

// mailboxes serves the state of our role mailboxes, by id.
func (a listAPI) mailboxes(w http.ResponseWriter, r *http.Request) {
	a.ofReadModel(w, r, func(ctx context.Context, q paging.Query) (response.List, error) {
		doc, err := a.readModel.Mailboxes(ctx)
		if err != nil {
			return response.List{}, err
		}
		page, err := mailboxOrder.Select(q, doc.Mailboxes)
		doc.Mailboxes = []apidoc.MailboxStatus{}
		return response.List{Document: doc, Name: "mailboxes", Page: page}, err
	})
}

// facts serves what was recorded: all, or ?supplier=ID&subject=contact/ID. It has no edition: what was just recorded is served at once.
func (a listAPI) facts(w http.ResponseWriter, r *http.Request) {
	a.serve(w, r, nil, func(ctx context.Context, q paging.Query) (response.List, error) {
		after, err := paging.After[int64](q)
		if err != nil {
			return response.List{}, err
		}
		doc, err := a.readModel.Facts(ctx, content.FactQuery{
			Supplier: q.Value("supplier"), Subject: model.ParseSubject(q.Value("subject")), After: after, Limit: q.Limit + 1,
		})
		page := paging.Begun(q, doc.Facts, func(f model.Fact) int64 { return f.Seq })
		doc.Facts = []model.Fact{}
		return response.List{Document: doc, Name: "facts", Page: page}, err
	}, paging.Param{Name: "supplier"}, paging.Param{Name: "subject"})
}

// ofSnapshot serves a page of a list that each snapshot has.
func (a listAPI) ofSnapshot(w http.ResponseWriter, r *http.Request, list func(content.Snapshot, paging.Query) (response.List, error), params ...paging.Param) {
	x := a.snapshot()
	a.serve(w, r, x.Edition, func(_ context.Context, q paging.Query) (response.List, error) { return list(x, q) }, params...)
}

// ofReadModel serves a page of a list that is computed on request.
func (a listAPI) ofReadModel(w http.ResponseWriter, r *http.Request, list func(context.Context, paging.Query) (response.List, error)) {
	edition, err := a.readModel.Edition(r.Context())
	if err != nil {
		a.response.Error(w, r, err)
		return
	}
	a.serve(w, r, edition, list)
}

// serve writes the page that a request asks for, of data with an edition.
func (a listAPI) serve(w http.ResponseWriter, r *http.Request, edition any, list func(context.Context, paging.Query) (response.List, error), params ...paging.Param) {
	q, err := paging.Parse(r.URL.Path, r.URL.RawQuery, params...)
	if err != nil {
		a.response.Error(w, r, err)
		return
	}
	// Programs ask again and again: they may keep a page and ask whether it has changed.
	w.Header().Set("Cache-Control", "private, no-cache")
	a.shared.Write(w, r, response.Question{Asked: q.String(), Edition: edition}, response.JSON, func(to io.Writer) error {
		page, err := list(r.Context(), q)
		if err != nil {
			return err
		}
		return page.Encode(to)
	})
}
