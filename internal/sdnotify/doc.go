// Package sdnotify notifies the service manager of the state of the service (sd_notify(3)).
package sdnotify
