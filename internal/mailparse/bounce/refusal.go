package bounce

// Refused says what a server means that refuses a recipient while a mail is handed
// over: its answer in full, with the code that it begins with. It is Ambiguous
// where neither words nor codes say why.
func Refused(answer string) Verdict {
	r := notification{}.diagnosis(delivery{diagnostic: answer})
	r.stage = stageRecipient
	for _, found := range []func() finding{r.byWords, r.byCode} {
		if f := found(); f.verdict != "" {
			return f.verdict
		}
	}
	return Ambiguous
}
