package registry

import (
	"fmt"
	"path/filepath"
	"testing"

	"supplierwatch/internal/registry/cache"
)

// BenchmarkCached loads a registry whose suppliers are all in the cache, as a program does that starts again, and writes the cache.
func BenchmarkCached(b *testing.B) {
	for _, n := range []int{100, 1_000, 10_000} {
		dir, file := many(b, n), filepath.Join(b.TempDir(), "kept")
		l := Loader{Cache: cache.Open(file)}
		l.Load([]string{dir})
		b.Run(fmt.Sprintf("write/suppliers=%d", n), func(b *testing.B) {
			for b.Loop() {
				if err := l.Cache.Write(l.organisation.cached, l.cacheFiles()); err != nil {
					b.Fatal(err)
				}
			}
		})
		b.Run(fmt.Sprintf("read/suppliers=%d", n), func(b *testing.B) {
			for b.Loop() {
				again := Loader{Cache: cache.Open(file)}
				if _, problems := again.Load([]string{dir}); len(problems) > 0 {
					b.Fatal(problems[0])
				}
			}
			b.ReportMetric(float64(b.Elapsed().Nanoseconds())/float64(b.N)/float64(n), "ns/supplier")
		})
	}
}
