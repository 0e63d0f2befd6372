// Package oneshot holds the commands that run once, without a daemon or beside
// one: check, simulate, the self-test of a configuration, exposure, planning and
// releasing of verification mails, and the examination of the state. They
// evaluate as the daemon does.
package oneshot
