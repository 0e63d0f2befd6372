package ownwords

import (
	"io/fs"
	"regexp"
	"strings"
	"sync"

	"supplierwatch/config"
)

// action is a part of a template that is filled in.
var action = regexp.MustCompile(`(?s)\{\{.*?\}\}`)

// Shipped returns the mails to suppliers that ship with the program, in all languages.
var Shipped = sync.OnceValue(func() *Texts {
	var texts []string
	_ = fs.WalkDir(config.Templates, "templates/verification", func(name string, entry fs.DirEntry, err error) error {
		if err != nil || entry.IsDir() || !strings.HasSuffix(name, ".txt.tmpl") {
			return nil // what is embedded can be read
		}
		text, err := fs.ReadFile(config.Templates, name)
		if err == nil {
			texts = append(texts, action.ReplaceAllString(string(text), string(Slot)))
		}
		return nil
	})
	return Of(texts...)
})
