package report

import (
	"bytes"
	"fmt"
	"io"
	"text/tabwriter"

	"supplierwatch/internal/apidoc"
)

// RegionsText lists the regions with their names and until when their holidays are known.
func RegionsText(w io.Writer, regions []apidoc.RegionHolidays) error {
	table := tabwriter.NewWriter(w, 0, 0, 2, ' ', 0)
	for _, r := range regions {
		until := ""
		if !r.KnownUntil.IsZero() {
			until = "\tknown until " + r.KnownUntil.String()
		}
		fmt.Fprintf(table, "%s\t%s%s\n", r.Region, r.Name, until)
	}
	return table.Flush()
}

// HolidaysText lists the holidays of a year with their laws, region by region.
func HolidaysText(w io.Writer, doc apidoc.HolidaysDocument, year int, style Style) error {
	var out bytes.Buffer
	for i, r := range doc.Regions {
		if i > 0 {
			out.WriteByte('\n')
		}
		fmt.Fprintf(&out, "%s\n", style.heading(fmt.Sprintf("%s  %s, %d", r.Region, r.Name, year)))
		if !r.KnownUntil.IsZero() {
			fmt.Fprintf(&out, "%s\n", knownUntil(r, year))
		}
		table := tabwriter.NewWriter(&out, 0, 0, 2, ' ', 0)
		for _, d := range r.Days {
			fmt.Fprintf(table, "%s\t%s\t%s\t%s\n", d.Date, d.Date.Weekday().String()[:3], d.Name, d.Law)
		}
		if err := table.Flush(); err != nil {
			return err
		}
	}
	_, err := w.Write(out.Bytes())
	return err
}

func knownUntil(r apidoc.RegionHolidays, year int) string {
	if year > r.KnownUntil.Year() {
		return fmt.Sprintf("Known until %s: holidays of %d that are announced each year are missing.", r.KnownUntil, year)
	}
	return fmt.Sprintf("Known until %s.", r.KnownUntil)
}
