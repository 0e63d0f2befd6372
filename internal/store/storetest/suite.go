// Package storetest is the conformance suite of the store: what every engine does alike. An engine's tests call Run, Kill and Benchmark,
// and Main in their TestMain; they test themselves only what depends on the engine, such as its files.
package storetest

import "testing"

// Run checks that an engine behaves as package store says.
func Run(t *testing.T, e Engine) {
	t.Helper()
	for name, test := range map[string]func(*testing.T, Engine){
		"nothing is known at first":            testEmpty,
		"what was committed is read back":      testRoundTrip,
		"any text is kept":                     testAnyText,
		"a fact recorded twice is one":         testFactTwice,
		"facts come in order":                  testFactOrder,
		"a commit is all or nothing":           testAtomic,
		"what cannot be read back is refused":  testRefused,
		"an alert is replaced as a whole":      testAlertReplaced,
		"mails are due in their order":         testDue,
		"a mail queued twice is one":           testMailTwice,
		"a settled mail is never due again":    testRecordResults,
		"a mail is retried and given up":       testRetry,
		"settling is all or nothing":           testRecordAtomic,
		"the backlog is counted":               testBacklog,
		"nothing waits behind another class":   testClasses,
		"a mail cut off is known to be so":     testUnsure,
		"a later mail supersedes older ones":   testSupersede,
		"what may arrive is not superseded":    testNotSuperseded,
		"posts keep their order":               testPostOrder,
		"what waited for relays is released":   testRelease,
		"what was not tried waits on":          testUntried,
		"recent mails over relays are found":   testHandedOver,
		"an answer finds its mail":             testMailFound,
		"an answer finds a mail that went":     testMailFoundPruned,
		"positions are replaced":               testPositions,
		"positions go with their facts":        testPositionsAtomic,
		"calendar events are replaced":         testCalendarEvents,
		"a start reads what an index needs":    testStanding,
		"facts are read part by part":          testStandingParts,
		"pruning takes old looks":              testPruneLooks,
		"pruning takes repeated results":       testPruneRepeated,
		"a year of probes stays small":         testYearOfProbes,
		"pruning keeps what stands":            testPrune,
		"pruning without an instant is a rest": testPruneNothing,
		"a shell writes beside the daemon":     testBeside,
		"many rows are one change":             testMany,
		"rows are counted":                     testStats,
		"a sound database passes its checks":   testSound,
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			test(t, e)
		})
	}
}
