package mailparse_test

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"supplierwatch/internal/mailparse"
)

// TestWhatCannotBeReadIsSaid holds that a reply in a container is either read, or said to be one that cannot be.
func TestWhatCannotBeReadIsSaid(t *testing.T) {
	for file, want := range map[string]string{
		"client-smime-opaque": "", "client-smime-opaque-streamed": "", "client-pgp-inline-signed": "", "client-flowed": "",
		"client-smime-encrypted": "encrypted (S/MIME)", "client-pgp-encrypted": "encrypted (PGP)", "client-pgp-inline-encrypted": "encrypted (PGP)",
		"client-winmail": "packed into winmail.dat", "client-protected": "encrypted (protected message)",
	} {
		raw, err := os.ReadFile(filepath.Join("testdata", file+".eml"))
		if err != nil {
			t.Fatal(err)
		}
		m := mailparse.Read(raw)
		if m.Unreadable != want {
			t.Errorf("%s is %q, want %q; reply %q", file, m.Unreadable, want, m.Reply)
		}
		if said := strings.Contains(strings.Join(m.Evidence, "; "), "cannot be read"); said != (want != "") {
			t.Errorf("%s: evidence %q", file, m.Evidence)
		}
	}
}

// TestTextBesideAContainerIsRead holds that a file that cannot be read does not hide what somebody wrote beside it.
func TestTextBesideAContainerIsRead(t *testing.T) {
	for _, file := range []string{"client-winmail", "client-smime-encrypted"} {
		raw, err := os.ReadFile(filepath.Join("testdata", file+".eml"))
		if err != nil {
			t.Fatal(err)
		}
		head, body, _ := strings.Cut(string(raw), "\n\n")
		kind := head[strings.Index(head, "Content-Type:"):]
		m := mailparse.Read([]byte("Subject: Re: x\nIn-Reply-To: <q1@buyer.example>\nContent-Type: multipart/mixed; boundary=outer\n\n" +
			"--outer\nContent-Type: text/plain\n\nack\n--outer\n" + kind + "\n\n" + body + "\n--outer--\n"))
		if m.Reply != "ack" || m.Unreadable != "" {
			t.Errorf("%s: reply %q, unreadable %q", file, m.Reply, m.Unreadable)
		}
	}
}

// TestBrokenSignaturesAreNotFatal reads an opaque signature with every byte of its structure changed, and cut anywhere.
func TestBrokenSignaturesAreNotFatal(t *testing.T) {
	if testing.Short() {
		t.Skip("SKIPPED, short: takes long under the race detector, and nothing here runs at the same time")
	}
	for _, file := range []string{"client-smime-opaque", "client-smime-opaque-streamed"} {
		raw, err := os.ReadFile(filepath.Join("testdata", file+".eml"))
		if err != nil {
			t.Fatal(err)
		}
		start := strings.Index(string(raw), "\n\n") + 2
		for i := start; i < min(len(raw), start+400); i++ {
			for _, c := range "AB/g" {
				broken := []byte(string(raw))
				broken[i] = byte(c)
				checkValid(t, mailparse.Read(broken))
			}
			checkValid(t, mailparse.Read(raw[:i]))
		}
	}
}

// TestSharedSignatures reads the signed and encrypted mails of the shared cases, where they are there.
func TestSharedSignatures(t *testing.T) {
	dir := filepath.Join(sharedDir(), "cases", "18-smime-signed")
	for file, want := range map[string]mailparse.Verdict{"opaque": mailparse.Confirmed, "detached": mailparse.Confirmed, "encrypted": mailparse.Replied} {
		raw, err := os.ReadFile(filepath.Join(dir, file+".eml"))
		if err != nil {
			t.Skipf("the shared cases are absent: %v", err)
		}
		m := mailparse.Read(raw)
		if m.Kind != mailparse.KindReply || m.Verdict != want {
			t.Errorf("%s: %s %s, reply %q", file, m.Kind, m.Verdict, m.Reply)
		}
		if file == "encrypted" != (m.Unreadable != "") || file != "encrypted" && !strings.Contains(m.Text, "Yes, this is still right.") {
			t.Errorf("%s: text %q, unreadable %q", file, m.Text, m.Unreadable)
		}
	}
}

func sharedDir() string {
	if dir := os.Getenv("SUPPLIERWATCH_SHARED"); dir != "" {
		return dir
	}
	return "../../../shared"
}
