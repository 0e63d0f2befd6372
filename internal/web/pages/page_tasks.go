package pages

import (
	"net/http"

	"supplierwatch/internal/model"
	"supplierwatch/internal/rulebook"
	"supplierwatch/internal/web/content"
)

// tasksPage is the page at /tasks: the tasks of the weekly summaries, by what is to be done, or ?rule=RULE for all of one kind.
type tasksPage struct {
	snapshot func() content.Snapshot
	renderer renderer
	framer   framer
}

// tasksView is what its template shows.
type tasksView struct {
	frame
	Groups []taskGroup
	Rule   string    // the one kind that is shown; empty: all
	Tasks  []taskRow // of that kind
	Pages  pager
}

// taskRows is how many tasks of one kind the page shows at a time.
const taskRows = 50

var tasksTemplate = lazyPage(nil, "layout.html", "tasks.html", "forms.html")

// get serves the page.
func (p tasksPage) get(w http.ResponseWriter, r *http.Request) {
	x, title := p.snapshot(), "Tasks"
	v := tasksView{Rule: r.URL.Query().Get("rule")}
	if v.Rule == "" {
		v.Groups = groupedTasks(x, x.FindingIndex().Tasks(), 0)
	} else {
		var of []*model.Finding
		for _, f := range x.FindingIndex().Tasks() {
			if f.Rule == v.Rule {
				of = append(of, f)
			}
		}
		of, v.Pages = paged(r, "page", "Tasks", of, taskRows)
		if groups := groupedTasks(x, of, taskRows); len(groups) > 0 {
			v.Tasks = groups[0].Tasks
		}
		if name := rulebook.Task(v.Rule); name != "" {
			title = name
		}
	}
	v.frame = p.framer.frame(w, r, x, "/", title, result{})
	p.renderer.renderAs(w, r, http.StatusOK, tasksTemplate, v)
}
