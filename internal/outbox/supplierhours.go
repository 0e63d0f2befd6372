package outbox

import (
	"context"
	"fmt"
	"time"

	"supplierwatch/internal/model"
)

// withinHours returns the mails without those to suppliers that may not be written to now.
func withinHours(ctx context.Context, all []model.Mail, now time.Time, hours SupplierHours) ([]model.Mail, error) {
	var mails []model.Mail
	for _, m := range all {
		if m.Kind.ToSupplier() && hours != nil {
			may, err := hours.MayWrite(ctx, m, now)
			if err != nil {
				return nil, fmt.Errorf("see whether a supplier may be written to: %w", err)
			}
			if !may {
				continue
			}
		}
		mails = append(mails, m)
	}
	return mails, nil
}
