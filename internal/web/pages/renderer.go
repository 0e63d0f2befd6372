package pages

import (
	"bytes"
	"html/template"
	"maps"
	"net/http"
	"sync"

	"supplierwatch/config"
	"supplierwatch/internal/prose"
	"supplierwatch/internal/web/response"
)

// pageTemplate returns the template of a page. It is parsed when it is first needed: most commands show no page.
type pageTemplate func() *template.Template

// lazyPage returns the template of a page from files of config/page/, with the functions that only this page has.
func lazyPage(own template.FuncMap, files ...string) pageTemplate {
	return sync.OnceValue(func() *template.Template { return parsePage(own, files) })
}

// parsePage parses the template of a page. A file that cannot be parsed is a fault of the build.
func parsePage(own template.FuncMap, files []string) *template.Template {
	functions := maps.Clone(formats)
	maps.Copy(functions, own)
	var text bytes.Buffer
	for _, file := range files {
		part, err := config.Pages.ReadFile("page/" + file)
		if err != nil {
			panic(err)
		}
		text.Write(part)
	}
	return template.Must(template.New(files[0]).Funcs(functions).Parse(text.String()))
}

// renderer writes pages.
type renderer struct{ response response.Writer }

// failed shows why a page cannot be shown.
func (p renderer) failed(w http.ResponseWriter, r *http.Request, err error) {
	status, why := p.response.Status(err)
	p.Error(w, r, status, why)
}

// Error shows the page of an error.
func (p renderer) Error(w http.ResponseWriter, r *http.Request, status int, why string) {
	w.Header().Set("Content-Security-Policy", formPolicy)
	response.RetryLater(w, status)
	p.renderAs(w, r, status, errorTemplate, errorView{Title: http.StatusText(status), Why: prose.Capital(why)})
}

var errorTemplate = lazyPage(nil, "error.html", "layout.html", "forms.html")

// errorView is what the page of an error shows. It has nothing that only some may read.
type errorView struct{ Title, Why, Here, Query string }

// Open is unknown here.
func (errorView) Open() int { return 0 }

// renderAs writes a page with a status. A page that is the same as the reader's copy is not sent again (RFC 9110, 13.1.2).
func (p renderer) renderAs(w http.ResponseWriter, r *http.Request, status int, page pageTemplate, view any) {
	var out bytes.Buffer
	if err := page().Execute(&out, view); err != nil {
		p.response.Log.Error("The page could not be rendered.", "error", err)
		p.response.Text(w, http.StatusInternalServerError, "the page could not be rendered; the log says why")
		return
	}
	p.response.Body(w, r, status, "text/html; charset=utf-8", bytes.Map(stripBidi, out.Bytes()))
}

// style serves the style sheet of all pages.
func (p renderer) style(w http.ResponseWriter, r *http.Request) {
	p.response.Body(w, r, http.StatusOK, "text/css; charset=utf-8", config.PageStyle)
}
