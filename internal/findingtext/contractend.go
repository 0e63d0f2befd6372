package findingtext

import (
	"fmt"

	"supplierwatch/internal/model"
	"supplierwatch/internal/obligations"
	"supplierwatch/internal/prose"
)

// ContractExpiring writes a finding on a contract that ends soon and that nothing follows.
func ContractExpiring(f *model.Finding, e *obligations.Supplier, t *obligations.ContractTerm) {
	end := t.Current.End
	do, why := "Renew "+headlineBy(e, end), "It does not auto-renew."
	switch {
	case t.Theirs != nil:
		do, why = "Replace "+headlineBy(e, end), prose.Capital(t.TheirNotice())+"."
	case t.State == obligations.StateTerminating:
		do, why = "Replace "+headlineBy(e, end), fmt.Sprintf("The supplier received our notice on %s.", t.Received.On)
	}
	ends := "expires on " + end.String()
	if end == e.OwnToday {
		ends = "expires today, " + end.String()
	}
	f.Message = fmt.Sprintf("%q with %s %s. %s", t.Contract.Title, e.Entry.Name, ends, why)
	f.Advice.Headline = Headline(e, do, t.Contract.Title, "")
	f.Advice.Lead = Lead(do, f.Message)
	f.Advice.Do = []string{
		fmt.Sprintf("Agree on a renewal, or have a successor contract signed %s.", by(e, end)),
		"Record the new end date.",
	}
	f.Advice.Call, f.Advice.CallStep, f.Advice.How = true, f.Advice.Do[0], obligations.EndArithmetic(e, t)
}

// ContractExpired writes a finding on a contract that is over, not by our own notice.
func ContractExpired(f *model.Finding, e *obligations.Supplier, t *obligations.ContractTerm) {
	f.Message = fmt.Sprintf("%q with %s expired on %s, and no renewal is recorded.", t.Contract.Title, e.Entry.Name, t.Current.End)
	if t.Theirs != nil {
		f.Message = fmt.Sprintf("%q with %s ended on %s: %s.", t.Contract.Title, e.Entry.Name, t.Current.End, t.TheirNotice())
	}
	f.Advice.Headline = Headline(e, "Renew now", t.Contract.Title, ", expired "+obligations.HeadlineDay(e, t.Current.End))
	f.Advice.Lead = Lead("Renew now", f.Message)
	f.Advice.Do = []string{
		"Ask the supplier which prices and terms apply until a new contract is signed.",
		"If it was renewed, record the new end date; if it is no longer needed, remove it from the registry.",
	}
	f.Advice.Call, f.Advice.CallStep, f.Advice.How = true, f.Advice.Do[0], obligations.EndArithmetic(e, t)
}

// TerminatedTheirs writes a finding on a contract that the supplier has terminated.
func TerminatedTheirs(f *model.Finding, e *obligations.Supplier, t *obligations.ContractTerm) {
	end := t.Current.End
	do := "Replace " + headlineBy(e, end)
	received := ""
	if !t.Theirs.Received.IsZero() {
		received = fmt.Sprintf(" Their notice was received on %s.", t.Theirs.Received)
	}
	f.Message = fmt.Sprintf("%s has terminated %q; it ends on %s.%s", e.Entry.Name, t.Contract.Title, end, received)
	f.Advice.Headline = Headline(e, do, t.Contract.Title, "")
	f.Advice.Lead = Lead(do, f.Message)
	f.Advice.Do = []string{
		"Ask the supplier for its reasons, and whether it would renew on other terms.",
		fmt.Sprintf("Qualify another source, or have a successor contract signed %s.", by(e, end)),
		"Record the new end date if you agree on a renewal.",
	}
	f.Advice.Call, f.Advice.CallStep, f.Advice.How = true, f.Advice.Do[0], obligations.EndArithmetic(e, t)
}

// ContractUndated writes a finding on a contract whose dates cannot be computed.
func ContractUndated(f *model.Finding, e *obligations.Supplier, t *obligations.ContractTerm) {
	f.Message = fmt.Sprintf("The dates of %q with %s cannot be computed. Missing: %s.", t.Contract.Title, e.Entry.Name, prose.List(t.Missing))
	f.Advice.Headline = Headline(e, "Complete the contract dates", t.Contract.Title, "")
	f.Advice.Lead = Lead("Complete the contract dates", f.Message)
	f.Advice.Do = []string{"Look up in the contract: " + prose.List(t.Missing) + ".", "Add it to the entry."}
}
