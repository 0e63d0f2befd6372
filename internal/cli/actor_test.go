package cli_test

import (
	"strings"
	"testing"
)

// TestAnActorNamesAPersonForEveryCommand checks that no command records anything in the name of the program or of nobody.
func TestAnActorNamesAPersonForEveryCommand(t *testing.T) {
	config, _ := besideDaemon(t, "with")
	for _, command := range []string{
		"ack a3f09c", "snooze a3f09c 3 days", "not-mine a3f09c", "note a3f09c text", "accept a3f09c",
		"record reviewed acme", "drill --no-wait", "verify --send acme",
	} {
		for name, want := range map[string]string{"WatchDog": "is reserved", "  ": "must be one line", "jane\nx": "must be one line", "jane\u200b": "must be one line"} {
			args := append(strings.Fields(command), "--config", config, "--by", name)
			if code, out, errs := run(t.Context(), args...); code != 2 || out != "" || !strings.Contains(errs, want) {
				t.Errorf("%s by %q: %d %q %q", command, name, code, out, errs)
			}
		}
	}
}
