package secretline

import (
	"regexp"
	"strings"
)

// Where secrets are in URLs and in sentences. Each expression has the secret as its only group.
var secretsInside = []*regexp.Regexp{
	// A parameter of a URL, in its query or its fragment.
	regexp.MustCompile(`(?i)[?&;#](?:[a-z0-9_.-]*(?:token|secret|passw|passphrase|pwd|signature|credential|key|auth|jwt|session|assertion)[a-z0-9_.-]*|sig|hmac|code|sid|otp|pin|pw)(?:\[\])?=([^&#\s"'<>]*[^&#\s"'<>,;.)}\]])`),
	// A name and a password before the host of a URL, also with a / ? # or @ that had to be percent-encoded.
	regexp.MustCompile(`//([^\s"'/?#@]*:[^\s"']*)@`),
	// A JSON Web Token begins with {" in base64. A part of it is enough.
	regexp.MustCompile(`\b(eyJ[A-Za-z0-9_-]{5,}(?:[.…]+[A-Za-z0-9_-]+)*)`),
	// A word for a password with a colon, an equals sign or a verb, and what follows to the end of the clause.
	regexp.MustCompile(`(?i)` + wordForSecret + `(?:[ \t]+\pL+){0,3}?(?:[ \t]*[:=]|[ \t]+(?:is|ist|lautet|heißt|est|es|è|jest|je)[ \t])[ \t]*` + clause),
	// Such a word with its value right behind it.
	regexp.MustCompile(`(?i)` + wordForSecret + `[ \t]+` + quoted),
	regexp.MustCompile(`(?i)` + wordForSecret + `[ \t]+` + value),
	// A number that opens something.
	regexp.MustCompile(`(?i)\b(?:pin|puk|tan|otp|cvv|cvc|(?:pin|puk|tan|access|door|entry|pass)[- ]?code|(?:Zugangs|Tür|Zutritts|Zugriffs)-?code|code (?:pin|d['’]accès)|codice pin|código)` +
		`(?:[- ]?(?:code|nummer|number|nr\.?|no\.?))?(?:[ \t]*[:=#]|[ \t]+(?:is|ist|lautet|est|es|è))?[ \t]*["']?(\d(?:[ -]?\d){2,})`),
}

const (
	wordForSecret = `(?:\b|_)(?:passwor[dt]s?|passwd|passphrase|passcode|pwd|kennwort|losungswort|mots? de passe|mdp|contraseña|contrasena|clave de acceso|wachtwoord|parola d['’]ordine|hasło|heslo|` +
		`adgangskode|lösenord|senha|api[ _-]?key|api[ _-]?token|access[ _-]?token|client[ _-]?secret|secret key)\b`
	clause = `(["']?[^\s"',;{}\])](?:[^"',;}\]]*[^\s"',;}\].])?)`
	quoted = `("[^"]*"?|'[^']*'?|„[^“”"]*[“”"]?|“[^”"]*[”"]?|«[^»]*»?)`
	value  = `([^\s"':=]*[^\s"':=,;.)}\]])`
)

// wordsBetween follow a word for a password where a sentence is about it without saying it.
var wordsBetween = map[string]bool{
	"of": true, "for": true, "to": true, "the": true, "and": true, "or": true, "is": true, "in": true, "on": true, "from": true, "by": true, "with": true, "at": true, "see": true,
	"für": true, "zum": true, "zur": true, "der": true, "die": true, "das": true, "des": true, "und": true, "oder": true, "ist": true, "im": true, "bei": true, "beim": true,
	"von": true, "vom": true, "siehe": true, "lautet": true, "pour": true, "du": true, "de": true, "et": true, "ou": true, "est": true, "dans": true, "chez": true, "voir": true,
	"para": true, "del": true, "y": true, "per": true, "di": true, "e": true, "voor": true, "van": true, "en": true,
}

// secretsInsideText returns where URLs and sentences of a text have secrets.
func secretsInsideText(text string) []textSpan {
	var all []textSpan
	for _, secret := range secretsInside {
		for _, found := range secret.FindAllStringSubmatchIndex(text, -1) {
			if from, to := found[2], found[3]; from >= 0 && !wordsBetween[strings.ToLower(text[from:to])] {
				all = append(all, textSpan{from, to})
			}
		}
	}
	return all
}

// Hide returns a text with Hidden in place of each part that may be a secret.
func Hide(text string) string {
	if shown, _, fit := Without(text, -1); fit {
		return shown
	}
	return Hidden
}
