package mailaddr

import "strings"

// DomainOf returns the mail domain of an address in lower case, or nothing if
// the text is not an address.
func DomainOf(address string) string {
	at := strings.LastIndexByte(address, '@')
	if at < 0 {
		return ""
	}
	return strings.ToLower(address[at+1:])
}

// Registrable returns the name at the registry of a top-level domain that a domain is, or is below, and that its holder has to renew: acme.co.uk for
// mail.acme.co.uk. The result is empty for a top-level domain, a single label or an empty name, since nobody can register these, and for a name below
// a suffix at which somebody other than a registry hands out names, such as acme.de.com: what the registry knows of that suffix says nothing about
// the name. The domain is in its ASCII form and in lower case. Who belongs to whom is another question: see Organization.
func Registrable(domain string) string {
	suffix, handedOut := suffixOf(domain)
	if handedOut && domain != suffix {
		return ""
	}
	for handedOut {
		_, above, _ := strings.Cut(suffix, ".")
		suffix, handedOut = suffixOf(above)
	}
	below, ok := strings.CutSuffix(domain, "."+suffix)
	label := below[strings.LastIndexByte(below, '.')+1:]
	if !ok || suffix == "" || label == "" {
		return ""
	}
	return label + "." + suffix
}

// FreeMail reports whether a mail domain, in lower case, belongs to a service at
// which anybody gets an address.
func FreeMail(domain string) bool { return freeMail[domain] }

// freeMail are such services, by how often purchasers meet them.
var freeMail = func() map[string]bool {
	known := map[string]bool{}
	for _, domain := range strings.Fields(`
	gmail.com googlemail.com outlook.com hotmail.com live.com msn.com yahoo.com ymail.com rocketmail.com aol.com icloud.com me.com mac.com
	proton.me protonmail.com protonmail.ch pm.me mail.com email.com gmx.com gmx.net gmx.de gmx.at gmx.ch web.de freenet.de t-online.de
	arcor.de mail.de posteo.de mailbox.org tutanota.com tutanota.de tuta.com tuta.io outlook.de outlook.fr outlook.it outlook.es hotmail.de
	hotmail.fr hotmail.it hotmail.es hotmail.co.uk live.de live.fr live.it live.nl live.co.uk live.cn yahoo.de yahoo.fr yahoo.it yahoo.es
	yahoo.co.uk yahoo.co.jp yahoo.co.in yahoo.com.tw yahoo.com.hk yahoo.com.sg yahoo.com.br aol.de orange.fr wanadoo.fr free.fr laposte.net
	sfr.fr libero.it virgilio.it alice.it tin.it tiscali.it btinternet.com ntlworld.com bluewin.ch hispeed.ch aon.at chello.at ziggo.nl
	kpnmail.nl planet.nl home.nl hetnet.nl telenet.be skynet.be telia.com seznam.cz centrum.cz wp.pl o2.pl onet.pl interia.pl mail.ru
	bk.ru inbox.ru list.ru yandex.ru yandex.com ya.ru rambler.ru ukr.net qq.com foxmail.com 163.com 126.com yeah.net 139.com 189.cn
	sina.com sina.cn sohu.com aliyun.com naver.com hanmail.net daum.net kakao.com nate.com hinet.net pchome.com.tw nifty.com docomo.ne.jp
	ezweb.ne.jp softbank.ne.jp rediffmail.com zoho.com zohomail.com fastmail.com fastmail.fm hushmail.com hey.com inbox.com uol.com.br
	bol.com.br terra.com.br comcast.net verizon.net att.net sbcglobal.net bellsouth.net cox.net charter.net earthlink.net rogers.com shaw.ca
	bigpond.com optusnet.com.au xtra.co.nz walla.com walla.co.il
`) {
		known[domain] = true
	}
	return known
}()
