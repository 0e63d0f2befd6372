package lenient

import (
	"sync"
	"time"
)

// Message is what the server says of one message in answer to a FETCH.
type Message struct {
	Number  uint32 // in its folder
	UID     uint32 // 0: it was not said
	Seen    bool
	Size    int64     // 0: it was not said
	Arrived time.Time // zero: it was not said
	Text    []byte    // nil: none was given
}

// collector hands messages to whoever asked for them, without the library: it would decode once more what is understood already, which costs most of
// the time of reading a mailbox. The library learns no more than how the command ended.
type collector struct {
	mu   sync.Mutex
	most int64 // bytes of a text
	take func(Message)
	err  error // why no message can be read any more
}

// Collect hands each message that the server tells to a function, until EndCollecting is called. A text of more than so many bytes ends the
// connection. The function is called by whoever reads from the reader, for one message after the other. Without Collect messages are left out.
func (r *Reader) Collect(most int64, take func(Message)) {
	r.collector.mu.Lock()
	defer r.collector.mu.Unlock()
	r.collector.most, r.collector.take = most, take
}

// EndCollecting ends what Collect began, and returns the error in the text of a message that ended the connection.
func (r *Reader) EndCollecting() error {
	r.collector.mu.Lock()
	defer r.collector.mu.Unlock()
	r.collector.most, r.collector.take = 0, nil
	return r.collector.err
}

func (c *collector) add(m Message) {
	c.mu.Lock()
	defer c.mu.Unlock()
	if c.take != nil {
		c.take(m)
	}
}

// limit returns how long a text may be; 0 where nobody takes messages.
func (c *collector) limit() int64 {
	c.mu.Lock()
	defer c.mu.Unlock()
	return c.most
}

// fail keeps and returns an error.
func (c *collector) fail(err error) error {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.err = err
	return err
}
