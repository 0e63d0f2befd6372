package holiday

import "time"

// easter returns Easter Sunday of the western churches by the Gregorian computus (Meeus, Astronomical Algorithms, chapter 8).
func easter(year int) day {
	a, b, c := year%19, year/100, year%100
	d, e := b/4, b%4
	g := (8*b + 13) / 25
	h := (19*a + b - d - g + 15) % 30
	i, k := c/4, c%4
	l := (32 + 2*e + 2*i - h - k) % 7
	m := (a + 11*h + 19*l) / 433
	n := (h + l - 7*m + 90) / 25
	return dayOf(year, time.Month(n), (h+l-7*m+33*n+19)%32)
}

// orthodoxEaster returns Easter Sunday of the orthodox churches: the Julian computus, as a Gregorian date.
func orthodoxEaster(year int) day {
	d := (19*(year%19) + 15) % 30
	e := (2*(year%4) + 4*(year%7) - d + 34) % 7
	month, dayOfMonth := (d+e+114)/31, (d+e+114)%31+1
	shift := year/100 - year/400 - 2
	return dayOf(year, time.Month(month), dayOfMonth) + day(shift)
}
