package affirmation

// vocabulary are the words and phrases of a language by what they do, as people spell them, with commas between.
type vocabulary struct {
	particle, predicate, mild, total, still, contact, identity, whole, glue, courtesy string
	closed, closes, yet, doubt, place, from, bound, day                               string
}
