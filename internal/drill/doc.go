// Package drill tests our escalation policies: a test alert goes to everybody on them, each recipient answers once, and the result is
// reported.
//
//	asked ──▶ mailed, one mail a recipient ──▶ answered | returned | silent ──▶ over, and reported
//
// Everything known of a drill is a fact about drill/ID, so that a daemon that was stopped continues it, and a command beside the daemon can
// watch it. A drill does not touch alerts, their limits or their states. That somebody has answered for a policy is a fact about policy/ID,
// which the rule escalation-untested reads.
package drill
