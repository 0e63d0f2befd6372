// Package simulate answers what the daemon would find and mail over a period of years: who is notified of what, and when. It makes the
// evaluations of package engine at the instants at which something is due, with a clock that jumps from one to the next.
//
// One evaluation of thousands of alerts takes milliseconds, and ten years have tens of thousands of instants at which something is due.
// Therefore each evaluation sees only its scope: suppliers whose findings may change at that instant, and alerts that are due or wait to
// be mailed. All others would be found unchanged. Evaluating everything every time was measured, and is 13 times slower for 10
// suppliers and 44 times slower for 100.
//
// simulation.go is the loop, run.go one evaluation, scope.go what it sees. findings.go and alerts.go hold everything, prefetcher.go evaluates
// rules ahead of time on all processors, summary.go completes the weekly summaries, answers.go holds the assumed acknowledgements, and
// events.go describes what happened.
package simulate
