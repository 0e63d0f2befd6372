package bench

import (
	"strings"
	"testing"
	"time"
)

func TestWrite(t *testing.T) {
	var out strings.Builder
	err := Write(&out, []Figure{
		{Work: "check", Ours: "1.2 s", Yardstick: "ajv: 2.0 s", Ratio: 0.6, Target: "≤ 1.0 × ajv", Met: true},
		{Work: "reload", Ours: "200 ms", Target: "≤ 0.1 s"},
		{Work: "relay", Skipped: "no relay"},
	})
	if err != nil {
		t.Fatal(err)
	}
	want := `| work | measured | compared with | ratio | target | reached |
| --- | --- | --- | ---: | --- | --- |
| check | 1.2 s | ajv: 2.0 s | 0.60 | ≤ 1.0 × ajv | yes |
| reload | 200 ms |  |  | ≤ 0.1 s | no |
| relay | not measured: no relay |  |  |  | not measured |
`
	if out.String() != want {
		t.Errorf("got\n%s\nwant\n%s", out.String(), want)
	}
}

func TestSeconds(t *testing.T) {
	for d, want := range map[time.Duration]string{1500 * time.Microsecond: "1.5 ms", 42 * time.Millisecond: "42 ms", 2340 * time.Millisecond: "2.3 s"} {
		if got := seconds(d); got != want {
			t.Errorf("seconds(%v) = %q, want %q", d, got, want)
		}
	}
}

func TestMiddle(t *testing.T) {
	got := middle([]Cost{{Wall: 3, CPU: 1, Memory: 5}, {Wall: 1, CPU: 9, Memory: 6}, {Wall: 2, CPU: 2, Memory: 4}})
	if got.Wall != 2 || got.CPU != 2 || got.Memory != 5 {
		t.Errorf("got %+v, want the median of each value by itself", got)
	}
}

func TestResident(t *testing.T) {
	if got := resident("Name:\tsupplierwatch\nVmRSS:\t   2048 kB\nVmData:\t 1 kB\n"); got != 2048*1024 {
		t.Errorf("got %d bytes, want 2 MiB", got)
	}
	if got := resident(""); got != 0 {
		t.Errorf("got %d bytes of a status without the line, want 0", got)
	}
}
