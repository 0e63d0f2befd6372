package webhook

import "time"

const soon = 1500 * time.Millisecond
