package supplierlist

import (
	"encoding/json"
	"slices"
	"strings"

	"supplierwatch/internal/model"
	"supplierwatch/internal/registry/scalar"
	"supplierwatch/internal/strictyaml"
)

// checkedDocument is a piece of a list as the registry reads it. The checks of values are those of the registry, so that a list is never accepted whose
// registry would be refused.
type checkedDocument struct {
	Rows []checkedRow `yaml:"rows"`
}

type checkedRow struct {
	ID             strictyaml.Value[scalar.ID]       `yaml:"id"`
	Name           strictyaml.Value[string]          `yaml:"name"`
	Tier           strictyaml.Value[string]          `yaml:"tier"`
	Country        strictyaml.Value[scalar.Country]  `yaml:"country"`
	CustomerNumber strictyaml.Value[string]          `yaml:"customer_number"`
	Language       strictyaml.Value[scalar.Language] `yaml:"language"`
	Owner          strictyaml.Value[string]          `yaml:"owner"`
	ERP            strictyaml.Value[string]          `yaml:"erp"`
	Contacts       []checkedContact                  `yaml:"contacts"`
}

type checkedContact struct {
	Name  strictyaml.Value[string]         `yaml:"name"`
	Email strictyaml.Value[scalar.Address] `yaml:"email"`
	Phone strictyaml.Value[scalar.Phone]   `yaml:"phone"`
}

// values returns the checked values of a row by their keys.
func (c *checkedRow) values() map[Key]strictyaml.Value[string] {
	return map[Key]strictyaml.Value[string]{
		KeyID: plain(c.ID), KeyName: c.Name, KeyTier: c.Tier, KeyCountry: plain(c.Country), KeyCustomerNumber: c.CustomerNumber,
		KeyLanguage: plain(c.Language), KeyOwner: c.Owner, KeyERP: c.ERP,
	}
}

func (c *checkedContact) values() map[Part]strictyaml.Value[string] {
	return map[Part]strictyaml.Value[string]{PartName: c.Name, PartEmail: plain(c.Email), PartPhone: plain(c.Phone)}
}

func plain[T ~string](v strictyaml.Value[T]) strictyaml.Value[string] {
	return strictyaml.Value[string]{V: string(v.V), Place: v.Place, Set: v.Set}
}

// check checks the entries that were read since the last time, and adds them to the list.
func (r *reader) check() {
	if len(r.pending) == 0 {
		return
	}
	text := writtenRows{}
	for i := range r.pending {
		r.pending[i].translate(r.known)
		text.row(&r.pending[i])
	}
	refused := map[model.Position]bool{}
	documents, problems, _ := strictyaml.Decode[checkedDocument](r.list.File, []byte(text.b.String()), nil)
	for _, p := range problems {
		if p.Omitted > 0 {
			r.omitted += p.Omitted
			r.lastSeen = r.pending[len(r.pending)-1].Pos
			continue
		}
		cell := text.cells[min(p.Line, len(text.cells))-1]
		refused[cell.Pos] = true
		r.reportCell(cell, "%s", withoutKey(p.Message))
	}
	for i := range r.pending {
		e := &r.pending[i]
		if len(documents) == 1 && i < len(documents[0].Rows) {
			e.take(&documents[0].Rows[i])
		}
		r.references(e)
		r.contacts(e, refused)
		r.identity(e)
	}
	r.list.Entries = append(r.list.Entries, r.pending...)
	r.pending = nil
	r.sort()
}

// sort brings the problems into the order of the cells.
func (r *reader) sort() {
	slices.SortStableFunc(r.list.Problems, func(a, b model.Problem) int { return a.Compare(b.Position) })
}

// withoutKey returns a message without the key of the registry, since the header of the column is named.
func withoutKey(message string) string {
	if strings.HasPrefix(message, "`") {
		if _, rest, found := strings.Cut(message, "`: "); found {
			return rest
		}
	}
	return message
}

// take replaces the values by those that the registry would read, such as with usual spaces.
func (e *Entry) take(c *checkedRow) {
	for key, v := range c.values() {
		if old, given := e.Values[key]; given && v.Set {
			old.Text = v.V
			e.Values[key] = old
		}
	}
	for i := range c.Contacts {
		for part, v := range c.Contacts[i].values() {
			if old, given := e.Contacts[i].Parts[part]; given && v.Set {
				old.Text = v.V
				e.Contacts[i].Parts[part] = old
			}
		}
	}
}

// writtenRows is the text of rows as YAML with one value on a line.
type writtenRows struct {
	b     strings.Builder
	cells []Value // of each line
}

