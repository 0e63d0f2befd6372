package holiday

import (
	"math"
	"testing"
	"time"
)

// The tests of this file compute the dated lists from the moon and the sun: Meeus, Astronomical Algorithms, chapters 25 and 49.

func sin(degrees float64) float64 { return math.Sin(degrees * math.Pi / 180) }

// deltaT is the difference between dynamical and universal time in these years, in days.
const deltaT = 70.0 / secondsPerDay

// newMoon returns the instant of the k-th new moon after 6 January 2000, in days after 1 January 1970 UTC.
func newMoon(k float64) float64 {
	t := k / 1236.85
	e := 1 - 0.002516*t
	jde := 2451550.09766 + 29.530588861*k + 0.00015437*t*t
	m := 2.5534 + 29.10535670*k
	mp := 201.5643 + 385.81693528*k + 0.0107582*t*t
	f := 160.7108 + 390.67050284*k - 0.0016118*t*t
	node := 124.7746 - 1.56375588*k
	jde += -0.40720*sin(mp) + 0.17241*e*sin(m) + 0.01608*sin(2*mp) + 0.01039*sin(2*f) + 0.00739*e*sin(mp-m) -
		0.00514*e*sin(mp+m) + 0.00208*e*e*sin(2*m) - 0.00111*sin(mp-2*f) - 0.00057*sin(mp+2*f) + 0.00056*e*sin(2*mp+m) -
		0.00042*sin(3*mp) + 0.00042*e*sin(m+2*f) + 0.00038*e*sin(m-2*f) - 0.00024*e*sin(2*mp-m) - 0.00017*sin(node) -
		0.00007*sin(mp+2*m) + 0.00004*sin(2*mp-2*f) + 0.00004*sin(3*m) + 0.00003*sin(mp+m-2*f) + 0.00003*sin(2*mp+2*f)
	jde += 0.000325*sin(299.77+0.107408*k) + 0.000165*sin(251.88+0.016321*k) + 0.000164*sin(251.83+26.651886*k) +
		0.000126*sin(349.42+36.412478*k) + 0.000110*sin(84.66+18.206239*k)
	return jde - 2440587.5 - deltaT
}

// sunLongitude returns the apparent longitude of the sun in degrees, at days after 1 January 1970 UTC.
func sunLongitude(at float64) float64 {
	t := (at + deltaT + 2440587.5 - 2451545) / 36525
	m := 357.52911 + 35999.05029*t
	c := (1.914602-0.004817*t)*sin(m) + 0.019993*sin(2*m) + 0.000289*sin(3*m)
	return math.Mod(280.46646+36000.76983*t+c-0.00569-0.00478*sin(125.04-1934.136*t)+3600, 360)
}

// sunReaches returns the local day on which the sun reaches a longitude in a year; near is a day shortly before.
func sunReaches(longitude float64, near day, zone float64) day {
	for d := near; ; d++ {
		if ahead := math.Mod(sunLongitude(float64(d+1)-zone)-longitude+360, 360); ahead < 180 {
			return d
		}
	}
}

// moons returns the local days of the new moons from the one in which a day lies.
func moons(from day, count int, zone float64) []day {
	k := math.Floor((float64(from)-10962)/29.530588861) - 1
	for local(newMoon(k+1), zone) <= from {
		k++
	}
	found := make([]day, count)
	for i := range found {
		found[i] = local(newMoon(k+float64(i)), zone)
	}
	return found
}

func local(at, zone float64) day { return day(math.Floor(at + zone)) }

// lunarMonths returns the first days of the months of a lunar year by number; leap months are left out.
func lunarMonths(year int, zone float64) map[int]day {
	solstice := sunReaches(270, dayOf(year-1, time.December, 15), zone)
	next := sunReaches(270, dayOf(year, time.December, 15), zone)
	starts := moons(solstice, 15, zone)
	count := 0
	for starts[count] <= next {
		count++
	}
	leap := count-1 == 13
	found, month := map[int]day{}, 11
	for i := range count - 1 {
		if leap && i > 0 && !hasMajorTerm(starts[i], starts[i+1], zone) {
			leap = false
			continue
		}
		if month <= 10 {
			found[month] = starts[i]
		}
		month = month%12 + 1
	}
	return found
}

