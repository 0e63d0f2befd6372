package model

import (
	"encoding/json"
	"fmt"
	"math"
	"strconv"
	"strings"
)

// Money is an amount in hundredths of a currency's unit. Hundredths are whole numbers, so that a sum does not depend on the order of its
// terms.
type Money struct {
	Hundredths int64
	Currency   string // ISO 4217 code
}

// Amount returns the amount in units as a decimal number without an empty fraction: 2700000 or 12.50.
func (m Money) Amount() string {
	if m.Hundredths%100 == 0 {
		return strconv.FormatInt(m.Hundredths/100, 10)
	}
	return strconv.FormatFloat(float64(m.Hundredths)/100, 'f', 2, 64)
}

// String returns the amount as people read it: EUR 2,700,000.
func (m Money) String() string {
	whole, fraction, _ := strings.Cut(m.Amount(), ".")
	for i := len(whole) - 3; i > 0 && whole[i-1] != '-'; i -= 3 {
		whole = whole[:i] + "," + whole[i:]
	}
	if fraction != "" {
		whole += "." + fraction
	}
	return m.Currency + " " + whole
}

// MarshalJSON returns {"amount": 2700000, "currency": "EUR"}.
func (m Money) MarshalJSON() ([]byte, error) {
	return fmt.Appendf(nil, `{"amount":%s,"currency":%q}`, m.Amount(), m.Currency), nil
}

// UnmarshalJSON reads what MarshalJSON wrote.
func (m *Money) UnmarshalJSON(data []byte) error {
	var raw struct {
		Amount   json.Number `json:"amount"`
		Currency string      `json:"currency"`
	}
	if err := json.Unmarshal(data, &raw); err != nil {
		return fmt.Errorf("read amount: %w", err)
	}
	units, err := raw.Amount.Float64()
	if err != nil {
		return fmt.Errorf("read amount: %w", err)
	}
	*m = Money{Hundredths: int64(math.Round(units * 100)), Currency: raw.Currency}
	return nil
}
