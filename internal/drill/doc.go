// Package drill tries our escalation paths out: a test alert goes to everybody on
// them, each answers once, and what came of it is told.
//
//	asked ──▶ mailed, one mail a recipient ──▶ answered | came back | silent ──▶ over, and reported
//
// Everything that is known of a drill are facts about drill/ID, so that a daemon
// that was stopped goes on with it, and a command beside the daemon can look on.
// A drill is no alert: nothing here touches alerts, their limits or their states.
// That somebody on the path of a policy has answered is a fact about policy/ID,
// which the rule escalation-untested looks for.
package drill
