// Package supplyregistry writes registries of any size for measurements. Each supplier has the parts, contract, order windows, contacts and endpoints
// of the records that other tools are measured with, about 1.3 KB.
package supplyregistry

import (
	"bufio"
	"fmt"
	"os"
	"path/filepath"
)

// header is what the suppliers of a registry share.
const header = `version: 1
teams:
  purchasing: {email: purchasing@buyer.example, members: [a.li@buyer.example, b.roy@buyer.example]}
`

// supplier is one supplier; its numbers are those of its place in the registry.
const supplier = `  - id: sup-%06[1]d
    name: "Supplier %[1]d Industrial Components GmbH"
    tier: %[2]s
    supplies:
      - {id: housing, item: "bearing housing, cast, machined", lead_time: %[3]d days, alternatives: [sup-%06[4]d], notes: "SKU-%06[1]d-A, at least 10; second source, qualified 2025, lead time longer"}
      - {id: seals, item: "seal kit, nitrile", lead_time: %[3]d days, notes: "SKU-%06[1]d-B, at least 25"}
    contracts:
      - id: c-%06[1]d
        title: "Supply agreement C-%06[1]d"
        starts: 2024-01-15
        ends: 2027-%02[5]d-%02[6]d
        notice: 90 days
        renewal: automatic
        renewal_term: 12 months
    order_windows:
      - {id: spring, title: "spring call-off", yearly: {opens: 02-01, closes: 02-28}, supplies: [housing, seals]}
      - {id: autumn, title: "autumn call-off", yearly: {opens: 08-01, closes: 08-31}, supplies: [housing, seals]}
    contacts:
      - role: orders
        email: orders.%06[1]d@s%06[1]d.test
        name: "Alex Example %[1]d"
        phone: "+49 30 5550%05[7]d"
        verify_every: 90 days
      - role: escalation
        email: postmaster@s%06[1]d.test
        name: "Sam Sample %[1]d"
        phone: "+49 30 5551%05[7]d"
    endpoints:
      - {id: portal, kind: http, target: "https://www.s%06[1]d.test/portal"}
      - {id: edi, kind: tcp, target: "edi.s%06[1]d.test:5000"}
    notes: |
      Sole source for the cast housing; the tooling is ours and stored on their site.
      Last audit 2025-11, no findings. Prices are indexed each quarter.
`

// Supplier returns the text of one of so many suppliers, an item of a list.
func Supplier(i, of int) string {
	tier := [...]string{"critical", "important", "standard"}[i%3]
	return fmt.Sprintf(supplier, i, tier, 7+i%90, (i+1)%of, 1+i%12, 1+i%28, i%100_000)
}

// Write writes a registry of so many suppliers into a folder, each file with up to perFile of them. What they share is in a file of its own.
func Write(folder string, suppliers, perFile int) error {
	if err := os.MkdirAll(folder, 0o700); err != nil {
		return err
	}
	if err := os.WriteFile(filepath.Join(folder, "teams.yaml"), []byte(header), 0o600); err != nil {
		return err
	}
	for first := 0; first < suppliers; first += perFile {
		if err := writeFile(folder, first, min(first+perFile, suppliers), suppliers); err != nil {
			return err
		}
	}
	return nil
}

// writeFile writes the suppliers from first up to end, of so many.
func writeFile(folder string, first, end, of int) error {
	file, err := os.OpenFile(filepath.Join(folder, fmt.Sprintf("sup-%06d.yaml", first)), os.O_CREATE|os.O_WRONLY|os.O_TRUNC, 0o600)
	if err != nil {
		return err
	}
	defer func() { _ = file.Close() }()
	w := bufio.NewWriter(file)
	fmt.Fprintln(w, "version: 1\nsuppliers:")
	for i := first; i < end; i++ {
		fmt.Fprint(w, Supplier(i, of))
	}
	if err := w.Flush(); err != nil {
		return err
	}
	return file.Close()
}
