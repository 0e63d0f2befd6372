// Package proof finds what the registry has recorded about an address or number that is being replaced.
package proof

import "supplierwatch/internal/model"

// Outdated returns the indices of the verifications of a contact that are about its address or number of before, since a verification proves the one that
// was in use on its day. A session proves both, so that it does not stay for one of them.
func Outdated(c *model.Contact, newEmail, newPhone bool) []int {
	var found []int
	for i, v := range c.Verified {
		if newEmail && (v.How.ProvesEmail() || v.How == model.HowSeen) || newPhone && v.How.ProvesPhone() {
			found = append(found, i)
		}
	}
	return found
}
