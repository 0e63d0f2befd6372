package strictyaml

import "supplierwatch/internal/model"

// Place is where something stands inside its file; line and column count from one. Embedded in a struct it receives the place of the
// block. It is small because a large registry has millions of them.
type Place struct{ Line, Column int32 }

// In returns the position of the place in that file.
func (p Place) In(file string) model.Position {
	return model.Position{File: file, Line: int(p.Line), Column: int(p.Column)}
}

// IsZero reports whether nothing stands there.
func (p Place) IsZero() bool { return p == Place{} }
