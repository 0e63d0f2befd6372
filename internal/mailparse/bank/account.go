package bank

import (
	"crypto/sha256"
	"math/big"
	"regexp"
	"strings"

	"supplierwatch/internal/ascii"
)

// Names before a number that make it bank details. Those of the first kind are
// used for nothing else; those of the second also name customers.
const (
	bankLabels = `sort ?-?code|blz|bankleitzahl|routing ?(?:and transit )?(?:number|no|nr|#)|transit ?(?:number|no)|aba ?(?:number|no|routing|code|#)?|` +
		`clabe|cbu|bsb|cnaps|bank ?-?(?:account|a/c|konto|rekening)|bank ?code|beneficiary account|kontonummer|konto ?-?nr|kontonr|kto ?\.?-?(?:nr)?|` +
		`rekeningnummer|bankgiro|plusgiro|postgiro|numero di conto|conto corrente|c/c|numero de compte|code banque|code guichet|` +
		`compte bancaire|numero de cuenta|cuenta bancaria|numero de cuenta bancaria`
	accountLabels = `account ?(?:number|no|nr|#)?|acct|a/c|konto|compte|cuenta|conto|rekening`
	// between are what may be between a name and its number.
	between      = `[\s\x02.:=#"'(*_/-]{0,8}(?:(?:number|nummer|numero|num|no|nr|code|is|ist|est|lautet|bank|account|konto)[\s\x02.:=#"'(*_/-]{1,8}){0,3}`
	digitsBehind = `([0-9OIl][0-9OIl \t\x02./_*|-]{2,38}[0-9OIl])(?:[^a-z0-9]|$)`
)

var (
	labelledBank    = regexp.MustCompile(`(?i)^(?:` + bankLabels + `)` + between + digitsBehind)
	labelledAccount = regexp.MustCompile(`(?i)^(?:` + accountLabels + `)` + between + digitsBehind)
	labelledRIB     = regexp.MustCompile(`(?i)^(?:rib)` + between + digitsBehind)
	labelledIBAN    = regexp.MustCompile(`(?i)^iban` + between + `([a-z]{2}[\s\x02.-]{0,8}[0-9a-z](?:[\s\x02./_*|-]{0,3}[0-9a-z]){10,34})(?:[^a-z0-9]|$)`)
	labelledBIC     = regexp.MustCompile(`^(?i:swift ?/ ?bic|bic ?/ ?swift|swift|bic)(?i:` + between + `)([A-Z]{6}[A-Z0-9]{2}(?:[A-Z0-9]{3})?)(?:[^A-Za-z0-9]|$)`)
	labelledIFSC    = regexp.MustCompile(`(?i)^ifsc` + between + `([a-z]{4}0[a-z0-9]{6})(?:[^a-z0-9]|$)`)
	ownCustomer     = regexp.MustCompile(`(?i)(?:customer|client|supplier|vendor|kunden|klant|cliente|your|you|lieferanten|user)[ '-]*(?:s )?$`)
)

// labelWords begin a name of a number.
var labelWords = setOf("sort sortcode blz bankleitzahl routing transit aba clabe cbu bsb cnaps bank bankaccount bankkonto bankrekening bankcode " +
	"beneficiary kontonummer konto kontonr kto rekeningnummer rekening bankgiro plusgiro postgiro numero conto c a code compte cuenta rib iban " +
	"swift bic ifsc account acct")

// labelLengths are the lengths of labelWords by their first letter, a bit for each length: most words of a text are of none of them.
var labelLengths = func() (table [256]uint32) {
	for word := range labelWords {
		table[word[0]] |= 1 << len(word)
		table[ascii.Upper(word[0])] |= 1 << len(word)
	}
	return table
}()

// isLabelWord reports whether a word begins a name of a number, in upper or lower case.
func isLabelWord(word string) bool {
	return len(word) < 32 && labelLengths[word[0]]&(1<<len(word)) != 0 && labelWords[strings.ToLower(word)]
}

func setOf(words string) map[string]bool {
	set := map[string]bool{}
	for _, word := range strings.Fields(words) {
		set[word] = true
	}
	return set
}

// digits that a number behind a name has at least. Names that customers have as
// well want more.
const (
	bankDigits    = 5
	accountDigits = 8
	ribDigits     = 20
)

// numbered is a way of naming a number, and when what follows the name fits.
type numbered struct {
	pattern *regexp.Regexp
	kind    string
	fits    func(before, written string) bool
}

