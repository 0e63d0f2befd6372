package response

import (
	"net/http"
	"testing"
)

// TestGzipIsSentToThoseWhoPreferIt has the cases of RFC 9110, 12.5.3.
func TestGzipIsSentToThoseWhoPreferIt(t *testing.T) {
	for accepted, want := range map[string]bool{
		"": false, "gzip": true, "GZIP": true, "x-gzip": true, "deflate, gzip, br": true, "identity": false, "br": false, "*": true,
		"gzip;q=0": false, "gzip;q=0.000": false, "gzip ; q = 1.0": true, "*;q=0": false, "gzip;q=0, *": false, "identity, gzip;q=0.5": false,
		"identity;q=0.5, gzip;q=0.5": true, "identity;q=0.5, gzip;q=0.4": false, "identity;q=0, gzip;q=0.1": true, "*;q=0.1": true, "gzip;q=2": false,
		"gzip;q=often": false, "gzip;level=9": false, ",,gzip": true, "gzipped": false, "identity;q=0, *;q=0": false,
	} {
		if got := acceptsGzip(http.Header{"Accept-Encoding": {accepted}}); got != want {
			t.Errorf("Accept-Encoding: %s: gzip %v, want %v", accepted, got, want)
		}
	}
	if !acceptsGzip(http.Header{"Accept-Encoding": {"br", "gzip"}}) {
		t.Error("the second line of the field is not read")
	}
	if acceptsGzip(http.Header{}) {
		t.Error("gzip without Accept-Encoding")
	}
}
