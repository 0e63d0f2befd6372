package proof

import (
	"slices"
	"testing"

	"supplierwatch/internal/model"
)

func TestOutdated(t *testing.T) {
	c := &model.Contact{Verified: []model.Verified{{How: model.HowReply}, {How: model.HowCall}, {How: model.HowSession}, {How: model.HowSeen}, {}}}
	for _, x := range []struct {
		email, phone bool
		want         []int
	}{{true, false, []int{0, 2, 3}}, {false, true, []int{1, 2}}, {true, true, []int{0, 1, 2, 3}}, {false, false, nil}} {
		if got := Outdated(c, x.email, x.phone); !slices.Equal(got, x.want) {
			t.Errorf("%+v: %v", x, got)
		}
	}
}
