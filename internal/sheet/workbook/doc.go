// Package workbook reads and writes workbooks of Excel (.xlsx) as tables.
package workbook
