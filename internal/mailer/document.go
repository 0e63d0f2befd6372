package mailer

// document is what one mail says, before it is text or HTML. All its strings
// are plain.
type document struct {
	Title    string      // heads the HTML; in the text the subject stands for it
	Badge    string      // CRITICAL, WARNING, INFO, RESOLVED …; empty for none
	Lead     []string    // paragraphs before everything else
	Index    []line      // what a mail of several alerts holds, one line each
	Answer   []answer    // what can be sent back about all of them
	Say      []shellLine // what answers all of them
	Blocks   []block
	Sections []section
	Foot     []string
	Page     string // where people find the page; empty: not told
	Link     string // where its reader can answer this mail; empty: nowhere
}

// Single reports whether the document is about one alert and nothing else.
func (d document) Single() bool { return len(d.Blocks) == 1 && d.Blocks[0].Number == 0 }

// block is one alert in full.
type block struct {
	Number int // zero where the mail has no other alert
	Badge  string
	Title  string
	Lead   string
	Steps  []step
	Answer []answer // what can be sent back about it
	Say    []shellLine
	Why    []string
	Who    []known
	Notes  []string // what people wrote beside it
	How    []string
	Ref    string // rule, place and id
}

// step is one thing to do, with the ways to reach somebody for it.
type step struct {
	Number int
	Text   string
	Ways   []way
}

// way is how one contact can be reached.
type way struct {
	Name  string
	Phone string // as people read it; empty: none
	Tel   string // as a telephone dials it
	There string // whether somebody answers now
	Asked string // what is known of the phone: last answered, or NEVER TRIED
	Email string
	// Mailto is the address as it stands in a link: nothing of it may be read
	// as a field of the mail that the link opens.
	Mailto string
	Wrote  string // what is known of the address
}

// shellLine is one line for a shell and what it does.
type shellLine struct{ Line, Does string }

// known is one row of who has been told what, and when.
type known struct{ When, Who, What string }

// section is one part of a letter.
type section struct {
	Title   string
	Lead    string // before everything else
	Entries []entry
	Groups  []group
	Lines   []string
	Say     []shellLine
	More    string // how many are left out; empty: none
}

// entry is one alert in a few lines.
type entry struct {
	line
	Text string
	Do   []string
	Ref  string
}

// group is alerts of one kind, in one line each.
type group struct {
	Badge string
	Title string // what is to be done with all of them
	Do    string // the same in more words; empty: none
	Lines []groupLine
	More  string // how many are left out; empty: none
}

// groupLine is one alert in one line.
type groupLine struct {
	line
	Alert string // its id
}

// line is a numbered headline with what ranks it.
type line struct {
	Number int
	Badge  string
	Title  string
	Facts  string // due, exposure
}
