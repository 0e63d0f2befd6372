package response

import (
	"net/http"
	"strconv"
	"strings"
)

// acceptsGzip reports whether a client prefers a compressed response (RFC 9110, 12.5.3).
func acceptsGzip(header http.Header) bool {
	weights := codingWeights(header)
	zipped, listed := weights["gzip"]
	if !listed {
		zipped, listed = weights["x-gzip"] // the same coding (RFC 9110, 8.4.1.3)
	}
	if !listed {
		zipped = weights["*"]
	}
	return zipped > 0 && zipped >= weights["identity"]
}

// codingWeights returns the weight of each coding that a client lists. One with a weight that is not valid is left out.
func codingWeights(header http.Header) map[string]float64 {
	weights := map[string]float64{}
	for coding := range strings.SplitSeq(strings.Join(header.Values("Accept-Encoding"), ","), ",") {
		name, parameters, _ := strings.Cut(coding, ";")
		if weight, ok := weightOf(parameters); ok {
			weights[strings.ToLower(strings.TrimSpace(name))] = weight
		}
	}
	return weights
}

// weightOf reads the weight of a coding, q=0.5; without one it is 1 (RFC 9110, 12.4.2).
func weightOf(parameters string) (weight float64, ok bool) {
	parameters = strings.TrimSpace(parameters)
	if parameters == "" {
		return 1, true
	}
	name, value, _ := strings.Cut(parameters, "=")
	weight, err := strconv.ParseFloat(strings.TrimSpace(value), 64)
	return weight, err == nil && strings.EqualFold(strings.TrimSpace(name), "q") && weight >= 0 && weight <= 1
}
