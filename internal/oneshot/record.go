package oneshot

import (
	"context"
	"errors"

	"supplierwatch/internal/factindex"
	"supplierwatch/internal/model"
	"supplierwatch/internal/record"
	"supplierwatch/internal/settings"
	"supplierwatch/internal/store"
	"supplierwatch/internal/wiring"
)

// RecordPlace is where something is recorded.
type RecordPlace struct {
	Config   string   // whose state it goes to; empty: the one in ./var
	Registry []string // what to check it against, instead of the configuration's registry
	Write    string   // the registry to write it into, instead of the state
}

// RecordKnown records something that a person knows: beside a running daemon, which acts on it in its next evaluation, or into the files of a
// registry.
func RecordKnown(ctx context.Context, place RecordPlace, request record.Request) (record.Result, error) {
	request.Source = "shell"
	if place.Write != "" {
		result, problems, err := record.Write(request, place.Write)
		if len(problems) > 0 {
			return result, wiring.ProblemError(problems)
		}
		return result, err
	}
	conf, db, err := wiring.OpenState(ctx, place.Config)
	if err != nil {
		return record.Result{}, err
	}
	defer db.Close()
	result, err := checkedRecord(ctx, conf, db, place, request)
	if err != nil {
		return record.Result{}, err
	}
	return result, db.Commit(ctx, model.Change{Facts: []model.Fact{result.Fact}})
}

// checkedRecord checks a request against the registry, where there is one.
func checkedRecord(ctx context.Context, conf *settings.Settings, db store.Store, place RecordPlace, request record.Request) (record.Result, error) {
	recorded, err := db.FactsAfter(ctx, 0)
	if err != nil {
		return record.Result{}, err
	}
	loaded, err := loadRegistry(conf, place.Registry, recorded)
	if errors.Is(err, errNoRegistry) {
		return record.CheckForm(request)
	}
	if err != nil {
		return record.Result{}, err
	}
	return record.Check(request, record.Known{Registry: loaded, Facts: factindex.New(recorded...)})
}
