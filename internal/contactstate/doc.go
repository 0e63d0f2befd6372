// Package contactstate computes what is known of a supplier's contacts at one instant: until when an address and a phone number count as verified,
// which of them are known to fail, what was announced to have changed, and which contacts are independent of each other.
//
// It reads what package obligations merged from registry and facts:
//
//	obligations.Supplier ─┬─▶ Ways          until when each channel of a contact counts as verified
//	                      ├─▶ Works         whether mail or a phone still reaches somebody
//	                      ├─▶ LastChange    an announced change that nobody has settled by a call
//	                      └─▶ Independent   contacts that share neither an address nor a phone number
package contactstate
