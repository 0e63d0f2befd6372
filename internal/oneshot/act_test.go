package oneshot

import (
	"fmt"
	"testing"

	"supplierwatch/internal/action"
	"supplierwatch/internal/model"
)

// TestAnAlertIsOneWhateverItIsCalled checks that a repeat under the same id names what is recorded alike, and that no command acts twice on one
// alert.
func TestAnAlertIsOneWhateverItIsCalled(t *testing.T) {
	alerts := map[string]model.Alert{}
	for _, id := range []string{"a3f09c", "b1e200"} {
		alerts[id] = model.Alert{ID: id, State: model.StateFiring}
	}
	for _, c := range []struct {
		names []string
		want  string
	}{
		{[]string{"a3f09c", "b1e200"}, "[a3f09c:one-a3f09c b1e200:one-b1e200]"},
		{[]string{"a3", " B1E2"}, "[a3f09c:one-a3f09c b1e200:one-b1e200]"},
		{[]string{"a3", "A3F", "a3f09c"}, "[a3f09c:one-a3f09c]"},
		{[]string{"a3", "ffff"}, "[a3f09c:one-a3f09c ffff:one-ffff]"},
		{[]string{"a3"}, "[a3f09c:one]"},
	} {
		var got []string
		for _, r := range requestsFor(model.State{Alerts: alerts}, c.names, action.Request{ID: "one"}) {
			got = append(got, r.Alert+":"+r.ID)
		}
		if fmt.Sprint(got) != c.want {
			t.Errorf("%q: %v, want %s", c.names, got, c.want)
		}
	}
}
