// Package paging reads which part of a list a client asks for, and selects it.
//
// A list is served in pages of at most `limit` items. The `next` of a page is the cursor of the one behind it. A cursor names the last item of its page
// by what the list is sorted by, and not by its place in it: when items come and go between two pages, none that stays is left out or served twice.
package paging
