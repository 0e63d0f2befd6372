// Package departure reads whether an answer reports that a person has left. Goods leave a company too, and forms are retired: a phrase of
// leaving counts only with a person as its subject.
package departure
