package probe

import (
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"maps"
	"time"

	"supplierwatch/internal/model"
)

// question is what one or several probes of a batch want to know.
type question struct{ probes []Probe }

// group makes one question of the probes with one key, and leaves out a
// subject that the batch has already.
func group(due []Probe) []*question {
	var questions []*question
	byKey := map[string]*question{}
	seen := map[model.SubjectRef]bool{}
	for _, p := range due {
		subject := model.SubjectRef{Supplier: p.Supplier, Subject: p.Subject}
		if seen[subject] {
			continue
		}
		seen[subject] = true
		q := byKey[p.Key]
		if q == nil || p.Key == "" {
			q = &question{}
			byKey[p.Key] = q
			questions = append(questions, q)
		}
		q.probes = append(q.probes, p)
	}
	return questions
}

// splitByBatch returns the questions that are asked alone, and those of each
// BatchProber.
func splitByBatch(questions []*question) (alone []*question, batches map[BatchProber][]*question) {
	batches = map[BatchProber][]*question{}
	for _, q := range questions {
		if batch := q.probes[0].Batch; batch != nil {
			batches[batch] = append(batches[batch], q)
		} else {
			alone = append(alone, q)
		}
	}
	return alone, batches
}

// rows deals the questions of each host out to that many rows; a question
// without a host gets a row of its own.
func rows(questions []*question, perHost int) [][]*question {
	var all [][]*question
	dealt := map[string][]int{} // the rows of each host
	turn := map[string]int{}
	for _, q := range questions {
		host := q.probes[0].Host
		if host == "" || len(dealt[host]) < perHost {
			dealt[host] = append(dealt[host], len(all))
			all = append(all, []*question{q})
			continue
		}
		row := dealt[host][turn[host]%perHost]
		turn[host]++
		all[row] = append(all[row], q)
	}
	return all
}

// facts returns a fact for each probe of the question, with its own copy of the answer.
func (q *question) facts(answer model.Fact, at time.Time) []model.Fact {
	facts := make([]model.Fact, len(q.probes))
	for i, p := range q.probes {
		facts[i] = complete(answer, p.Supplier, p.Subject, at)
	}
	return facts
}

// complete fills in whom a fact is about and when it was observed. Its id follows
// from both, so the same observation never counts twice.
func complete(f model.Fact, supplier string, subject model.Subject, at time.Time) model.Fact {
	f.Supplier, f.Subject, f.Actor = supplier, subject, model.ActorWatchdog
	f.ObservedAt = at
	sum := sha256.Sum256(fmt.Appendf(nil, "%s\x00%s\x00%d", supplier, subject, at.UnixNano()))
	f.ID = hex.EncodeToString(sum[:10])
	f.Data = maps.Clone(f.Data)
	return f
}
