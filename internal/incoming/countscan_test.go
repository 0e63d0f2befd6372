package incoming

import (
	"slices"
	"testing"
	"time"

	"supplierwatch/internal/model"
)

// scans remembers which mailboxes were counted as read.
type scans []string

func (s *scans) Scanned(mailbox string, _ time.Time) { *s = append(*s, mailbox) }

// TestTheFolderOfRepliesIsCountedAsRead counts folders of replies, of mailboxes, and of both.
func TestTheFolderOfRepliesIsCountedAsRead(t *testing.T) {
	var counted scans
	x := &Reader{Metrics: &counted, Clock: time.Now}
	x.countScan(Folder{Account: "watchdog", Name: "INBOX", Replies: true})
	x.countScan(Folder{Account: "corp", Name: "INBOX", Mailboxes: []*model.Mailbox{{ID: "confirmations"}, {ID: "notices"}}})
	x.countScan(Folder{Account: "corp", Name: "Both", Replies: true, Mailboxes: []*model.Mailbox{{ID: "shipping"}}})
	if want := []string{"watchdog/INBOX", "confirmations", "notices", "corp/Both", "shipping"}; !slices.Equal(counted, want) {
		t.Errorf("counted %v, want %v", counted, want)
	}
}
