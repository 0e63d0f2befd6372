package bounce

// Refused returns why a server refused a recipient while a mail was handed over,
// by its whole answer, with the code that it begins with. It returns Ambiguous
// where neither phrases nor codes say why.
func Refused(answer string) Verdict {
	r := notification{}.diagnosticRefusal(delivery{diagnostic: answer})
	r.stage = stageRecipient
	for _, found := range []func() finding{r.byPhrases, r.byCode} {
		if f := found(); f.verdict != "" {
			return f.verdict
		}
	}
	return Ambiguous
}
