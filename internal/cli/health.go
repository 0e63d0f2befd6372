package cli

import (
	"context"
	"errors"
	"fmt"
	"io"
	"net/http"
	"net/url"
	"strings"
	"time"

	"supplierwatch/internal/oneshot"

	"github.com/spf13/cobra"
)

// healthTimeout is shorter than what container engines wait by default.
const healthTimeout = 5 * time.Second

func newHealth() *cobra.Command {
	var config, page string
	cmd := &cobra.Command{
		Use:     "health",
		Short:   "Check whether the daemon is healthy, as the container image does",
		Long:    "Check whether the daemon is healthy. The container image uses this as its health check.",
		Example: "  supplierwatch health\n  supplierwatch health --url http://127.0.0.1:8080",
		Args:    noArgs,
		RunE: func(cmd *cobra.Command, _ []string) error {
			if page == "" {
				address, err := oneshot.PageURL(config)
				if err != nil {
					return exit{code: ExitUsage, err: err}
				}
				page = address
			}
			return askHealth(cmd.Context(), cmd.OutOrStdout(), strings.TrimSuffix(page, "/")+"/-/healthy")
		},
	}
	addConfig(cmd, &config)
	cmd.Flags().StringVar(&page, "url", "", "address of the page (default: as configured)")
	return cmd
}

// cause drops what the client says about its own request.
func cause(err error) error {
	if wrapped, ok := errors.AsType[*url.Error](err); ok {
		return wrapped.Err
	}
	return err
}

func askHealth(ctx context.Context, w io.Writer, page string) error {
	ctx, cancel := context.WithTimeout(ctx, healthTimeout)
	defer cancel()
	request, err := http.NewRequestWithContext(ctx, http.MethodGet, page, nil)
	if err != nil {
		return usage("health: %w", err)
	}
	response, err := http.DefaultClient.Do(request)
	if err != nil {
		return fmt.Errorf("health: no daemon answers at %s: %w", page, cause(err))
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
