package verificationmail

import (
	"errors"
	"fmt"
	"io/fs"
	"reflect"
	"regexp"
	"slices"
	"strconv"
	"strings"
	text "text/template"
	"time"

	"supplierwatch/config"
	"supplierwatch/internal/civil"
	"supplierwatch/internal/model"
)

// Forms are the texts in which suppliers are written to, by language.
type Forms map[string]*text.Template

const (
	formFolder = "templates/verification"
	formSuffix = ".txt.tmpl"
)

// formParts are what every text must define.
var formParts = []string{"subject", "question", "reminder-subject", "reminder", "notice-subject", "notice", "reference"}

// LoadForms reads the texts that ship, and in their place those of a folder that have the same names; nil means none. Shown is the folder's
// name in problems. What is wrong with a text is found here, by writing a sample with it, and not when a supplier is to be written to.
func LoadForms(folder fs.FS, shown string) (Forms, []model.Problem) {
	forms := Forms{}
	problems := forms.read(config.Templates, formFolder, formFolder)
	if folder != nil {
		problems = append(problems, forms.read(folder, ".", shown)...)
	}
	return forms, problems
}

// read takes over the texts of a folder; shown is its name in problems.
func (f Forms) read(from fs.FS, folder, shown string) []model.Problem {
	entries, err := fs.ReadDir(from, folder)
	if err != nil {
		return []model.Problem{problemIn(shown, 1, err.Error())}
	}
	var problems []model.Problem
	for _, e := range entries {
		name, isForm := strings.CutSuffix(e.Name(), formSuffix)
		place := shown + "/" + e.Name()
		switch _, known := languages[name]; {
		case e.IsDir(), !isForm && !strings.HasSuffix(e.Name(), ".tmpl"):
		case !isForm || !known:
			problems = append(problems, problemIn(place, 1, "there is no such text; expected one of "+strings.Join(formNames(), ", ")))
		default:
			data, err := readForm(from, strings.TrimPrefix(folder+"/"+e.Name(), "./"))
			if err != nil {
				problems = append(problems, problemIn(place, 1, err.Error()))
				continue
			}
			problems = append(problems, f.take(name, place, string(data))...)
		}
	}
	return problems
}

// maxForm is the size up to which a text is read.
const maxForm = 1 << 20

// readForm reads a regular file. A pipe is not opened, since reading it could wait for ever.
func readForm(from fs.FS, name string) ([]byte, error) {
	info, err := fs.Stat(from, name)
	switch {
	case errors.Is(err, fs.ErrNotExist):
		return nil, errors.New("the link leads to no file; remove it")
	case err != nil:
		return nil, fmt.Errorf("cannot be read: %w (a link must lead to a file in this folder, by a relative path)", err)
	case !info.Mode().IsRegular():
		return nil, errors.New("cannot be read: expected a regular file")
	case info.Size() > maxForm:
		return nil, fmt.Errorf("cannot be read: it is larger than %d MB", maxForm>>20)
	}
	return fs.ReadFile(from, name)
}

func formNames() []string {
	var names []string
	for language := range languages {
		names = append(names, language+formSuffix)
	}
	slices.Sort(names)
	return names
}

// take puts a text in the place of its language, if a sample can be written with it.
func (f Forms) take(language, place, source string) []model.Problem {
	form, err := text.New(language + formSuffix).Option("missingkey=error").Parse(source)
	if err != nil {
		return []model.Problem{whatIsWrong(place, err)}
	}
	var problems []model.Problem
	for _, part := range formParts {
		if form.Lookup(part) == nil {
			problems = append(problems, problemIn(place, 1, fmt.Sprintf("{{define %q}} is missing", part)))
			continue
		}
		for _, sample := range samples(language) {
			if err := form.ExecuteTemplate(&strings.Builder{}, part, sample); err != nil {
				problems = append(problems, whatIsWrong(place, err))
				break
			}
		}
	}
	if len(problems) == 0 {
		f[language] = form
	}
	return problems
}

// write fills one block of a text.
func (f Forms) write(language, part string, l formData) (string, error) {
	form := f[language]
	if form == nil {
		return "", fmt.Errorf("there is no text in %q", language)
	}
	var b strings.Builder
	if err := form.ExecuteTemplate(&b, part, l); err != nil {
		return "", err
	}
	return b.String(), nil
}

// errorForm takes an error of a template apart, which begins with its place: template: de.txt.tmpl:12:7: …
var errorForm = regexp.MustCompile(`(?s)^template: [^:]*:(\d+)(?::(\d+))?: (.*)$`)

func whatIsWrong(place string, err error) model.Problem {
	m := errorForm.FindStringSubmatch(err.Error())
	if m == nil {
		return problemIn(place, 1, err.Error())
	}
	line, _ := strconv.Atoi(m[1]) // digits, as the form says
	p := problemIn(place, line, m[3])
	if column, err := strconv.Atoi(m[2]); err == nil {
		p.Column = column + 1
	}
	if said, _, unknown := strings.Cut(p.Message, " in type verificationmail."); unknown {
		p.Message = said + "; there are " + strings.Join(fieldNames(), ", ")
	}
	return p
}

// fieldNames returns the fields that texts may use: those of a mail, and those of its contacts.
func fieldNames() []string {
	var names []string
	for _, t := range []reflect.Type{reflect.TypeFor[formData](), reflect.TypeFor[formContact]()} {
		for _, f := range reflect.VisibleFields(t) {
			if !slices.Contains(names, f.Name) {
				names = append(names, f.Name)
			}
		}
	}
	return names
}

func problemIn(file string, line int, message string) model.Problem {
	return model.Problem{Position: model.Position{File: file, Line: line, Column: 1}, Message: message}
}

// samples returns data with everything in it and with as little as there may be.
func samples(language string) []formData {
	t := languages[language]
	full := formData{
		Us: "Buyer AG", Customer: "88231", For: t.list([]string{t.roles[model.RoleOrders], t.roles[model.RoleLogistics]}),
		Contacts: []formContact{
			{Line: "Order desk, orders@supplier.example, +49 89 1234567", For: t.roles[model.RoleOrders], Supplier: "Supplier GmbH", Customer: "88231"},
			{Line: "desk@supplier.example", Supplier: "Supplier SA"},
		},
		Mailboxes: "confirmations@buyer.example (" + t.purposes[model.PurposeOrderConfirmation] + ")", Phone: "+49 89 555 0100",
		NotBefore: t.date(civil.NewDate(2027, time.March, 1)), AskedOn: t.date(civil.NewDate(2026, time.November, 2)), New: "new@supplier.example", Bank: true, Reference: "abc",
	}
	single := full
	single.Single, single.Contacts = true, full.Contacts[:1]
	return []formData{full, single, {Us: "Buyer AG", Single: true, Contacts: []formContact{{Line: "desk@supplier.example"}}}}
}
