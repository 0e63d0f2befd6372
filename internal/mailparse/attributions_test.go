package mailparse_test

import (
	"strings"
	"testing"

	"supplierwatch/internal/mailparse"
)

// TestAttributionsOfMorePrograms holds that the line above a quotation is not part of the answer, in the languages and forms of more programs.
func TestAttributionsOfMorePrograms(t *testing.T) {
	const below = "\n\nOne text of an installation asks something. Reply no if Anna has taken over.\n"
	for name, line := range map[string]string{
		"Zoho":               "---- On Mon, 23 Nov 2026 09:00:00 +0100 Jane Doe <w@buyer.example> wrote ----",
		"Proton title":       "------- Original Message -------\nOn Monday, November 23rd, 2026 at 9:00, Jane Doe <w@buyer.example> wrote:",
		"Proton, hyphens":    "\u2010\u2010\u2010\u2010\u2010\u2010\u2010 Original Message \u2010\u2010\u2010\u2010\u2010\u2010\u2010",
		"Gnus":               "Jane Doe <w@buyer.example> writes:",
		"Mutt":               "On Mon, Nov 23, 2026 at 09:00:00AM +0100, Jane Doe wrote:",
		"Swedish":            "Den mån 23 nov. 2026 kl 09:00 skrev Jane Doe <w@buyer.example>:",
		"Danish":             "Den man. 23. nov. 2026 kl. 09.00 skrev Jane Doe <w@buyer.example>:",
		"Polish":             "pon., 23 lis 2026 o 09:00 Jane Doe <w@buyer.example> napisał(a):",
		"Portuguese":         "Em seg., 23 de nov. de 2026 às 09:00, Jane Doe <w@buyer.example>\nescreveu:",
		"Finnish":            "ma 23. marrask. 2026 klo 9.00 Jane Doe (w@buyer.example) kirjoitti:",
		"Czech":              "po 23. 11. 2026 v 9:00 odesílatel Jane Doe <w@buyer.example> napsal:",
		"Spanish":            "El lun, 23 nov 2026 a las 9:00, Jane Doe (<w@buyer.example>) escribió:",
		"French, broken":     "Le lun. 23 nov. 2026 à 09:00, Jane Doe <w@buyer.example> a\nécrit :",
		"Dutch":              "Op ma 23 nov 2026 om 09:00 schreef Jane Doe <w@buyer.example>:",
		"Italian":            "Il giorno lun 23 nov 2026 alle ore 09:00 Jane Doe <w@buyer.example> ha scritto:",
		"Romanian":           "În lun., 23 nov. 2026 la 09:00, Jane Doe <w@buyer.example> a scris:",
		"Turkish":            "Jane Doe <w@buyer.example>, 23 Kas 2026 Pzt, 09:00 tarihinde şunu yazdı:",
		"Chinese":            "Jane Doe <w@buyer.example> 于2026年11月23日周一 09:00写道：",
		"Japanese":           "2026年11月23日(月) 9:00 Jane Doe <w@buyer.example>:",
		"Russian":            "пн, 23 нояб. 2026 г. в 09:00, Jane Doe <w@buyer.example>:",
		"Korean":             "2026년 11월 23일 (월) 오전 9:00, Jane Doe <w@buyer.example>님이 작성:",
		"Mutt, its index":    "* Jane Doe <w@buyer.example> [2026-11-23 09:00]:",
		"GroupWise":          ">>> Jane Doe <w@buyer.example> 23.11.2026 09:00 >>>",
		"sent the following": "On 23 Nov 2026, Jane Doe <w@buyer.example> sent:",
		"German, broken":     "Jane Doe <w@buyer.example> schrieb am Mo., 23.\nNov. 2026 um 09:00 Uhr:",
		"on the same line":   "Thanks. On Mon, 23 Nov 2026 at 09:00, Jane Doe <w@buyer.example> wrote:",
		"the same, German":   "Danke. Am Mo., 23. Nov. 2026 um 09:00 Uhr schrieb Jane Doe <w@buyer.example>:",
		"the same, broken":   "Thanks. On Mon, 23 Nov 2026 at 09:00, Jane Doe\n<w@buyer.example> wrote:",
	} {
		m := mailparse.Read([]byte("From: a@acme.example\nTo: w@buyer.example\nSubject: Re: q\nIn-Reply-To: <1@buyer.example>\nContent-Type: text/plain; charset=utf-8\n\nYes.\n\n" + line + below))
		if m.Verdict != mailparse.Confirmed {
			t.Errorf("%s: %s %q, reply %q", name, m.Verdict, m.Evidence, m.Reply)
		}
	}
}

// TestAYesAboveOurMailIsOne holds that what fills our own mail, such as the purposes of our mailboxes, is no part of an answer above it, although the
// program that quotes it marks nothing.
func TestAYesAboveOurMailIsOne(t *testing.T) {
	for name, body := range ownMails(t) {
		if !strings.HasSuffix(name, "-question") && !strings.HasSuffix(name, "-reminder") {
			continue
		}
		for _, line := range []string{
			"On Mon, Nov 23, 2026 at 9:00 AM Jane Doe <w@buyer.example> wrote:", "Am 23.11.26 um 09:00 schrieb Jane Doe:", ">>> Jane Doe <w@buyer.example> 23.11.2026 09:00 >>>",
			"пн, 23 нояб. 2026 г. в 09:00, Jane Doe <w@buyer.example>:", "Von: Jane Doe <w@buyer.example>\nAn: a@acme.example\nBetreff: Kontakt",
		} {
			for width := 40; width <= 100; width += 20 {
				m := mailparse.Read([]byte("From: a@acme.example\nTo: w@buyer.example\nSubject: Re: q\nIn-Reply-To: <1@buyer.example>\nContent-Type: text/plain; charset=utf-8\n\n" +
					"Yes, still correct.\n\nTom\n\n" + line + "\n\n" + strings.Join(brokenAt(body, width), "\n") + "\n"))
				if m.Verdict != mailparse.Confirmed {
					t.Errorf("%s behind %q at width %d: %s %q, reply %q", name, line, width, m.Verdict, m.Evidence, m.Reply)
				}
			}
		}
	}
}
