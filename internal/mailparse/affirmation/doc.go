// Package affirmation reads whether an answer to "is this still right?" says yes and nothing else.
//
// A false yes is the worst error of a reader of mail, and nobody can list all that may take a yes back. So the words are listed that an answer
// may consist of: a yes, that the contact's details are right, thanks, greetings and wishes, and the days on which a company is closed. A
// sentence with any other word is not explained, and an answer with such a sentence is not a plain yes.
package affirmation
