package readmodel

import (
	"sync"
	"time"

	"supplierwatch/internal/web/content"
)

// ServiceState remembers since the start of the service how mails were taken and folders were read.
type ServiceState struct {
	mu      sync.Mutex
	relays  []content.RelayState // in the order of the configuration
	folders map[string]content.FolderState
}

// NewServiceState returns the state of relays, by their names in the order of the configuration, of which nothing is known yet.
func NewServiceState(relays []string) *ServiceState {
	s := &ServiceState{folders: map[string]content.FolderState{}}
	for _, name := range relays {
		s.relays = append(s.relays, content.RelayState{Name: name})
	}
	return s
}

// RelayAccepted notes that a relay took a mail, or that it was written to a file.
func (s *ServiceState) RelayAccepted(relay string, written bool, at time.Time) {
	s.changeRelay(relay, func(r *content.RelayState) { r.Accepted, r.Written, r.Down = at, written, false })
}

// RelayFailed notes what a relay answered that took no mail; down, it is left alone for a while.
func (s *ServiceState) RelayFailed(relay, answer string, down bool, at time.Time) {
	s.changeRelay(relay, func(r *content.RelayState) { r.Failed, r.Error, r.Down = at, answer, r.Down || down })
}

// RelayWorks notes that a relay that was down works again.
func (s *ServiceState) RelayWorks(relay string) {
	s.changeRelay(relay, func(r *content.RelayState) { r.Down = false })
}

func (s *ServiceState) changeRelay(name string, change func(*content.RelayState)) {
	s.mu.Lock()
	defer s.mu.Unlock()
	for i := range s.relays {
		if s.relays[i].Name == name {
			change(&s.relays[i])
			return
		}
	}
}

// FolderRead notes that a folder was read completely, or why not.
func (s *ServiceState) FolderRead(account, folder string, at time.Time, err error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	key := account + "/" + folder
	f := s.folders[key]
	f.Account, f.Name = account, folder
	if err == nil {
		f.Read = at
	} else {
		f.Failed, f.Error = at, err.Error()
	}
	s.folders[key] = f
}

// relaysNow returns the states of all relays.
func (s *ServiceState) relaysNow() []content.RelayState {
	s.mu.Lock()
	defer s.mu.Unlock()
	return append([]content.RelayState(nil), s.relays...)
}

// folder returns the state of a folder.
func (s *ServiceState) folder(account, name string) content.FolderState {
	s.mu.Lock()
	defer s.mu.Unlock()
	f := s.folders[account+"/"+name]
	f.Account, f.Name = account, name
	return f
}
