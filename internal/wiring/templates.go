package wiring

import (
	"fmt"
	"os"

	"supplierwatch/internal/compose/verificationmail"
	"supplierwatch/internal/model"
)

// LoadTemplates reads the templates of mails to suppliers: those that ship, replaced by those in a folder. An empty path means that there is no folder.
func LoadTemplates(folder string) (verificationmail.Forms, []model.Problem) {
	if folder == "" {
		return verificationmail.LoadForms(nil, "")
	}
	// A link in the folder must not lead out of it: what it leads to would be mailed to suppliers.
	root, err := os.OpenRoot(folder)
	if err != nil {
		forms, problems := verificationmail.LoadForms(nil, "")
		return forms, append(problems, model.Problem{
			Position: model.Position{File: folder, Line: 1, Column: 1}, Message: fmt.Sprintf("read the folder of `verification.templates`: %v", err),
		})
	}
	defer root.Close()
	return verificationmail.LoadForms(root.FS(), folder)
}
