// Package calendargap finds out which public holidays a business calendar lacks: those of a country it is used for, those after the last day
// for which they are known, and those of a part of its region.
package calendargap
