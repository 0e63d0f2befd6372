package pages

import "testing"

// TestEveryTemplateIsValid parses the templates of all pages, which a program does not do before it shows them.
func TestEveryTemplateIsValid(t *testing.T) {
	for _, template := range []pageTemplate{
		aheadTemplate, alertTemplate, coverageTemplate, errorTemplate, escalationTemplate, invalidLinkTemplate, mailboxesTemplate, mailLinkTemplate,
		removedTemplate, statusTemplate, supplierTemplate, suppliersTemplate, tasksTemplate, todayTemplate,
	} {
		if template().Name() == "" {
			t.Error("a template has no name")
		}
	}
}
