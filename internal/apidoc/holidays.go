package apidoc

import "supplierwatch/internal/civil"

// HolidaysDocument is what `holidays --format json` prints.
type HolidaysDocument struct {
	Version int              `json:"version"`
	Regions []RegionHolidays `json:"regions"`
}

// RegionHolidays are the public holidays of one region in one year.
type RegionHolidays struct {
	Region     string       `json:"region"`
	Name       string       `json:"name"`
	KnownUntil civil.Date   `json:"known_until"` // null where rules yield the holidays of every year
	Days       []HolidayDay `json:"days"`
}

// HolidayDay is one public holiday and the law that makes it one.
type HolidayDay struct {
	Date civil.Date `json:"date"`
	Name string     `json:"name"`
	Law  string     `json:"law"`
}

// HolidaysOf returns the holidays of regions in a year.
func HolidaysOf(regions []string, year int) HolidaysDocument {
	doc := HolidaysDocument{Version: DocumentVersion, Regions: []RegionHolidays{}}
	for _, region := range regions {
		entry := RegionHolidays{Region: region, Name: civil.RegionTitle(region), KnownUntil: civil.HolidaysKnownUntil(region), Days: []HolidayDay{}}
		for _, h := range civil.Holidays(region, year) {
			entry.Days = append(entry.Days, HolidayDay(h))
		}
		doc.Regions = append(doc.Regions, entry)
	}
	return doc
}
