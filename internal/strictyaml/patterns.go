package strictyaml

// Regular expressions for the JSON Schema, in what RE2 and ECMAScript have in common. They are wider than the decoder where a tight one
// would be unreadable: it refuses a unit that is given twice, and 29 February in most years.
const (
	// TextPattern matches one line of text that is not blank.
	TextPattern = `^[^\r\n]*[^ \t\r\n][^\r\n]*$`

	datePattern = `^([1-9][0-9]{3}|0[1-9][0-9]{2}|00[1-9][0-9]|000[1-9])-(0[1-9]|1[0-2])-(0[1-9]|[12][0-9]|3[01])$`

	wholeUnits = `([yY][eE][aA][rR]|[mM][oO][nN][tT][hH]|[wW][eE][eE][kK]|[dD][aA][yY])[sS]?`
	dayUnits   = `([yY][eE][aA][rR]|[mM][oO][nN][tT][hH]|[wW][eE][eE][kK]|([bB][uU][sS][iI][nN][eE][sS][sS] +)?[dD][aA][yY])[sS]?`
	clockUnits = `([hH][oO][uU][rR]|[mM][iI][nN][uU][tT][eE]|[sS][eE][cC][oO][nN][dD])[sS]?`
	dayISO     = `P([0-9]+Y)?([0-9]+M)?([0-9]+W)?([0-9]+D)?`
	clockISO   = `(T([0-9]+H)?([0-9]+M)?([0-9]+S)?)?`
	anyUnit    = `(` + dayUnits + `|` + clockUnits + `)`

	// DaysPattern matches periods of whole days: 3 months, 10 business days, P90D.
	DaysPattern = `^ *([0-9]+ *` + dayUnits + `( +[0-9]+ *` + dayUnits + `)*|` + dayISO + `) *$`
	// CalendarPattern matches these without business days.
	CalendarPattern = `^ *([0-9]+ *` + wholeUnits + `( +[0-9]+ *` + wholeUnits + `)*|` + dayISO + `) *$`
	// PeriodPattern matches periods of whole days and with hours: 4 hours, PT4H.
	PeriodPattern = `^ *([0-9]+ *` + anyUnit + `( +[0-9]+ *` + anyUnit + `)*|` + dayISO + clockISO + `) *$`
)
