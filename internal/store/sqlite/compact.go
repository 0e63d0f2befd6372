package sqlite

import "context"

// worthCompacting is how many pages must be free, and more than half of all, before a
// start gives them back: what is free is used again, so that a little does no harm.
const worthCompacting = 1024

// compact returns pages to the file system that a migration or pruning has freed.
// Where that fails, for want of space or because somebody reads, the file stays as
// large as it was.
func (d *database) compact(ctx context.Context) error {
	var free, all int
	const pages = "SELECT freelist_count, page_count FROM pragma_freelist_count, pragma_page_count"
	if err := d.reader.QueryRowContext(ctx, pages).Scan(&free, &all); err != nil {
		return explain(err)
	}
	if free > worthCompacting && free > all/2 {
		_, _ = d.writer.ExecContext(ctx, "VACUUM")
	}
	return nil
}
