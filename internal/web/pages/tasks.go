package pages

import (
	"supplierwatch/internal/model"
	"supplierwatch/internal/rulebook"
	"supplierwatch/internal/web/content"
)

// taskGroup is tasks that ask for the same.
type taskGroup struct {
	Title    string // what is to be done with each
	Severity model.Severity
	Tasks    []taskRow
	More     int // how many are not listed
	Rule     string
}

// taskRow is one task.
type taskRow struct {
	model.Finding
	Name  string // of the supplier
	Alert string // the id of its alert, where it can be settled; empty: it has none
}

// tasksShown is how many tasks of a group the first page lists.
const tasksShown = 5

// groupedTasks returns tasks by what is to be done, in the order of the most severe of each group, with at most so many of each.
func groupedTasks(s content.Snapshot, tasks []*model.Finding, most int) []taskGroup {
	var groups []taskGroup
	place := map[string]int{}
	for _, f := range tasks {
		i, known := place[f.Rule]
		if !known {
			i = len(groups)
			place[f.Rule] = i
			groups = append(groups, taskGroup{Title: rulebook.Task(f.Rule), Severity: f.Severity, Rule: f.Rule})
		}
		g := &groups[i]
		if len(g.Tasks) == most {
			g.More++
			continue
		}
		g.Tasks = append(g.Tasks, newTaskRow(s, *f))
	}
	return groups
}

func newTaskRow(s content.Snapshot, f model.Finding) taskRow {
	f.Message = s.Readable(f.Message, f.Supplier)
	return taskRow{Finding: f, Name: s.SupplierName(f.Supplier), Alert: s.AlertOf(f)}
}

// Count returns how many tasks the group has.
func (g taskGroup) Count() int { return len(g.Tasks) + g.More }
