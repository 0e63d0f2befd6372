package incoming

import (
	"fmt"
	"testing"
	"time"
)

func TestManyHostsDoNotFillTheMemory(t *testing.T) {
	var hosts wrongTokenLog
	at := time.Date(2026, 9, 23, 9, 0, 0, 0, time.UTC)
	for n := range 3 * hostsLogged {
		hosts.first(fmt.Sprintf("192.0.%d.%d", n/256, n%256), at)
	}
	if len(hosts.logged) > hostsLogged+1 {
		t.Errorf("%d hosts are kept in mind", len(hosts.logged))
	}
}
