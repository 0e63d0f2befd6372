package civil

import (
	"cmp"
	"fmt"
	"maps"
	"slices"
	"strings"
	"sync"
	"time"

	"github.com/rickar/cal/v2"
	"github.com/rickar/cal/v2/ar"
	"github.com/rickar/cal/v2/at"
	"github.com/rickar/cal/v2/au"
	"github.com/rickar/cal/v2/be"
	"github.com/rickar/cal/v2/bg"
	"github.com/rickar/cal/v2/br"
	"github.com/rickar/cal/v2/ca"
	"github.com/rickar/cal/v2/ch"
	"github.com/rickar/cal/v2/cz"
	"github.com/rickar/cal/v2/de"
	"github.com/rickar/cal/v2/dk"
	"github.com/rickar/cal/v2/ecb"
	"github.com/rickar/cal/v2/es"
	"github.com/rickar/cal/v2/fr"
	"github.com/rickar/cal/v2/gb"
	"github.com/rickar/cal/v2/gr"
	"github.com/rickar/cal/v2/hr"
	"github.com/rickar/cal/v2/ie"
	"github.com/rickar/cal/v2/it"
	"github.com/rickar/cal/v2/jp"
	"github.com/rickar/cal/v2/lt"
	"github.com/rickar/cal/v2/lv"
	"github.com/rickar/cal/v2/mw"
	"github.com/rickar/cal/v2/nc"
	"github.com/rickar/cal/v2/nl"
	"github.com/rickar/cal/v2/no"
	"github.com/rickar/cal/v2/nz"
	"github.com/rickar/cal/v2/pl"
	"github.com/rickar/cal/v2/ro"
	"github.com/rickar/cal/v2/ru"
	"github.com/rickar/cal/v2/se"
	"github.com/rickar/cal/v2/si"
	"github.com/rickar/cal/v2/sk"
	"github.com/rickar/cal/v2/ua"
	"github.com/rickar/cal/v2/us"
	"github.com/rickar/cal/v2/za"
)

// regions holds the public holidays by ISO 3166 code of the country or its subdivision; ECB is the TARGET calendar of the euro.
var regions = map[string][]*cal.Holiday{
	"AR": ar.Holidays, "AT": at.Holidays, "BE": be.Holidays, "BG": bg.Holidays, "BR": br.Holidays, "CA": ca.Holidays,
	"CH": ch.Holidays, "CZ": cz.Holidays, "DE": de.Holidays, "DK": dk.Holidays, "ECB": ecb.Holidays, "ES": es.Holidays,
	"FR": fr.Holidays, "GB": gb.Holidays, "GR": gr.Holidays, "HR": hr.Holidays, "IE": ie.Holidays, "IT": it.Holidays,
	"JP": jp.Holidays, "LT": lt.Holidays, "LV": lv.Holidays, "MW": mw.Holidays, "NC": nc.Holidays, "NL": nl.Holidays,
	"NO": no.Holidays, "NZ": nz.Holidays, "PL": pl.Holidays, "RO": ro.Holidays, "RU": ru.Holidays, "SE": se.Holidays,
	"SI": si.Holidays, "SK": sk.Holidays, "UA": ua.Holidays, "US": us.Holidays, "ZA": za.Holidays,

	"AU-ACT": au.HolidaysACT, "AU-NSW": au.HolidaysNSW, "AU-NT": au.HolidaysNT, "AU-QLD": au.HolidaysQLD,
	"AU-SA": au.HolidaysSA, "AU-TAS": au.HolidaysTAS, "AU-VIC": au.HolidaysVIC, "AU-WA": au.HolidaysWA,

	"CH-AG": ch.HolidaysAG, "CH-AI": ch.HolidaysAI, "CH-AR": ch.HolidaysAR, "CH-BE": ch.HolidaysBE, "CH-BL": ch.HolidaysBL,
	"CH-BS": ch.HolidaysBS, "CH-FR": ch.HolidaysFR, "CH-GE": ch.HolidaysGE, "CH-GL": ch.HolidaysGL, "CH-GR": ch.HolidaysGR,
	"CH-JU": ch.HolidaysJU, "CH-LU": ch.HolidaysLU, "CH-NE": ch.HolidaysNE, "CH-NW": ch.HolidaysNW, "CH-OW": ch.HolidaysOW,
	"CH-SG": ch.HolidaysSG, "CH-SH": ch.HolidaysSH, "CH-SO": ch.HolidaysSO, "CH-SZ": ch.HolidaysSZ, "CH-TG": ch.HolidaysTG,
	"CH-TI": ch.HolidaysTI, "CH-UR": ch.HolidaysUR, "CH-VD": ch.HolidaysVD, "CH-VS": ch.HolidaysVS, "CH-ZG": ch.HolidaysZG,
	"CH-ZH": ch.HolidaysZH,

	"DE-BB": de.HolidaysBB, "DE-BE": de.HolidaysBE, "DE-BW": de.HolidaysBW, "DE-BY": de.HolidaysBY, "DE-HB": de.HolidaysHB,
	"DE-HE": de.HolidaysHE, "DE-HH": de.HolidaysHH, "DE-MV": de.HolidaysMV, "DE-NI": de.HolidaysNI, "DE-NW": de.HolidaysNW,
	"DE-RP": de.HolidaysRP, "DE-SH": de.HolidaysSH, "DE-SL": de.HolidaysSL, "DE-SN": de.HolidaysSN, "DE-ST": de.HolidaysST,
	"DE-TH": de.HolidaysTH,
}

