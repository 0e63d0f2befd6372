package edifact

import (
	"strconv"
	"strings"
)

// Response is a supplier's machine-written answer to an order, an EDIFACT
// ORDRSP message (UN/EDIFACT D.96A and later).
type Response struct {
	Code      int    // BGM 1225 or, without it, 4343 as a number of data element 1225
	Reference string // our order number, RFF+ON
	Number    string // the supplier's number of the response, BGM 1004
	Lines     []Line
}

// Line is the answer to one line of an order.
type Line struct {
	Number   string // line number, LIN 1082
	Code     int    // action code, LIN 1229: 3 changed, 5 accepted, 7 refused
	Quantity string // confirmed quantity, QTY+113 or QTY+21, as written
	Date     string // confirmed delivery, DTM 2, 67 or 69, as written
}

// The response codes of data element 1225 that decide what becomes of an order.
const (
	Received = 12 // not accepted yet
	Accepted = 29 // without amendment
	Refused  = 27
	Changed  = 4 // 28, 30 and 34 say changed as well
)

// OrderResponse reads a file as ORDRSP; ok is false if it is not one.
func OrderResponse(data []byte) (r Response, ok bool) {
	segments := segmentsOf(string(data))
	is := false
	for _, s := range segments {
		switch s.tag {
		case "UNH":
			is = strings.HasPrefix(s.element(2), "ORDRSP")
		case "UNT":
			if is {
				return r, r.Code != 0
			}
		default:
			if is {
				r.take(s)
			}
		}
	}
	return r, is && r.Code != 0
}

func (r *Response) take(s segment) {
	switch s.tag {
	case "BGM":
		r.Number = s.element(2)
		r.Code = codeOf(s)
	case "RFF":
		if r.Reference == "" && s.part(1, 1) == "ON" {
			r.Reference = s.part(1, 2)
		}
	case "LIN":
		code, _ := strconv.Atoi(s.element(2))
		r.Lines = append(r.Lines, Line{Number: s.element(1), Code: code})
	}
	if len(r.Lines) > 0 {
		r.Lines[len(r.Lines)-1].take(s)
	}
}

func (l *Line) take(s segment) {
	switch kind := s.part(1, 1); {
	case s.tag == "QTY" && (kind == "113" || kind == "21" && l.Quantity == ""):
		l.Quantity = s.part(1, 2)
	case s.tag == "DTM" && (kind == "2" || kind == "67" || kind == "69"):
		l.Date = s.part(1, 2)
	}
}

// codeOf reads the message function of BGM. Older systems leave it "original"
// and put the answer into the response type.
func codeOf(s segment) int {
	switch s.element(4) {
	case "AC":
		return Changed
	case "AP":
		return Accepted
	case "RE":
		return Refused
	case "AA", "AB":
		return Received
	}
	code, _ := strconv.Atoi(s.element(3))
	return code
}
