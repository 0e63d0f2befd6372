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

var (
	Yes       = spoken(func(l language) []string { return l.yes })
	Fitting   = spoken(func(l language) []string { return l.fitting })
	Condition = spoken(func(l language) []string { return l.condition })
	YesAlone  = spoken(func(l language) []string { return l.yesAlone })
	Right     = spoken(func(l language) []string { return l.right })
	Hedge     = spoken(func(l language) []string { return l.hedge })
	But       = spoken(func(l language) []string { return l.but })
	Not       = spoken(func(l language) []string { return l.not })
	No        = spoken(func(l language) []string { return l.no })
	Decline   = spoken(func(l language) []string { return l.decline })
	Change    = spoken(func(l language) []string { return l.change })
	Left      = spoken(func(l language) []string { return l.left })
	Stop      = spoken(func(l language) []string { return l.stop })
	StopAlone = spoken(func(l language) []string { return l.stopLone })
)