var numberedWays = []numbered{
	{labelledIFSC, "ifsc:", nil},
	{labelledIBAN, "", func(_, written string) bool { return len(ascii.Digits(written)) >= ibanDigits }},
	{labelledBIC, "bic:", func(_, written string) bool { return isBIC(written) }},
	{labelledBank, "account:", func(_, written string) bool { return len(numberOf(written)) >= bankDigits }},
	{labelledAccount, "account:", func(before, written string) bool {
		return len(numberOf(written)) >= accountDigits && !ownCustomer.MatchString(before)
	}},
	{labelledRIB, "account:", func(_, written string) bool { return len(numberOf(written)) >= ribDigits }},
}

const (
	labelReach = 160  // how far from its name on a number is looked for, in bytes
	maxLabels  = 1000 // how many names of a text are looked at
)

// accountsIn finds account numbers and bank codes by their names.
func accountsIn(text string) []found {
	var all []found
	for at, names := 0, 0; at < len(text) && names < maxLabels; {
		n := 0
		for at+n < len(text) && ascii.IsLetter(text[at+n]) {
			n++
		}
		if n > 0 && isLabelWord(text[at:at+n]) && (at == 0 || !ascii.IsAlnum(text[at-1])) {
			names++
			all = append(all, namedAt(text, at)...)
		}
		at += max(n, 1)
	}
	return all
}

// namedAt finds the number whose name begins at an index.
func namedAt(text string, at int) []found {
	var all []found
	window := text[at:min(len(text), at+labelReach)]
	for _, way := range numberedWays {
		m := way.pattern.FindStringSubmatchIndex(window)
		if m == nil {
			continue
		}
		written := window[m[2]:m[3]]
		if way.fits == nil || way.fits(text[max(0, at-20):at], written) {
			all = append(all, found{start: at + m[2], end: at + m[3], account: accountNamed(way.kind, written)})
		}
	}
	return all
}

// accountNamed returns one spelling for all ways of writing a number; none for
// what cannot be compared.
func accountNamed(kind, written string) string {
	switch kind {
	case "":
		return ""
	case "bic:":
		return kind + strings.TrimSuffix(written, "XXX")
	case "account:":
		return kind + numberOf(written)
	}
	return kind + strings.ToUpper(written)
}

// numberOf returns the digits of a number, with those that letters are written for.
func numberOf(written string) string {
	var out strings.Builder
	for _, c := range []byte(written) {
		if ascii.IsDigit(c) {
			out.WriteByte(c)
		} else if d := drawnLike[ascii.Upper(c)]; d != 0 {
			out.WriteByte(d)
		}
	}
	return out.String()
}

// noBIC are words that have the form of a bank's code.
var noBIC = map[string]bool{"DELIVERY": true, "SHIPMENT": true, "FEEDBACK": true, "PAYMENTS": true, "REPLYING": true, "RESPONSE": true}

// isBIC reports whether a code (ISO 9362) names a country.
func isBIC(code string) bool {
	_, known := ibanForms[code[4:6]]
	return (known || strings.Contains(otherCountries, code[4:6])) && !noBIC[code]
}

// otherCountries have no IBAN and large banks.
const otherCountries = "US CA AU NZ JP CN HK SG IN KR TW TH MY ID PH VN ZA MX AR CL CO PE NG KE MA"

// walletsIn finds addresses of crypto currencies.
func walletsIn(text string) []found {
	var all []found
	for at := 0; at < len(text); {
		n := 0
		for at+n < len(text) && ascii.IsAlnum(text[at+n]) {
			n++
		}
		if n >= 26 && n <= 90 && isWallet(text[at:at+n]) {
			all = append(all, found{start: at, end: at + n, account: "wallet:" + text[at:at+n]})
		}
		at += max(n, 1)
	}
	return all
}

func isWallet(word string) bool {
	lower := strings.ToLower(word)
	switch {
	case strings.HasPrefix(lower, "bc1") || strings.HasPrefix(lower, "ltc1"):
		return true
	case strings.HasPrefix(lower, "0x") && len(word) == 42:
		return strings.Trim(lower[2:], "0123456789abcdef") == ""
	}
	return len(word) <= 35 && strings.IndexByte("13LMDT", word[0]) >= 0 && isBase58Check(word)
}

const base58Digits = "123456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz"

// isBase58Check verifies the checksum of an address: 21 bytes and the first four
// of their double SHA-256.
func isBase58Check(address string) bool {
	n := new(big.Int)
	for _, c := range []byte(address) {
		digit := strings.IndexByte(base58Digits, c)
		if digit < 0 {
			return false
		}
		n.Mul(n, big.NewInt(58))
		n.Add(n, big.NewInt(int64(digit)))
	}
	if n.BitLen() > 25*8 {
		return false
	}
	raw := n.FillBytes(make([]byte, 25))
	once := sha256.Sum256(raw[:21])
	twice := sha256.Sum256(once[:])
	return string(twice[:4]) == string(raw[21:])
}
