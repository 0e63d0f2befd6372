package civil

import (
	"cmp"
	"maps"
	"sort"
	"sync"
	"sync/atomic"
	"time"
)

// workdays answers which days of which year are worked. Years are computed when first asked for and kept.
type workdays struct {
	regions  []string
	listed   map[Date]string // holidays by date, from files
	closed   daySet
	open     daySet
	weekdays [7]bool // by time.Weekday: worked

	years  atomic.Pointer[map[int]*workYear]
	filing sync.Mutex // serializes writers of years
}

// workYear is one year: before[i] is how many business days lie before day i of the year, so that counting is a subtraction.
type workYear struct {
	start  int // day number of 1 January
	before []int
	names  map[Date]string
}

func newWorkdays(spec CalendarSpec) *workdays {
	w := &workdays{regions: spec.Regions, listed: map[Date]string{}, closed: newDaySet(spec.Closed), open: newDaySet(spec.Open)}
	for _, h := range spec.Listed {
		w.listed[h.Date] = h.Name
	}
	for i := range w.weekdays {
		w.weekdays[i] = true
	}
	for _, day := range spec.Weekend {
		w.weekdays[day] = false
	}
	w.years.Store(&map[int]*workYear{})
	return w
}

// year returns the table of a year, from memory if it is there.
func (w *workdays) year(y int) *workYear {
	if found := (*w.years.Load())[y]; found != nil {
		return found
	}
	made := w.compute(y)
	w.filing.Lock()
	defer w.filing.Unlock()
	next := maps.Clone(*w.years.Load())
	next[y] = made
	w.years.Store(&next)
	return made
}

func (w *workdays) compute(y int) *workYear {
	holidays := holidaysIn(w.regions, y)
	t := &workYear{start: dayNumber(y, time.January, 1), names: map[Date]string{}}
	length := dayNumber(y+1, time.January, 1) - t.start
	t.before = make([]int, length+1)
	for i := range length {
		d := ofDay(t.start + i)
		name := cmp.Or(holidays[d], w.listed[d])
		if name == "" && w.closed.contains(d) {
			name = "closed"
		}
		works := w.weekdays[d.Weekday()] && name == ""
		if w.open.contains(d) {
			// Days of every year and ranges fall on weekends too, which people do not mean. A single date is meant.
			name, works = "", w.weekdays[d.Weekday()] || w.open.single[d]
		}
		if name != "" {
			t.names[d] = name
		}
		t.before[i+1] = t.before[i]
		if works {
			t.before[i+1]++
		}
	}
	return t
}

func (t *workYear) works(d Date) bool {
	i := d.number() - t.start
	return t.before[i+1] > t.before[i]
}

// through counts the business days of the year up to and including d.
func (t *workYear) through(d Date) int { return t.before[d.number()-t.start+1] }

// left counts the business days of the year between d and the end of the year in a direction, d not counted.
func (t *workYear) left(d Date, direction int) int {
	if direction < 0 {
		return t.before[d.number()-t.start]
	}
	return t.total() - t.through(d)
}

// beyond returns the n-th business day of the year after d, or before it if n is negative; there must be that many.
func (t *workYear) beyond(d Date, n int) Date {
	nth := t.through(d) + n
	if n < 0 {
		nth = t.before[d.number()-t.start] + n + 1
	}
	return ofDay(t.start + sort.Search(len(t.before)-2, func(i int) bool { return t.before[i+1] >= nth }))
}

func (t *workYear) total() int { return t.before[len(t.before)-1] }
