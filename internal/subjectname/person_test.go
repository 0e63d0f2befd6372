package subjectname_test

import (
	"testing"

	"supplierwatch/internal/model"
	"supplierwatch/internal/subjectname"
)

func TestPerson(t *testing.T) {
	r := &model.Registry{Teams: map[string]*model.Team{"buying": {Members: []string{
		"carla.mai@buyer.example", "a.li@buyer.example", "bo@buyer.example", "ann-sophie.o'neil@buyer.example", "user17@buyer.example", "élan_roy@buyer.example",
	}}}}
	for actor, want := range map[string]string{
		"carla.mai@buyer.example": "Carla Mai (carla.mai@buyer.example)", "a.li@buyer.example": "A. Li (a.li@buyer.example)", "bo@buyer.example": "Bo (bo@buyer.example)",
		"ann-sophie.o'neil@buyer.example": "Ann-Sophie O'neil (ann-sophie.o'neil@buyer.example)", "user17@buyer.example": "user17@buyer.example",
		"élan_roy@buyer.example": "Élan Roy (élan_roy@buyer.example)", "Carla.Mai@buyer.example": "Carla Mai (Carla.Mai@buyer.example)",
		"eve.other@elsewhere.example": "eve.other@elsewhere.example", "root": "root", "": "", "carla": "carla",
	} {
		if got := subjectname.Person(r, actor); got != want {
			t.Errorf("%q is %q, want %q", actor, got, want)
		}
	}
	if got := subjectname.Person(nil, "carla.mai@buyer.example"); got != "carla.mai@buyer.example" {
		t.Errorf("without a registry it is %q", got)
	}
}
