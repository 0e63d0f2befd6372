package rulebook

import (
	"supplierwatch/internal/model"
)

// RegistryInvalid is a name of a rule to which other packages refer.
const RegistryInvalid = "registry-invalid"

func init() {
	add(
		Rule{
			Name: RegistryInvalid, Needs: NeedsFacts, Route: model.RouteOperators, Severity: allCritical, Wakes: true,
			Doc: "The registry was edited and is no longer valid. The last valid version stays in force, and later changes are not watched. Run " +
				"`supplierwatch check` on the registry; it lists every error with what to write.",
		},
		Rule{
			Name: "key-without-effect", Needs: NeedsRegistry, Route: model.RouteWork, Severity: allWarning,
			Doc: "An item has keys that change nothing as the item is, such as the renewal term of a contract that does not renew. Either a key is " +
				"missing that gives them their meaning, or they are left over. The finding names each of them and says what to write: add what is " +
				"missing, or delete them. A decision to keep a contract until a day on which it cannot end has no effect either; the nearest ends are named.",
		},
		Rule{
			Name: "calendar-without-holidays", Needs: NeedsRegistry, Route: model.RouteWork, Severity: WarningWarningInfo,
			Doc: "Business days are counted in a calendar that lacks public holidays: it names no region of the country it is used for, or a contract " +
				"runs longer than its holidays are known. A date may then fall on a day on which nobody works, and a notice arrives too late. Name the " +
				"region under holidays (supplierwatch holidays lists them), or a file of holidays. It is only info where the region has parts with more " +
				"holidays than the region itself, such as the Catholic communes of Bavaria: name the part in which the place is. An exception (ignore) of " +
				"a supplier leaves out what is counted for it.",
		},
	)
}
