// Package config holds what ships with the program as files: schemas, mail and
// page templates, the starter that `init` writes and default configuration. It
// has no code, only what is embedded.
package config

import "embed"

// Page is the template of the daemon's page, in html/template's language.
//
//go:embed page/index.html
var Page string

// SupplierPage is the template of the page about one supplier.
//
//go:embed page/supplier.html
var SupplierPage string

// MailboxPage is the template of the page about our mailboxes.
//
//go:embed page/mailboxes.html
var MailboxPage string

// MailPage is the template of the page behind a mail's link.
//
//go:embed page/letter.html
var MailPage string

// NoMailPage is the template of the page behind a link that is not valid or has expired.
//
//go:embed page/noletter.html
var NoMailPage string

// Forms are the templates of what can be done about an alert.
//
//go:embed page/forms.html
var Forms string

// PageStyle is the page's style sheet.
//
//go:embed page/style.css
var PageStyle []byte

// Starter holds, below starter/, the files that `init` writes.
//
//go:embed all:starter
var Starter embed.FS

// Templates holds, below templates/, the two forms of a mail: mail.txt.tmpl in
// text/template's language, mail.html.tmpl in html/template's.
//
//go:embed templates
var Templates embed.FS

// OpenAPI describes the daemon's API to programs, as OpenAPI 3.1.
//
//go:embed openapi.json
var OpenAPI []byte

// RegistrySchema is the JSON Schema of the registry, generated from the
// structs that it is decoded into.
//
//go:embed registry.schema.json
var RegistrySchema []byte

// ConfigSchema is the JSON Schema of the daemon's configuration, generated from
// the structs that it is decoded into.
//
//go:embed config.schema.json
var ConfigSchema []byte

// CheckSchema is the JSON Schema of what `check --format json` prints.
//
//go:embed check.schema.json
var CheckSchema []byte

// Configuration is the daemon's configuration with every key and what it does,
// all defaults written out.
//
//go:embed supplierwatch.yaml
var Configuration []byte
