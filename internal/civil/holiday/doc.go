// Package holiday holds the public holidays of countries and their parts: one file a country in the folder countries, with the law of each
// day and the years in which it applies.
//
// A file is read line by line; a line that begins with # is a comment:
//
//	country DE Germany                      the country; the first line
//	list eid 2026-03-20 2027-03-09          dates that no rule yields; may be repeated for more dates
//	region DE-BY Bavaria                    a list of holidays; the lines below it belong to it
//	law BayFTG Art. 1                       the law of the lines that follow
//	include DE                              all rules of another region of the file, under the law above if there is one
//	01-06: Epiphany                         a day of the year
//	drop Epiphany                           removes an included rule
//	known until 2026                        later years are not decreed yet
//	bridge: Citizens' Holiday               a day between two holidays is a holiday too
//
// A rule is a day, then what limits or moves it, then the name:
//
//	01-06                       every year on 6 January
//	easter+1, orthodox-2        days after or before Easter Sunday
//	3rd-monday-09, last-monday-05   a weekday of a month
//	monday>05-17, monday>=05-17, monday<05-25   the weekday after, on or after, before a day
//	eid                         the dates of a list
//	2025-05-08                  one date
//	+1                          after a day: moves it by days
//	from 2023  until 2025  only 2024,2030  except 2026    the years
//	on mon,tue                  only where it falls on these weekdays
//	sun->mon                    on a Sunday, the next Monday is a holiday too
//	sat=>fri                    on a Saturday, the holiday is the Friday before instead
//
// The left side of an arrow lists weekdays (sat,sun), or "clash" for a day that another rule takes too. The right side is a weekday (fri after
// sat is the day before, every other the next one), a number of days (+2), "free" for the next day that is neither a weekend nor a holiday,
// or "back" for the one before.
package holiday
