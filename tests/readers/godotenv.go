// Reads each folder's `env` with godotenv: godotenv FOLDER...
package main

import (
	"os"
	"path/filepath"
	"strings"

	"github.com/joho/godotenv"
)

func main() {
	for _, folder := range os.Args[1:] {
		// A file that it refuses sets nothing.
		values, err := godotenv.Read(filepath.Join(folder, "env"))
		if err != nil {
			values = nil
		}
		names, err := os.ReadFile(filepath.Join(folder, "names"))
		check(err)
		results := filepath.Join(folder, "godotenv")
		check(os.Mkdir(results, 0o755))
		for _, name := range strings.Fields(string(names)) {
			if value, found := values[name]; found {
				check(os.WriteFile(filepath.Join(results, name), []byte(value), 0o644))
			}
		}
	}
}

func check(err error) {
	if err != nil {
		panic(err)
	}
}