func (w *writtenRows) line(text string, v Value) {
	w.b.WriteString(text + "\n")
	w.cells = append(w.cells, v)
}

func (w *writtenRows) row(e *Entry) {
	if len(w.cells) == 0 {
		w.line("rows:", Value{Pos: e.Pos})
	}
	w.line("-", Value{Pos: e.Pos})
	w.line("  contacts:", Value{Pos: e.Pos})
	if len(e.Contacts) == 0 {
		w.line("    []", Value{Pos: e.Pos})
	}
	for _, c := range e.Contacts {
		w.line("  -", Value{Pos: e.Pos})
		for _, part := range Parts {
			if v, given := c.Parts[part]; given {
				w.line("    "+string(part)+": "+quoted(v.Text), v)
			}
		}
	}
	for _, key := range Keys {
		if v, given := e.Values[key]; given {
			w.line("  "+string(key)+": "+quoted(v.Text), v)
		}
	}
}

// quoted returns a text in double quotes as JSON writes it, which YAML reads too.
func quoted(text string) string {
	var b strings.Builder
	encoder := json.NewEncoder(&b)
	encoder.SetEscapeHTML(false)
	_ = encoder.Encode(text) // a string can always be encoded
	return notInYAML.Replace(b.String())
}

// notInYAML escapes what JSON allows within quotation marks and YAML does not, and removes the line end behind them.
var notInYAML = strings.NewReplacer("\n", "", "\u0085", `\u0085`, "\ufeff", `\ufeff`, "\x7f", `\u007f`)

// references reports tiers and teams that the registry does not have.
func (r *reader) references(e *Entry) {
	for key, names := range map[Key][]string{KeyTier: r.known.Tiers, KeyOwner: r.known.Teams} {
		v, given := e.Values[key]
		if !given || names == nil || slices.Contains(names, v.Text) {
			continue
		}
		expected := "; expected one of " + strings.Join(names, ", ")
		if len(names) == 0 {
			expected = "; the registry has no teams: name its file or folder too"
		}
		if near, ok := strictyaml.Suggest(v.Text, names); ok {
			expected = "; did you mean `" + near + "`?"
		}
		r.reportCell(v, "there is no %s %q%s", map[Key]string{KeyTier: "tier", KeyOwner: "team"}[key], v.Text, expected)
	}
}

// contacts reports contacts that nobody can reach, and numbers that cannot be dialled from the supplier's country. A cell that is refused for what it is, or
// whose country is, needs no second message.
func (r *reader) contacts(e *Entry, refused map[model.Position]bool) {
	country := r.known.countryOf(e)
	unknown := refused[e.Values[KeyCountry].Pos]
	for _, c := range e.Contacts {
		if name, named := c.Parts[PartName]; named && !e.damaged && c.Text(PartEmail) == "" && c.Text(PartPhone) == "" {
			r.reportCell(name, "%q has neither an address nor a phone number: add one, or empty the cell", name.Text)
		}
		phone, given := c.Parts[PartPhone]
		if !given || unknown || refused[phone.Pos] {
			continue
		}
		number := scalar.Phone(phone.Text)
		switch why := number.MissingPlus(country); {
		case country == "" && !number.International():
			r.reportCell(phone, "%q has no country code, and the supplier has no country: write +49 … or fill in a column `country`", phone.Text)
		case why != "":
			r.reportCell(phone, "%q %s", phone.Text, why)
		}
	}
}

// identity reports an entry that has no name and no id, and one that is in the list twice.
func (r *reader) identity(e *Entry) {
	id, name := e.Text(KeyID), e.Values[KeyName]
	if id == "" && name.Text == "" {
		if !e.damaged {
			r.report(e.Pos, "the row has neither a name nor an id")
		}
		return
	}
	if id == "" && e.Text(KeyERP) == "" && IDOf(name.Text) == "" {
		r.reportCell(name, "no id can be made from %q: add a column `id` with letters a-z, digits and hyphens", name.Text)
		return
	}
	for _, key := range []Key{KeyID, KeyERP} {
		if v, given := e.Values[key]; given {
			r.unique(v, string(key)+" "+v.Text, "")
		}
	}
	if id == "" && e.Text(KeyERP) == "" {
		r.unique(name, "id "+IDOf(name.Text), "; if these are two suppliers, add a column `id`")
	}
}

// unique reports a value that another row has too.
func (r *reader) unique(v Value, mark, advice string) {
	if first, twice := r.first[mark]; twice {
		r.reportCell(v, "%q is in row %d already%s", v.Text, first.Line, advice)
		return
	}
	r.first[mark] = v.Pos
}
