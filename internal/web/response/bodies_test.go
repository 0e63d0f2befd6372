package response

import (
	"bytes"
	"errors"
	"fmt"
	"runtime"
	"sync"
	"sync/atomic"
	"testing"
)

func TestAnAnswerIsMadeOnceForAnEdition(t *testing.T) {
	b := newSharedBodies()
	made := 0
	create := func() ([]byte, error) { made++; return []byte("body"), nil }
	get := func(asked string, edition any) *sharedBody {
		t.Helper()
		found, err := b.get(t.Context(), asked, edition, create)
		if err != nil {
			t.Fatal(err)
		}
		return found
	}
	first := get("/x", 1)
	if again := get("/x", 1); again != first || made != 1 {
		t.Errorf("made %d times", made)
	}
	newer := get("/x", 2)
	if newer == first || made != 2 || b.held != 8 {
		t.Errorf("made %d times, %d bytes held", made, b.held)
	}
	b.release(first)
	b.release(first)
	if b.held != 4 {
		t.Errorf("%d bytes are held of an old edition that nobody reads", b.held-4)
	}
	b.release(newer)
	if get("/x", 2) != newer {
		t.Error("the last edition is not kept for the next reader")
	}
	b.release(newer)
	once := get("/y", nil)
	if get("/y", nil) == once || b.held != 12 {
		t.Errorf("an answer without an edition is shared; %d bytes held", b.held)
	}
	for i := range 10 * spares {
		b.release(get(fmt.Sprint(i), 1))
	}
	if len(b.kept) > spares {
		t.Errorf("%d answers are kept", len(b.kept))
	}
}

func TestTooManyLongAnswersAreRefusedUntilSomeAreRead(t *testing.T) {
	b := newSharedBodies()
	long := func() ([]byte, error) { return make([]byte, mostHeld/2), nil }
	one, _ := b.get(t.Context(), "1", nil, long)
	two, _ := b.get(t.Context(), "2", nil, long)
	if _, err := b.get(t.Context(), "3", nil, long); !errors.Is(err, errCrowded) {
		t.Errorf("a third one: %v", err)
	}
	b.release(one)
	b.release(two)
	whole, err := b.get(t.Context(), "4", nil, func() ([]byte, error) { return make([]byte, 2*mostHeld), nil })
	if err != nil {
		t.Fatalf("one that is too long, alone: %v", err)
	}
	b.release(whole)
	if b.held != 0 {
		t.Errorf("%d bytes are held that nobody reads", b.held)
	}
}

func TestOneAnswerIsMadeAtATime(t *testing.T) {
	b := newSharedBodies()
	var now, most atomic.Int32
	var readers sync.WaitGroup
	for i := range 20 {
		readers.Go(func() {
			found, err := b.get(t.Context(), fmt.Sprint(i%7), i%3, func() ([]byte, error) {
				most.Store(max(most.Load(), now.Add(1)))
				runtime.Gosched()
				now.Add(-1)
				return bytes.Repeat([]byte("x"), i), nil
			})
			if err != nil {
				t.Error(err)
				return
			}
			b.release(found)
		})
	}
	readers.Wait()
	if most.Load() != 1 {
		t.Errorf("%d were made at a time", most.Load())
	}
}
