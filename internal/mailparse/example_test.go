package mailparse_test

import (
	"fmt"

	"supplierwatch/internal/mailparse"
)

// A delivery report is read field by field (RFC 3464). The diagnostic of the
// server that refused the mail says why.
func ExampleRead_bounce() {
	m := mailparse.Read([]byte(`From: Mail Delivery System <MAILER-DAEMON@buyer.example>
To: watch@buyer.example
Subject: Undelivered Mail Returned to Sender
Content-Type: multipart/report; report-type=delivery-status; boundary=b

--b

I'm sorry to have to inform you that your message could not be delivered.

--b
Content-Type: message/delivery-status

Reporting-MTA: dns; mx.buyer.example

Final-Recipient: rfc822; orders@acme.example
Action: failed
Status: 5.1.1
Diagnostic-Code: smtp; 550 5.1.1 <orders@acme.example>: User unknown

--b
Content-Type: message/rfc822

Message-ID: <q1@buyer.example>
Subject: Is this still right?

--b--
`))
	fmt.Println(m.Kind, m.Verdict, m.Status)
	fmt.Println(m.Recipient)
	fmt.Println(m.Original.MessageID)
	// Output:
	// bounce gone 5.1.1
	// orders@acme.example
	// q1@buyer.example
}

// Of a reply only what was written in it counts: not the quotation, and not the
// signature.
func ExampleRead_reply() {
	m := mailparse.Read([]byte(`From: Ada Moreau <ada@acme.example>
To: watch@buyer.example
Subject: Re: Is this still right?
In-Reply-To: <q1@buyer.example>

Please write to logistics@acme.example from now on.

Kind regards
Ada

On 1 Sep 2026, watch@buyer.example wrote:
> Is this still right? Please reply "yes".
`))
	fmt.Println(m.Kind, m.Verdict)
	fmt.Println(m.Reply)
	fmt.Println(m.Addresses)
	// Output:
	// reply changed
	// Please write to logistics@acme.example from now on.
	// [logistics@acme.example]
}

// An automatic answer says that somebody is away, until when, and who is the
// replacement. Nobody has read the mail.
func ExampleRead_absence() {
	m := mailparse.Read([]byte(`From: Ada Moreau <ada@acme.example>
To: watch@buyer.example
Subject: Automatic reply: Is this still right?
Date: Wed, 2 Sep 2026 09:00:00 +0000
Auto-Submitted: auto-replied

I am out of the office until 14 September. In urgent cases please contact
luc@acme.example.
`))
	fmt.Println(m.Kind, m.Verdict)
	fmt.Println(m.Until, m.StandIn)
	// Output:
	// auto-reply away
	// 2026-09-14 [luc@acme.example]
}
