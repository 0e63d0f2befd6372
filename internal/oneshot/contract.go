package oneshot

import (
	"time"

	"supplierwatch/internal/apidoc"
	"supplierwatch/internal/contractends"
	"supplierwatch/internal/registry"
)

// Contract returns the ends of one contract of an evaluated registry. An id that does not exist is an error that names the nearest.
func (r CheckResult) Contract(target registry.Target, now time.Time) (apidoc.ContractDocument, error) {
	s, err := target.Resolve(r.Registry)
	if err != nil {
		return apidoc.ContractDocument{}, err
	}
	detail, _ := contractends.Explain(r.Registry, r.facts, s, target.Subject.ID, now)
	return apidoc.ContractDocument{Version: apidoc.DocumentVersion, AsOf: now.UTC(), Contract: detail}, nil
}

// ContractNames returns all contracts of a registry as SUPPLIER/ID; none if it cannot be read.
func ContractNames(paths []string, config string) []string {
	request := CheckRequest{Paths: paths, Config: config}
	loaded, _, _, _ := request.load()
	if loaded == nil {
		return nil
	}
	var names []string
	for _, s := range loaded.Suppliers {
		for _, c := range s.Contracts {
			names = append(names, s.ID+"/"+c.ID)
		}
	}
	return names
}
