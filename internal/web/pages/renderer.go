package pages

import (
	"bytes"
	"html/template"
	"maps"
	"net/http"

	"supplierwatch/config"
	"supplierwatch/internal/web/response"
)

// parsePage returns the template of a page from files of config/page/, with the functions that only this page has. A file that cannot be parsed is a
// fault of the build.
func parsePage(own template.FuncMap, files ...string) *template.Template {
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

// render writes a page, or why it cannot be shown.
func (p renderer) render(w http.ResponseWriter, page *template.Template, view any, err error) {
	if err != nil {
		p.failed(w, err)
		return
	}
	p.renderAs(w, http.StatusOK, page, view)
}

// failed writes the text of an error, whatever page was asked for.
func (p renderer) failed(w http.ResponseWriter, err error) {
	status, why := p.response.Status(err)
	p.response.Text(w, status, why)
}

// renderAs writes a page with a status.
func (p renderer) renderAs(w http.ResponseWriter, status int, page *template.Template, view any) {
	var out bytes.Buffer
	if err := page.Execute(&out, view); err != nil {
		p.response.Log.Error("The page could not be rendered.", "error", err)
		p.response.Text(w, http.StatusInternalServerError, "the page could not be rendered; the log says why")
		return
	}
	w.Header().Set("Content-Type", "text/html; charset=utf-8")
	w.WriteHeader(status)
	p.response.Write(w, bytes.Map(stripBidi, out.Bytes()))
}

// style serves the style sheet of all pages.
func (p renderer) style(w http.ResponseWriter, _ *http.Request) {
	w.Header().Set("Content-Type", "text/css; charset=utf-8")
	w.Header().Set("Cache-Control", "max-age=3600")
	_, _ = w.Write(config.PageStyle) // a reader that has gone needs no response
}
