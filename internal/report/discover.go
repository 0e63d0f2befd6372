package report

import (
	"bytes"
	"fmt"
	"io"
	"time"

	"supplierwatch/internal/apidoc"
	"supplierwatch/internal/prose"
)

// DiscoverText writes what is bought rarely, in groups by what the registry has of it.
func DiscoverText(w io.Writer, doc apidoc.DiscoverDocument, style Style) error {
	var out bytes.Buffer
	fmt.Fprintf(&out, "%s bought at most twice in 24 months, of %s\n", style.heading(prose.Count(len(doc.Items), "item")), prose.Count(doc.Purchases, "purchase"))
	headings := map[string]string{"supplier missing": "Supplier not in the registry", "item missing": "Item not in the registry", "in the registry": "In the registry"}
	group := ""
	for _, item := range doc.Items {
		if item.Known != group {
			group = item.Known
			fmt.Fprintf(&out, "\n%s\n", style.heading(headings[group]))
		}
		fmt.Fprintf(&out, "  %s\n", wrap(rareSentence(item), width-2, "    "))
	}
	_, err := w.Write(out.Bytes())
	return err
}

func rareSentence(item apidoc.RareItem) string {
	supplier := clean(item.Supplier)
	if item.ID != nil {
		supplier += " (" + *item.ID + ")"
	}
	line := fmt.Sprintf("%s: %s; %s, last on %s", supplier, clean(item.Item), prose.Count(item.Orders, "order"), item.Last)
	if item.Month == nil {
		return line + "; no usual month"
	}
	return line + fmt.Sprintf("; usually in %s; proposed order window: yearly: {opens: %s, closes: %s}", time.Month(*item.Month), *item.Opens, *item.Closes)
}
