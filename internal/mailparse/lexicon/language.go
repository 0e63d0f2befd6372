package lexicon

// language holds what people write in one of the languages that mails are read
// in. Phrases are written as people spell them; see Phrases for the star. All
// languages are tried on every mail: people answer in another one than asked.
type language struct {
	// An answer to "is this still right?".
	right    []string // affirms wherever it is, and hides negations inside it
	but      []string // turns an affirmation round
	not      []string // negates
	decline  []string // says that the asked one is not the right one
	change   []string // names another person, address or number
	left     []string // the person works there no more
	stop     []string // no more such mails
	stopLone []string // the same, if it is the whole sentence
	bank     []string // speaks of a bank account

	bankChange []string // says near a bank account that it is another one
	bankSame   []string // says that it is not, or speaks of no bank account

	// Automatic answers.
	autoSubject []string // is in the subject of auto-replies
	away        []string
	receipt     []string // a request was received or registered
	standIn     []string // introduces a replacement
	until       []string // stands before the last or the return day of an absence
	months      []string // twelve, abbreviations behind a stroke

	// How mails are quoted and ended.
	writes     []string // verb of the line above a quotation
	original   []string // title of the mail below
	from       []string // names of fields in the header of a quoted mail
	fields     []string
	closing    []string // begins the signature
	thanks     []string // begins it too, if short and not the first line
	sentFrom   []string // advertises a program or a telephone
	greeting   []string
	disclaimer []string
	question   []string // words of our own question
}
