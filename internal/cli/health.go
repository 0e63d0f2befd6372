package cli

import (
	"context"
	"errors"
	"fmt"
	"io"
	"net/http"
	"strings"
	"time"

	"github.com/spf13/cobra"

	"supplierwatch/internal/app"
)

// healthTimeout is shorter than what container engines wait by default.
const healthTimeout = 5 * time.Second

func newHealth() *cobra.Command {
	var config, url string
	cmd := &cobra.Command{
		Use:     "health",
		Short:   "Ask the daemon whether it is healthy: the container's health check",
		Example: "  supplierwatch health\n  supplierwatch health --url http://127.0.0.1:8080",
		Args:    noArgs,
		RunE: func(cmd *cobra.Command, _ []string) error {
			if url == "" {
				address, err := app.PageURL(config)
				if err != nil {
					return exit{code: ExitUsage, err: err}
				}
				url = address
			}
			return askHealth(cmd.Context(), cmd.OutOrStdout(), strings.TrimSuffix(url, "/")+"/-/healthy")
		},
	}
	addConfig(cmd, &config)
	cmd.Flags().StringVar(&url, "url", "", "where the page is, if not where the configuration says")
	return cmd
}

func askHealth(ctx context.Context, w io.Writer, url string) error {
	ctx, cancel := context.WithTimeout(ctx, healthTimeout)
	defer cancel()
	request, err := http.NewRequestWithContext(ctx, http.MethodGet, url, nil)
	if err != nil {
		return usage("health: %w", err)
	}
	response, err := http.DefaultClient.Do(request)
	if err != nil {
		return fmt.Errorf("health: %w", err)
	}
	defer response.Body.Close()
	body, err := io.ReadAll(io.LimitReader(response.Body, 4096))
	if err != nil {
		return fmt.Errorf("health: read answer: %w", err)
	}
	if response.StatusCode != http.StatusOK {
		return errors.New("health: " + strings.TrimSpace(string(body)))
	}
	fmt.Fprintln(w, strings.TrimSpace(string(body)))
	return nil
}
