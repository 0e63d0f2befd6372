package checkrun

import (
	"bytes"
	"fmt"
	"io"
	"os"
	"strings"

	"supplierwatch/internal/checkformat"
	"supplierwatch/internal/oneshot"
)

// Runner is the part of the environment by which GitHub Actions is recognised.
type Runner struct {
	GitHub  bool   // the output is the log of a job at GitHub, which reads commands in it
	Summary string // the file of the job summary; empty: none
}

// RunnerOf returns the runner of an environment.
func RunnerOf(getenv func(string) string) Runner {
	if getenv("GITHUB_ACTIONS") != "true" {
		return Runner{}
	}
	return Runner{GitHub: true, Summary: getenv("GITHUB_STEP_SUMMARY")}
}

// mostSummaryBytes is below the 1 MiB that GitHub takes as the summary of a step.
const mostSummaryBytes = 1000 << 10

// AppendSummary appends all findings to the job summary, which other commands of the step may have begun.
func (o Output) AppendSummary(file string, result oneshot.CheckResult) error {
	check, err := o.check(result)
	if err != nil {
		return err
	}
	summary, err := os.OpenFile(file, os.O_WRONLY|os.O_APPEND|os.O_CREATE, 0o644)
	if err != nil {
		return fmt.Errorf("write job summary: %w", err)
	}
	defer summary.Close()
	info, err := summary.Stat()
	if err != nil {
		return fmt.Errorf("write job summary: %w", err)
	}
	if _, err := io.WriteString(summary, checkformat.GitHubSummary(check, mostSummaryBytes-int(info.Size()))); err != nil {
		return fmt.Errorf("write job summary: %w", err)
	}
	return summary.Close()
}

// LogWriter writes to the log of a job at GitHub. Text of a registry in it does not become a command of the runner.
type LogWriter struct {
	to     io.Writer
	json   bool // the output is JSON, and must stay the same document
	buffer bytes.Buffer
}

// NewLogWriter returns a writer of a format's output.
func NewLogWriter(to io.Writer, format string) *LogWriter {
	switch format {
	case formatJSON, checkformat.FormatSARIF, checkformat.FormatGitLab, checkformat.FormatRDJSON:
		return &LogWriter{to: to, json: true}
	}
	return &LogWriter{to: to}
}

// Write buffers data until the end of its line.
func (l *LogWriter) Write(data []byte) (int, error) {
	l.buffer.Write(data)
	end := bytes.LastIndexByte(l.buffer.Bytes(), '\n') + 1
	return len(data), l.flush(end)
}

// Close writes the rest.
func (l *LogWriter) Close() error { return l.flush(l.buffer.Len()) }

func (l *LogWriter) flush(end int) error {
	text := string(l.buffer.Next(end))
	if l.json {
		text = strings.ReplaceAll(text, "##[", `#\u0023[`)
	} else {
		text = checkformat.GitHubLog(text)
	}
	_, err := io.WriteString(l.to, text)
	return err
}
