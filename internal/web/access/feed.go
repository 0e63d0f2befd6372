package access

import (
	"crypto/hmac"
	"crypto/sha256"
	"encoding/hex"
	"net/http"
	"net/url"
)

// feedKeySize is the length of the key in a signed address, in bytes.
const feedKeySize = 16

// FeedAddress returns the address of a resource for programs that can send no
// token, such as calendar programs. Where reading needs a token, the address has
// a key that opens this path alone. The key changes with the read token.
func (c Control) FeedAddress(path string) string {
	if c.ReadToken == "" || len(c.FeedKey) == 0 {
		return path
	}
	return path + "?" + url.Values{"key": {c.feedKey(path)}}.Encode()
}

// ReadingFeed lets a request through that may read, or that has the key of its path.
func (c Control) ReadingFeed(next http.HandlerFunc) http.Handler {
	reading := c.Reading(next)
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if given := r.URL.Query()["key"]; len(given) == 1 && len(c.FeedKey) > 0 && same(given[0], c.feedKey(r.URL.Path)) {
			next(w, r)
			return
		}
		reading.ServeHTTP(w, r)
	})
}

func (c Control) feedKey(path string) string {
	mac := hmac.New(sha256.New, c.FeedKey)
	mac.Write([]byte(path + "\x00" + c.ReadToken))
	return hex.EncodeToString(mac.Sum(nil)[:feedKeySize])
}
