package lexicon

import "sync"

// languages are those that verification mails are sent in.
var languages = []language{english, german, french, italian, spanish, dutch}

// spoken compiles one list of all languages.
func spoken(list func(language) []string) Phrases {
	return Phrases{sync.OnceValue(func() index { return indexOf(listed(list)) })}
}

// listed joins one list of all languages.
func listed(list func(language) []string) []string {
	var all []string
	for _, l := range languages {
		all = append(all, list(l)...)
	}
	return all
}

// What people answer to "is this still right?".
var (
	// Yes opens an affirmative answer.
	Yes = spoken(func(l language) []string { return l.yes })
	// Fitting may follow a yes without weakening it.
	Fitting = spoken(func(l language) []string { return l.fitting })
	// Condition opens a sentence that affirms nothing yet.
	Condition = spoken(func(l language) []string { return l.condition })
	// YesAlone opens an affirmative answer if the clause ends behind it.
	YesAlone = spoken(func(l language) []string { return l.yesAlone })
	// Right affirms anywhere, and hides negations inside it.
	Right = spoken(func(l language) []string { return l.right })
	// Hedge makes an answer uncertain.
	Hedge = spoken(func(l language) []string { return l.hedge })
	// But contradicts an affirmation.
	But = spoken(func(l language) []string { return l.but })
	// Not negates.
	Not = spoken(func(l language) []string { return l.not })
	// No opens a negative answer.
	No = spoken(func(l language) []string { return l.no })
	// Decline is an answer of somebody who is not the right one.
	Decline = spoken(func(l language) []string { return l.decline })
	// Change introduces another person, address or number.
	Change = spoken(func(l language) []string { return l.change })
	// Left reports that the person no longer works there.
	Left = spoken(func(l language) []string { return l.left })
	// Stop asks for no more such mails.
	Stop = spoken(func(l language) []string { return l.stop })
	// StopAlone does so if it is the whole sentence.
	StopAlone = spoken(func(l language) []string { return l.stopLone })
)
