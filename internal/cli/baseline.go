package cli

import (
	"io"
	"os"

	"supplierwatch/internal/apidoc"
	"supplierwatch/internal/commandline"
	"supplierwatch/internal/model"
	"supplierwatch/internal/oneshot"
	"supplierwatch/internal/report"
)

// readBaseline reads the known findings; without a file none is known.
func readBaseline(path string) (apidoc.Baseline, error) {
	if path == "" {
		return apidoc.Baseline{}, nil
	}
	data, err := os.ReadFile(path)
	if err != nil {
		return apidoc.Baseline{}, usage("check: --baseline: %w; `supplierwatch check PATH --write-baseline %s` writes one", err, path)
	}
	known, err := apidoc.ParseBaseline(data)
	if err != nil {
		return apidoc.Baseline{}, usage("check: --baseline %s: %w", path, err)
	}
	return known, nil
}

// writeBaseline writes all current findings, known or not, so that the file can
// replace the one that was read. If the registry could not be evaluated, the
// file stays as it is: no findings then does not mean that nothing is wrong.
func writeBaseline(path string, result oneshot.CheckResult) error {
	if path == "" || len(result.Document.Errors) > 0 {
		return nil
	}
	return commandline.WriteFile("--write-baseline", path, func(w io.Writer) error {
		return report.JSON(w, apidoc.NewBaseline(result.Document.Findings))
	})
}

// formerIDs returns a lookup of the former ids of suppliers. Registry is nil
// where it could not be read.
func formerIDs(r *model.Registry) func(supplier string) []string {
	return func(supplier string) []string {
		if r == nil {
			return nil
		}
		if s := r.Supplier(supplier); s != nil {
			return s.Was
		}
		return nil
	}
}
