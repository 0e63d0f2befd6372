package composetest

// Tokens are the same token for every outbox row, and links that name the row.
type Tokens string

// For implements envelope.Tokens.
func (t Tokens) For(string) string { return string(t) }

// Link implements envelope.Tokens.
func (t Tokens) Link(row string) string { return row }
