package content

import "sync"

// lazy is a part of an index that is computed when somebody first asks for it, once for all who ask.
type lazy[T any] struct {
	once  sync.Once
	value T
}

func (l *lazy[T]) get(compute func() T) T {
	l.once.Do(func() { l.value = compute() })
	return l.value
}
