package rowdata

import (
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"errors"
	"time"

	"supplierwatch/internal/model"
)

// mailDocument is the part of a mail that never changes once it is queued, as its row keeps it. Pruning deletes the text, and keeps what an
// answer needs to find its mail.
type mailDocument struct {
	ID         string             `json:"id"`
	Kind       model.MailKind     `json:"kind"`
	To         model.Recipient    `json:"to"`
	MessageID  string             `json:"message_id"`
	Token      string             `json:"token,omitempty"`
	References []string           `json:"references,omitempty"`
	Subject    string             `json:"subject,omitempty"`
	Text       string             `json:"text,omitempty"`
	HTML       string             `json:"html,omitempty"`
	Payload    []byte             `json:"payload,omitempty"`
	Alerts     []mailDocumentItem `json:"alerts,omitempty"`
	About      []model.SubjectRef `json:"about,omitempty"`
	CreatedAt  time.Time          `json:"created_at"`
}

// mailDocumentItem is one alert that a mail is about.
type mailDocumentItem struct {
	Alert  string       `json:"alert"`
	Step   int          `json:"step"`
	Reason model.Reason `json:"reason"`
	Call   string       `json:"call,omitempty"`

	Severity model.Severity `json:"severity,omitempty"`
}

// MailText returns the document of what never changes about a mail. It refuses a mail that could not be found again.
func MailText(m model.Mail) (string, error) {
	if m.ID == "" {
		return "", errors.New("id is missing")
	}
	fixed := mailDocument{
		ID: m.ID, Kind: m.Kind, To: m.To, MessageID: m.MessageID, Token: m.Token, References: m.References, Subject: m.Subject,
		Text: m.Text, HTML: m.HTML, Payload: m.Payload, About: m.About, CreatedAt: m.CreatedAt.UTC(),
	}
	for _, item := range m.Alerts {
		fixed.Alerts = append(fixed.Alerts, mailDocumentItem(item))
	}
	return Document(fixed)
}

// MailRow returns the columns of a mail's row but its sequence number: id, kind, recipient, message_id, token, created_at, digest, not_before,
// attempts, last_error, result, settled_at, forgotten. The digest of the text outlives the text. Earliest is when it may be tried first.
func MailRow(m model.Mail, text, earliest string) []any {
	digest := sha256.Sum256([]byte(text))
	return []any{
		m.ID, string(m.Kind), Clean(m.To.String()), m.MessageID, m.Token, Instant(m.CreatedAt), hex.EncodeToString(digest[:]),
		earliest, int64(m.Attempts), Clean(m.LastError), string(model.MailQueued), NoInstant, int64(0),
	}
}

// ReadMail returns a mail of its document and of the columns that change. Began is since when it is unsure whether it was delivered.
func ReadMail(text, notBefore string, attempts int, lastError, began string) (model.Mail, error) {
	var fixed mailDocument
	docErr := json.Unmarshal([]byte(text), &fixed)
	earliest, timeErr := ParseInstant(notBefore)
	unsure, beganErr := ParseInstant(began)
	mail := model.Mail{
		ID: fixed.ID, Kind: fixed.Kind, To: fixed.To, MessageID: fixed.MessageID, Token: fixed.Token,
		References: fixed.References, Subject: fixed.Subject, Text: fixed.Text, HTML: fixed.HTML, Payload: fixed.Payload,
		About: fixed.About, CreatedAt: fixed.CreatedAt,
		NotBefore: earliest, Attempts: attempts, LastError: lastError, Unsure: unsure,
	}
	for _, item := range fixed.Alerts {
		mail.Alerts = append(mail.Alerts, model.DecisionItem(item))
	}
	return mail, errors.Join(docErr, timeErr, beganErr)
}

// WithoutText returns the document of a mail without subject, texts and payload. The other parts stay as they are.
func WithoutText(text string) (string, error) {
	var fixed mailDocument
	if err := json.Unmarshal([]byte(text), &fixed); err != nil {
		return "", err
	}
	fixed.Subject, fixed.Text, fixed.HTML, fixed.Payload = "", "", "", nil
	return Document(fixed)
}
