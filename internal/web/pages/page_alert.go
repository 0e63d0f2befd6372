package pages

import (
	"net/http"

	"supplierwatch/internal/web/content"
	"supplierwatch/internal/web/response"
)

// alertPage is the page at /alerts/ID: one alert in full, with all that can be done about it.
type alertPage struct {
	snapshot func() content.Snapshot
	renderer renderer
	framer   framer
	actions  pageActions
}

// alertView is what its template shows.
type alertView struct {
	frame
	Alert    alertRow
	Did      []reactionRow // what people did, the latest first
	DidPages pager
}

var alertTemplate = lazyPage(nil, "layout.html", "alert.html", "alertparts.html", "forms.html")

// get serves the page.
func (p alertPage) get(w http.ResponseWriter, r *http.Request) {
	p.show(w, r, http.StatusOK, result{})
}

// show serves the page with what became of a form, if one was sent.
func (p alertPage) show(w http.ResponseWriter, r *http.Request, status int, became result) {
	x := p.snapshot()
	alert := x.AlertIndex().Alert(r.PathValue("id"))
	if alert == nil {
		p.renderer.failed(w, r, response.Refuse(http.StatusNotFound, "there is no alert of that id; alerts that ended long ago are no longer stored"))
		return
	}
	rows := []alertRow{newAlertRow(x, *alert)}
	v := alertView{frame: p.framer.frame(w, r, x, "", "", became)}
	p.actions.addForms(&v.frame, x, rows)
	v.Alert = rows[0]
	v.Did, v.DidPages = paged(r, "did", "What people did", reactionRows(v.Alert.Reactions, v.Alert.Clock), reactionsShown)
	v.Title, v.Heading = v.Alert.Heading(), v.Alert.Heading()
	p.renderer.renderAs(w, r, status, alertTemplate, v)
}
