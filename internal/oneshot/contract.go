package oneshot

import (
	"maps"
	"slices"
	"time"

	"supplierwatch/internal/apidoc"
	"supplierwatch/internal/contractends"
	"supplierwatch/internal/registry/recordtarget"
)

// Contract returns the ends of one contract of an evaluated registry. An id that does not exist is an error that names the nearest.
func (r CheckResult) Contract(target recordtarget.Target, now time.Time) (apidoc.ContractDocument, error) {
	s, err := target.Resolve(r.Registry)
	if err != nil {
		return apidoc.ContractDocument{}, err
	}
	detail, _ := contractends.Explain(r.Registry, r.facts, s, target.Subject.ID, now)
	return apidoc.ContractDocument{Version: apidoc.DocumentVersion, AsOf: now.UTC(), Contract: detail}, nil
}

// RegistryNames are the ids of a registry.
type RegistryNames struct {
	Suppliers []string
	Contracts []string // as SUPPLIER/ID
	Policies  []string
}

// NamesOf returns the ids of a registry; none if it cannot be read.
func NamesOf(paths []string, config string) RegistryNames {
	request := CheckRequest{Paths: paths, Config: config}
	loaded, _, _, _ := request.load()
	if loaded == nil {
		return RegistryNames{}
	}
	names := RegistryNames{Policies: slices.Sorted(maps.Keys(loaded.Policies))}
	for _, s := range loaded.Suppliers {
		names.Suppliers = append(names.Suppliers, s.ID)
		for _, c := range s.Contracts {
			names.Contracts = append(names.Contracts, s.ID+"/"+c.ID)
		}
	}
	return names
}
