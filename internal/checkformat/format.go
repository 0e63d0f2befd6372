package checkformat

import (
	"fmt"
	"io"
	"slices"
)

// The formats by their names on the command line.
const (
	FormatSARIF    = "sarif"
	FormatJUnit    = "junit"
	FormatGitHub   = "github"
	FormatGitLab   = "gitlab"
	FormatTAP      = "tap"
	FormatNagios   = "nagios"
	FormatMarkdown = "markdown"
	FormatRDJSON   = "rdjson"
)

// format is one format: its name and what writes it.
type format struct {
	name  string
	write func(Check) ([]byte, error)
}

// formats are all formats, in the order of the help.
var formats = []format{
	{FormatSARIF, sarif},
	{FormatJUnit, junit},
	{FormatGitHub, github},
	{FormatGitLab, gitlab},
	{FormatTAP, tap},
	{FormatNagios, nagios},
	{FormatMarkdown, markdown},
	{FormatRDJSON, rdjson},
}

// Names returns the names of all formats, in the order of the help.
func Names() []string {
	var names []string
	for _, f := range formats {
		names = append(names, f.name)
	}
	return names
}

// Write writes a check in one of the formats.
func Write(w io.Writer, name string, c Check) error {
	i := slices.IndexFunc(formats, func(f format) bool { return f.name == name })
	if i < 0 {
		return fmt.Errorf("no format is named %q", name)
	}
	text, err := formats[i].write(c)
	if err != nil {
		return fmt.Errorf("write %s: %w", name, err)
	}
	_, err = w.Write(text)
	return err
}
