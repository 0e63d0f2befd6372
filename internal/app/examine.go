package app

// examine looks for damage in the whole state. The store remembers what it finds: from then on no pass is made and no mail sent, and the
// daemon is not ready, which ends the heartbeat.
func (d *Daemon) examine() bool {
	err := d.store.Check(d.ctx)
	if err == nil || d.ctx.Err() != nil {
		return err == nil
	}
	d.Log.Error("examine the state", "error", err)
	d.failed(err)
	return false
}
