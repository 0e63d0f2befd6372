package oneshot

import (
	"context"
	"crypto/rand"
	"encoding/hex"
	"errors"
	"io/fs"
	"time"

	"supplierwatch/internal/apidoc"
	"supplierwatch/internal/model"
	"supplierwatch/internal/reloadrequest"
	"supplierwatch/internal/store"
	"supplierwatch/internal/wiring"
)

// Reload is the wish that a running daemon reads its registry again.
type Reload struct {
	Config string // of the daemon; empty: the one in ./var
	Force  bool   // accept a registry that lacks many suppliers at once
	Actor  string
	Now    time.Time
	Wait   time.Duration // for the answer
}

// answerInterval is how often a command looks for the answer of the daemon.
const answerInterval = 200 * time.Millisecond

// AskForReload asks the daemon of a state to read its registry again, and returns its answer. Where no daemon has ever used the state, none answers.
func AskForReload(ctx context.Context, wanted Reload) (apidoc.ReloadDocument, error) {
	unanswered := apidoc.ReloadDocument{Version: apidoc.DocumentVersion, Result: apidoc.ReloadUnanswered, Errors: []model.Problem{}, Warnings: []model.Problem{}}
	conf, problems, _ := wiring.LoadSettingsLikeBefore(wanted.Config)
	if conf == nil {
		return unanswered, wiring.ProblemError(problems)
	}
	db, err := wiring.OpenExistingStore(ctx, conf)
	if errors.Is(err, fs.ErrNotExist) {
		return unanswered, nil
	}
	if err != nil {
		return unanswered, err
	}
	defer db.Close()
	var id [3]byte
	_, _ = rand.Read(id[:]) // never fails
	request := reloadrequest.Request{ID: hex.EncodeToString(id[:]), Force: wanted.Force, Actor: wanted.Actor, At: wanted.Now}
	if err := db.Commit(ctx, model.Change{Facts: []model.Fact{request.Fact()}}); err != nil {
		return unanswered, err
	}
	timed, cancel := context.WithTimeout(ctx, wanted.Wait)
	defer cancel()
	if answer, ok, err := awaitAnswer(timed, db, request); ok || err != nil {
		return answer, err
	}
	return unanswered, ctx.Err()
}

// awaitAnswer looks for the answer to a request until the context ends. It reports false if there was none by then.
func awaitAnswer(ctx context.Context, db store.Facts, request reloadrequest.Request) (answer apidoc.ReloadDocument, ok bool, err error) {
	ticker := time.NewTicker(answerInterval)
	defer ticker.Stop()
	for {
		facts, err := db.FactsByID(ctx, []string{request.AnswerID()})
		if err != nil && ctx.Err() == nil {
			return answer, false, err
		}
		for _, f := range facts {
			if answer, ok := request.ReadAnswer(f); ok {
				return answer, true, nil
			}
		}
		select {
		case <-ctx.Done():
			return answer, false, nil
		case <-ticker.C:
		}
	}
}
