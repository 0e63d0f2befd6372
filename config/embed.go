// Package config holds what ships with the program as files: schemas, mail and
// page templates, the starter that `init` writes and default configuration. It
// has no code, only what is embedded.
package config

import "embed"

// Pages holds, below page/, the template of each page, in html/template's language: NAME.html belongs to internal/web/page_NAME.go. forms.html
// contains what pages with actions on alerts have in common.
//
//go:embed page/*.html
var Pages embed.FS

// PageStyle is the page's style sheet.
//
//go:embed page/style.css
var PageStyle []byte

// Starter holds, below starter/, the files that `init` writes. `init` replaces the two dates in its registry.
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

// ContractSchema is the JSON Schema of what `explain contract --format json` prints.
//
//go:embed contract.schema.json
var ContractSchema []byte

// Configuration is the daemon's configuration with every key and what it does,
// all defaults written out.
//
//go:embed supplierwatch.yaml
var Configuration []byte
