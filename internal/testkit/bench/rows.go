package bench

// Row measures one kind of work and returns the lines that it fills.
type Row struct {
	Name    string
	Measure func(*Bench) ([]Figure, error)
}

// Rows returns all rows in the order of the table.
func Rows() []Row {
	return []Row{
		{"check", measureCheck},
		{"recheck", measureRecheck},
		{"service", measureService},
		{"reload", measureReload},
		{"first-mails", measureFirstMails},
		{"relay", measureRelay},
		{"tarpits", measureTarpits},
		{"callouts", measureCallouts},
		{"web-pages", measureWebPages},
		{"mailbox", measureMailbox},
		{"state", measureState},
		{"probe-year", measureProbeYear},
		{"simulate", measureSimulate},
		{"growth", measureGrowth},
	}
}
