package document

// Document is what one mail says, before it is text or HTML. All its strings
// are plain.
type Document struct {
	Title    string      // heads the HTML; in the text the subject replaces it
	Badge    string      // CRITICAL, WARNING, INFO, RESOLVED …; empty for none
	Lead     []string    // paragraphs before everything else
	Index    []Line      // what a mail of several alerts holds, one line each
	Answer   []Answer    // what can be sent back about all of them
	Say      []ShellLine // what answers all of them
	Blocks   []Block
	Sections []Section
	Foot     []string
	Page     string // where people find the page; empty: not named
	Link     string // where its reader can answer this mail; empty: nowhere
}

// Single reports whether the document is about one alert and nothing else.
func (d Document) Single() bool { return len(d.Blocks) == 1 && d.Blocks[0].Number == 0 }

// Block is one alert in full.
type Block struct {
	Number int // zero where the mail has no other alert
	Badge  string
	Title  string
	// Deadline is by when something is to be done, or when the alert escalates; empty: neither. The HTML has it above the rest.
	Deadline string
	Lead     string
	Steps    []Step
	Answer   []Answer // what can be sent back about it
	Say      []ShellLine
	Why      []string
	Who      []Known
	Notes    []string // what people wrote beside it
	How      []string
	Ref      string // rule, place and id
}

// Step is one thing to do, with the ways to reach somebody for it.
type Step struct {
	Number int
	Text   string
	Ways   []Way
}

// Way is how one contact can be reached.
type Way struct {
	Name  string
	Phone string // as people read it; empty: none
	Tel   string // as a telephone dials it
	There string // whether somebody answers now
	Asked string // what is known of the phone: last answered, or never verified
	Email string
	// Mailto is the address as part of a link: nothing of it may be read
	// as a field of the mail that the link opens.
	Mailto string
	Wrote  string // what is known of the address
}

// ShellLine is one line for a shell and what it does.
type ShellLine struct{ Line, Does string }

// Answer is one command that whoever reads a mail can send back.
type Answer struct {
	Line  string // as it is written, with an example of what belongs behind it
	Label string // on the button that begins it
	Does  string

	// The mail that the button begins. Its body is one command, which the writer completes where something belongs behind it.
	To, Subject, Body string
}

// Known is one row of who was notified of what, and when.
type Known struct{ When, Who, What string }

// Section is one part of a weekly summary or of a mail about many alerts.
type Section struct {
	Title   string
	Lead    string // before everything else
	Entries []Entry
	Groups  []Group
	Lines   []string
	Say     []ShellLine
	More    string // how many are left out; empty: none
}

// Entry is one alert in a few lines.
type Entry struct {
	Line
	Text string
	Do   []string
	Ref  string
}

// Group is alerts of one kind, in one line each.
type Group struct {
	Badge string
	Title string // what is to be done with all of them
	Do    string // the same in more words; empty: none
	Lines []GroupLine
	More  string // how many are left out; empty: none
}

// GroupLine is one alert in one line.
type GroupLine struct {
	Line
	Alert string // its id
}

// Line is a numbered headline with what ranks it.
type Line struct {
	Number int
	Badge  string
	Title  string
	Facts  string // due, exposure
}