// hasMajorTerm reports whether the sun reaches a multiple of 30 degrees in a month.
func hasMajorTerm(from, to day, zone float64) bool {
	return math.Floor(sunLongitude(float64(from)-zone)/30) != math.Floor(sunLongitude(float64(to)-zone)/30)
}

const (
	china = 8.0 / 24
	korea = 9.0 / 24
)

func listOf(t *testing.T, region, name string) map[int][]day {
	t.Helper()
	r := tables().regions[region]
	for _, rule := range r.rules {
		if rule.list == name {
			days := map[int][]day{}
			for year := 2020; year <= 2035; year++ {
				if found := rule.on(year); found != nil {
					days[year] = found
				}
			}
			return days
		}
	}
	t.Fatalf("%s has no list %s", region, name)
	return nil
}

// TestLunarDates computes every date of the Chinese and Korean calendars, Qingming and the equinoxes.
func TestLunarDates(t *testing.T) {
	lunar := func(month, dayOfMonth int, zone float64) func(int) day {
		return func(year int) day { return lunarMonths(year, zone)[month] + day(dayOfMonth) - 1 }
	}
	term := func(longitude float64, month time.Month, zone float64) func(int) day {
		return func(year int) day { return sunReaches(longitude, dayOf(year, month, 10), zone) }
	}
	qingming := func(year int) day { return sunReaches(15, dayOf(year, time.March, 28), china) }
	for _, test := range []struct {
		region, list string
		want         func(int) day
	}{
		{"TW", "newyear", lunar(1, 1, china)},
		{"TW", "qingming", qingming},
		{"TW", "dragon", lunar(5, 5, china)},
		{"TW", "midautumn", lunar(8, 15, china)},
		{"SG", "newyear", lunar(1, 1, china)},
		{"SG", "vesak", lunar(4, 15, china)},
		{"HK", "newyear", lunar(1, 1, china)},
		{"HK", "chingming", qingming},
		{"HK", "buddha", lunar(4, 8, china)},
		{"HK", "tuenng", lunar(5, 5, china)},
		{"HK", "midautumn", lunar(8, 15, china)},
		{"HK", "chungyeung", lunar(9, 9, china)},
		{"KR", "seollal", lunar(1, 1, korea)},
		{"KR", "buddha", lunar(4, 8, korea)},
		{"KR", "chuseok", lunar(8, 15, korea)},
		{"JP", "spring", term(0, time.March, korea)},
		{"JP", "autumn", term(180, time.September, korea)},
	} {
		dates := listOf(t, test.region, test.list)
		if len(dates) < 13 {
			t.Errorf("%s %s has %d years", test.region, test.list, len(dates))
		}
		for year, days := range dates {
			if len(days) != 1 || days[0] != test.want(year) {
				t.Errorf("%s %s %d is %s, computed %s", test.region, test.list, year, days[0].time().Format(time.DateOnly),
					test.want(year).time().Format(time.DateOnly))
			}
		}
	}
}

// TestMuslimFeasts checks that each month of a feast begins one to three days after a new moon: by which crescent is decided differs by country.
func TestMuslimFeasts(t *testing.T) {
	for _, test := range []struct {
		region, list string
		after        day // days after the first of the month
	}{
		{"TR", "ramadan", 0},
		{"TR", "sacrifice", 9},
		{"SG", "puasa", 0},
		{"SG", "haji", 9},
		{"ES-ML", "fitr", 0},
		{"ES-CE", "adha", 9},
		{"MW", "eid", 0},
	} {
		for year, days := range listOf(t, test.region, test.list) {
			first := days[0] - test.after
			moon := moons(first, 1, 0)[0]
			if age := first - moon; age < 1 || age > 3 {
				t.Errorf("%s %s %d: the month begins %d days after the new moon", test.region, test.list, year, age)
			}
		}
	}
}

// TestDeepavali checks that the day is at most two days before a new moon.
func TestDeepavali(t *testing.T) {
	for year, days := range listOf(t, "SG", "deepavali") {
		next := moons(days[0]+3, 1, china)[0]
		if wait := next - days[0]; wait < 0 || wait > 2 {
			t.Errorf("Deepavali %d is %d days before the new moon", year, wait)
		}
	}
}
