// Package replies handles what our own people write back to our mails. It finds the mail that is meant, authorises the sender, has the commands
// carried out as actions, keeps everything else as notes, and answers with a receipt.
//
// A batch of messages is handled in two steps. Execute decides what to record. Once an evaluation has recorded and acted on it, Report writes
// the receipts from what that evaluation made of the alerts.
package replies