// The library computes holidays as midnights of cal.DefaultLoc, the machine's zone unless told otherwise; where that zone jumps over
// midnight the day would come out wrong.
func init() { cal.DefaultLoc = time.UTC }

// KnownRegion reports whether there is a list of holidays for region, e.g. "DE-BY" or "JP".
func KnownRegion(region string) bool { return regions[region] != nil }

// Regions returns the names of all lists of holidays, sorted.
func Regions() []string { return slices.Sorted(maps.Keys(regions)) }

// RegionsOf returns the lists of the country that a region is named after, its own and those of its parts, sorted: GB for UK or GB-SCT,
// DE and DE-BB to DE-TH for de-bavaria. There are none for a country without lists.
func RegionsOf(region string) []string {
	country, _, _ := strings.Cut(strings.ToUpper(region), "-")
	if country == "UK" {
		country = "GB"
	}
	return slices.DeleteFunc(Regions(), func(r string) bool { return r != country && !strings.HasPrefix(r, country+"-") })
}

// unknownRegion is the error that names what may have been meant: the parts of the same country, else names of similar spelling.
func unknownRegion(region string) error {
	near := RegionsOf(region)
	if len(near) == 0 {
		near = Regions()
		slices.SortStableFunc(near, func(a, b string) int { return cmp.Compare(unlike(region, a), unlike(region, b)) })
		near = near[:5]
	}
	return fmt.Errorf("unknown holiday region %q: did you mean %s?", region, strings.Join(near, ", "))
}

// unlike counts the places at which two names differ, the case of letters ignored.
func unlike(a, b string) int {
	a, b = strings.ToUpper(a), strings.ToUpper(b)
	n := max(len(a), len(b)) - min(len(a), len(b))
	for i := range min(len(a), len(b)) {
		if a[i] != b[i] {
			n++
		}
	}
	return n
}

// asking lets one goroutine ask the library at a time: some of its regions, such as Japan, keep the year that they compute in a variable that
// all share.
var asking sync.Mutex

// holidaysIn returns the days of a year on which the regions observe a holiday, with its name. The years around are asked too: a New
// Year's Day on a Saturday may be observed on 31 December.
func holidaysIn(names []string, year int) map[Date]string {
	asking.Lock()
	defer asking.Unlock()
	found := map[Date]string{}
	for _, name := range names {
		for _, h := range regions[name] {
			for y := year - 1; y <= year+1; y++ {
				if _, observed := h.Calc(y); !observed.IsZero() && observed.Year() == year {
					found[DateOf(observed)] = h.Name
				}
			}
		}
	}
	return found
}
