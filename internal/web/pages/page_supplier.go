package pages

import (
	"html/template"
	"net/http"
	"time"

	"supplierwatch/internal/apidoc"
	"supplierwatch/internal/model"
	"supplierwatch/internal/web/content"
	"supplierwatch/internal/web/response"
)

// supplierPage is the page at /suppliers/ID: everything that is known of one supplier.
type supplierPage struct {
	snapshot  func() content.Snapshot
	readModel content.ReadModel
	renderer  renderer
	framer    framer
	actions   pageActions
}

// supplierView is what its template shows.
type supplierView struct {
	apidoc.SupplierDocument
	OpenAlerts []alertRow
	Due        []deadlineRow
	frame
}

// Clock writes an instant by the reader's clock.
func (v supplierView) Clock(t time.Time) string { return minuteIn(v.zone, t) }

var supplierTemplate = parsePage(template.FuncMap{"tone": contactTone}, "layout.html", "supplier.html", "alertparts.html", "forms.html")

// get serves the page.
func (p supplierPage) get(w http.ResponseWriter, r *http.Request) {
	p.show(w, r, http.StatusOK, result{})
}

// show serves the page with what became of a form, if one was sent.
func (p supplierPage) show(w http.ResponseWriter, r *http.Request, status int, became result) {
	doc, known, err := p.readModel.Supplier(r.Context(), r.PathValue("id"))
	if err == nil && !known {
		err = response.Refuse(http.StatusNotFound, "there is no supplier of that id")
	}
	if err != nil {
		p.renderer.failed(w, r, err)
		return
	}
	x := p.snapshot()
	v := supplierView{SupplierDocument: doc, frame: p.framer.frame(w, r, x, "/suppliers", doc.Supplier.Name, became)}
	for _, a := range doc.Alerts {
		v.OpenAlerts = append(v.OpenAlerts, newAlertRow(x, a))
	}
	for _, d := range doc.Deadlines {
		v.Due = append(v.Due, newDeadlineRow(x, d))
	}
	p.actions.addForms(v.User, x, v.OpenAlerts)
	p.renderer.renderAs(w, r, status, supplierTemplate, v)
}

// contactTone returns how severe a contact's state looks.
func contactTone(s apidoc.ContactState) model.Severity {
	switch s {
	case apidoc.ContactBounced, apidoc.ContactRejected, apidoc.ContactLeft, apidoc.ContactChanged, apidoc.ContactUnreached:
		return model.Critical
	case apidoc.ContactVerified:
		return model.Info
	}
	return model.Warning
}
