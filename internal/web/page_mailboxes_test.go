package web

import (
	"strings"
	"testing"
)

func TestThePageOfOurMailboxes(t *testing.T) {
	url, _ := serveSuppliers(t, "")
	_, body, _ := ask(t, "GET", url+"/mailboxes", "")
	for _, want := range []string{"READABLE</span> confirmations@buyer.example", "Oldest unread mail since Sun 22 Nov, 10:00 UTC, from orders@acme.example", "91 % full", "UNKNOWN</span> notices@buyer.example"} {
		if !strings.Contains(body, want) {
			t.Errorf("the page lacks %q:\n%s", want, body)
		}
	}
}
