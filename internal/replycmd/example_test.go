package replycmd_test

import (
	"fmt"

	"supplierwatch/internal/model"
	"supplierwatch/internal/replycmd"
)

func ExampleParse() {
	for _, text := range []string{"Ack! I am calling them.", "snooze 3 days", "placed 4500012345", "They promised an offer by Friday."} {
		command, err := replycmd.Parse(text, 1)
		fmt.Printf("%q %q %v\n", command.Verb, command.Rest, err)
	}
	// Output:
	// "ack" "I am calling them." <nil>
	// "snooze" "3 days" <nil>
	// "placed" "4500012345" <nil>
	// "" "" <nil>
}

// In a mail of several alerts, numbers behind the verb say which of them are meant.
func ExampleParse_several() {
	command, _ := replycmd.Parse("ack 1 3", 4)
	fmt.Println(command.AlertNumbers(4))
	command, _ = replycmd.Parse("ack all", 4)
	fmt.Println(command.AlertNumbers(4))
	_, err := replycmd.Parse("ack", 4)
	fmt.Println(err)
	// Output:
	// [1 3]
	// [1 2 3 4]
	// this mail is about 4 alerts: say which one is meant, for example "ack 1", or "ack all"
}

func ExampleFitting() {
	for _, offer := range replycmd.Fitting(model.Finding{Rule: "contract-notice-due", Severity: model.Critical, Route: model.RoutePage}, nil) {
		fmt.Println(offer.Line(0))
	}
	// Output:
	// ack
	// keep
	// notice given DATE
	// not-mine
	// snooze 3 days
}

func ExampleSoundsLikeAck() {
	fmt.Println(replycmd.SoundsLikeAck("got it, thanks"), replycmd.SoundsLikeAck("Who is on duty?"))
	// Output: true false
}
