package settings

import (
	"fmt"
	"maps"
	"reflect"
	"strings"

	"gopkg.in/yaml.v3"

	"supplierwatch/config"
)

// Shown returns a configuration that is safe to show: what its file says, over the defaults, with <secret> in place of whatever is secret.
// References to values elsewhere stay as the file writes them, {file: PATH} or {env: NAME}. An empty name means that there is no file.
func (s *Settings) Shown(file string) (map[string]any, error) {
	shown, err := tree(config.Configuration)
	if err != nil {
		return nil, fmt.Errorf("read the defaults: %w", err)
	}
	if file != "" {
		data, err := readFile(file)
		if err != nil {
			return nil, fmt.Errorf("read %s: %w", file, err)
		}
		own, err := tree(data)
		if err != nil {
			return nil, fmt.Errorf("read %s: %w", file, err)
		}
		shown = over(shown, own)
	}
	return hide(shown, s.secrets(), "").(map[string]any), nil
}

func tree(data []byte) (map[string]any, error) {
	read := map[string]any{}
	return read, yaml.Unmarshal(data, &read)
}

// over merges one tree over another.
func over(below, above map[string]any) map[string]any {
	all := maps.Clone(below)
	for key, value := range above {
		b, bothTrees := below[key].(map[string]any)
		a, isTree := value.(map[string]any)
		if bothTrees && isTree {
			value = over(b, a)
		}
		all[key] = value
	}
	return all
}

// secrets returns the texts of all secrets of the settings.
func (s *Settings) secrets() []string {
	var found []string
	var search func(v reflect.Value)
	search = func(v reflect.Value) {
		if v.Type() == reflect.TypeFor[Secret]() {
			if text := v.Interface().(Secret).Reveal(); text != "" {
				found = append(found, text)
			}
			return
		}
		switch v.Kind() {
		case reflect.Pointer, reflect.Interface:
			if !v.IsNil() {
				search(v.Elem())
			}
		case reflect.Struct:
			for i := range v.NumField() {
				if v.Type().Field(i).IsExported() {
					search(v.Field(i))
				}
			}
		case reflect.Slice, reflect.Array:
			for i := range v.Len() {
				search(v.Index(i))
			}
		case reflect.Map:
			for _, key := range v.MapKeys() {
				search(v.MapIndex(key))
			}
		}
	}
	search(reflect.ValueOf(s).Elem())
	return found
}

// secretKeys are those whose value is a secret wherever they stand.
var secretKeys = map[string]bool{
	"password": true, "secret": true, "client_secret": true, "read_token": true, "write_token": true, "key": true,
}

// hide puts <secret> in place of what is secret: by its key, or because it is the text of a secret, or holds one.
func hide(value any, secrets []string, key string) any {
	switch v := value.(type) {
	case map[string]any:
		hidden := make(map[string]any, len(v))
		for k, x := range v {
			hidden[k] = hide(x, secrets, k)
		}
		return hidden
	case []any:
		hidden := make([]any, len(v))
		for i, x := range v {
			hidden[i] = hide(x, secrets, key)
		}
		return hidden
	case map[any]any:
		return hidden // a key that is not text may hold anything
	case nil, bool:
		return v
	}
	text := fmt.Sprint(value)
	if secretKeys[key] {
		return hidden
	}
	for _, secret := range secrets {
		if strings.Contains(text, secret) {
			return hidden
		}
	}
	return value
}
