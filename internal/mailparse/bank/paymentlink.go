package bank

import (
	"slices"
	"strings"

	"supplierwatch/internal/mailparse/mime"
)

// paymentHosts take money for whoever has an account there.
var paymentHosts = []string{
	"paypal.me", "paypal.com", "paypal.de", "stripe.com", "wise.com", "revolut.me", "revolut.com", "venmo.com", "cash.app", "payoneer.com",
	"gocardless.com", "mollie.com", "sumup.com", "sumup.link", "square.link", "squareup.com", "zellepay.com", "klarna.com", "adyen.com",
	"tikkie.me", "twint.ch", "swish.nu", "payrexx.com", "pay.google.com", "coinbase.com", "binance.com", "moneygram.com",
	"westernunion.com", "skrill.com", "bunq.me", "lydia-app.com", "checkout.com", "razorpay.com", "rzp.io", "n26.com", "worldremit.com",
	"remitly.com", "paytm.me", "payu.com", "girocode.de", "mercadopago.com", "satispay.com", "2checkout.com", "fastspring.com",
}

// paymentPaths and paymentNames are parts of an address at which one pays.
var (
	paymentPaths = []string{"pay", "payment", "payments", "paynow", "pay-now", "pay-invoice", "payinvoice", "checkout", "bezahlen", "zahlung", "paiement", "pagamento", "pago", "betalen"}
	paymentNames = []string{"pay", "payment", "payments", "checkout", "paynow", "zahlung", "paiement", "pagamento", "pagos", "betalen", "secure-pay", "securepay"}
)

// paymentSchemes begin an address by which a program pays.
var paymentSchemes = []string{"payto://", "bitcoin:", "ethereum:", "litecoin:", "lightning:", "monero:", "upi://", "bank://"}

const (
	nested   = 3    // how many links inside links are followed: filters of mail wrap them
	longLink = 4000 // how much of a link is looked at, in bytes
	tailLink = 7    // how long what follows a scheme must be at least
)

// linksIn finds links at which money is paid. An address of the supplier's own
// for paying bills can be known like an account.
func linksIn(text string) []found {
	var all []found
	for at := 0; at < len(text); {
		n := 0
		for at+n < len(text) && !endsLink(text[at+n]) {
			n++
		}
		if n > tailLink && mayBeLink(text[at:at+n]) {
			if f, ok := linkIn(text, at, at+n); ok {
				all = append(all, f)
			}
		}
		at += n + 1
	}
	if at := strings.Index(text, "BCD\n00"); at >= 0 { // a bank transfer in a QR code, as text
		all = append(all, found{start: at, end: at + len("BCD\n00")})
	}
	return all
}

// linkEnds are the characters that are in no link.
var linkEnds = func() (table [256]bool) {
	for c := range byte(' ' + 1) {
		table[c] = true
	}
	for _, c := range []byte("<>\"'()[]{}|\\,;") {
		table[c] = true
	}
	return table
}()

func endsLink(c byte) bool { return linkEnds[c] }

// mayBeLink reports whether a piece of text has what every link has: a scheme, a path, or the name of a web server.
func mayBeLink(piece string) bool {
	return strings.IndexByte(piece, '/') >= 0 || strings.IndexByte(piece, ':') >= 0 || len(piece) > len("www.") && strings.EqualFold(piece[:len("www.")], "www.")
}

// linkIn finds a payment link in a piece of text without blanks.
func linkIn(text string, start, end int) (found, bool) {
	piece := strings.ToLower(text[start:min(end, start+longLink)])
	for _, scheme := range paymentSchemes {
		if at := strings.Index(piece, scheme); at >= 0 && len(piece)-at > len(scheme)+tailLink {
			return found{start: start + at, end: end}, true
		}
	}
	if !strings.Contains(piece, "/") && !strings.HasPrefix(piece, "www.") {
		return found{}, false
	}
	if name := paymentLink(piece, 0); name != "" {
		return found{start: start, end: end, account: "link:" + name}, true
	}
	return found{}, false
}

// paymentLink returns host and path of an address at which one pays; nothing for
// any other one.
func paymentLink(link string, depth int) string {
	if at := strings.Index(link, "://"); at >= 0 {
		link = link[at+len("://"):]
	}
	rest, query, _ := strings.Cut(link, "?")
	rest, fragment, _ := strings.Cut(rest, "#")
	host, path, _ := strings.Cut(strings.TrimRight(rest, ".:!*_"), "/")
	host = host[strings.LastIndexByte(host, '@')+1:]
	host, _, _ = strings.Cut(host, ":")
	if !strings.Contains(host, ".") {
		return ""
	}
	if isPaymentHost(host) || slices.ContainsFunc(strings.Split(path, "/"), func(part string) bool { return slices.Contains(paymentPaths, part) }) {
		return strings.TrimPrefix(host, "www.") + "/" + strings.Trim(path, "/")
	}
	inner := mime.Unescape(mime.Unescape(path + "?" + query + "#" + fragment))
	if at := strings.Index(inner, "://"); at >= 0 && depth < nested {
		return paymentLink(inner[at:], depth+1)
	}
	return ""
}

func isPaymentHost(host string) bool {
	first, _, _ := strings.Cut(strings.TrimPrefix(host, "www."), ".")
	return slices.Contains(paymentNames, first) || slices.ContainsFunc(paymentHosts, func(known string) bool {
		return host == known || strings.HasSuffix(host, "."+known)
	})
}
