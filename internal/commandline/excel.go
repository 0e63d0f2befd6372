package commandline

import (
	"cmp"
	"os"
	"strings"

	"github.com/spf13/cobra"

	"supplierwatch/internal/sheet"
)

// ofThisMachine is the value of --excel without a language.
const ofThisMachine = "auto"

// AddExcel adds the flag --excel, which may have a language.
func AddExcel(cmd *cobra.Command, value *string) {
	cmd.Flags().StringVar(value, "excel", "", "write CSV that looks right after a double click in Excel in this language: --excel=de,\n--excel=en or --excel=fr; without one that of this machine")
	cmd.Flags().Lookup("excel").NoOptDefVal = ofThisMachine
}

// CheckExcel refuses other languages.
func CheckExcel(command, value string) error {
	if value == "" || value == ofThisMachine {
		return nil
	}
	return OneOf(command, "excel", value, "de", "en", "fr")
}

// ExcelStyle returns how CSV is written for a value of --excel.
func ExcelStyle(value string) sheet.Style {
	if value == ofThisMachine {
		value, _, _ = strings.Cut(cmp.Or(os.Getenv("LC_ALL"), os.Getenv("LC_NUMERIC"), os.Getenv("LANG")), "_")
	}
	if style, known := sheet.ExcelStyles[value]; known {
		return style
	}
	return sheet.ExcelStyles["en"]
}
