package bench

import (
	"bufio"
	"errors"
	"fmt"
	"net/http"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strconv"
	"syscall"
	"time"
)

var errNoExporter = errors.New("prometheus-blackbox-exporter is not installed")

// measureWebPages compares the processor time for each web page that the daemon requests with that of blackbox_exporter.
func measureWebPages(b *Bench) ([]Figure, error) {
	servers := played{Hosts: 1000, Targets: 10_000}
	var ours, theirs []time.Duration
	for range b.Rounds {
		our, err := servers.webPages(b)
		if err != nil {
			return nil, err
		}
		their, err := servers.exporter(b)
		if err != nil {
			return nil, err
		}
		ours, theirs = append(ours, our), append(theirs, their)
	}
	ratio := median(ours).Seconds() / median(theirs).Seconds()
	return []Figure{{
		Work: fmt.Sprintf("request %d web pages: processor time for each", servers.Targets), Ours: microseconds(median(ours)),
		Yardstick: "blackbox_exporter: " + microseconds(median(theirs)), Ratio: ratio, Target: "≤ 1.0", Met: ratio <= 1,
	}}, nil
}

func microseconds(d time.Duration) string { return fmt.Sprintf("%d µs", d.Microseconds()) }

// webPages starts a daemon and returns the processor time that it used for each page from when it was ready until it had requested all.
func (p played) webPages(b *Bench) (time.Duration, error) {
	folder, err := b.folder("web-pages")
	if err != nil {
		return 0, err
	}
	stop, err := p.start(b)
	if err != nil {
		return 0, err
	}
	defer stop()
	pages, err := p.targets(b, folder)
	if err != nil {
		return 0, err
	}
	if err := writeWebPages(filepath.Join(folder, "registry"), pages); err != nil {
		return 0, err
	}
	address, err := configuration{Folder: folder, Extra: fmt.Sprintf(`smtp: [{directory: outbox}]
schedule: {probe: "* * * * *", mailboxes: "0 3 1 1 *"}
probe: {resolver: "127.0.0.1:5353", allow: [127.0.0.0/8], concurrency: %d, rdap: {enabled: false}}
`, visits)}.write()
	if err != nil {
		return 0, err
	}
	d, err := b.start(folder, address)
	if err != nil {
		return 0, err
	}
	used, err := d.requests(len(pages))
	if stopped := d.stop(); err == nil {
		err = stopped
	}
	return used / time.Duration(len(pages)), err
}

// requests waits until the daemon has requested all pages and returns the processor time that it used since it was ready.
func (d *daemon) requests(pages int) (time.Duration, error) {
	if _, err := d.until("ready", d.ready); err != nil {
		return 0, err
	}
	before, _, err := d.usage()
	if err != nil {
		return 0, err
	}
	if _, err := d.until("the results", func() bool {
		n, err := d.metricWith("supplierwatch_probes_total", `kind="http"`)
		return err == nil && int(n) >= pages
	}); err != nil {
		return 0, err
	}
	after, _, err := d.usage()
	return after - before, err
}

// writeWebPages writes a registry of suppliers with ten web pages each.
func writeWebPages(folder string, pages []target) error {
	if err := os.MkdirAll(folder, 0o755); err != nil {
		return err
	}
	return writeFile(filepath.Join(folder, "pages.yaml"), func(w *bufio.Writer) error {
		if err := (companyFiles{Teams: 1}).writeTeams(w); err != nil {
			return err
		}
		fmt.Fprint(w, "suppliers:\n")
		for i, p := range pages {
			if i%10 == 0 {
				fmt.Fprintf(w, "  - id: supplier-%d\n    name: Supplier %d\n    owner: buying-0\n    contacts: [{role: orders, phone: \"+49 30 555001\"}]\n    endpoints:\n", i, i)
			}
			fmt.Fprintf(w, "      - {id: %s, kind: http, target: %q}\n", p.ID, p.Portal)
		}
		return nil
	})
}

// exporter has blackbox_exporter request the same pages and returns the processor time of it alone for each.
func (p played) exporter(b *Bench) (time.Duration, error) {
	path, err := exec.LookPath("prometheus-blackbox-exporter")
	if err != nil {
		return 0, errNoExporter
	}
	drive, err := b.kit("bbdrive")
	if err != nil {
		return 0, err
	}
	folder, err := b.folder("exporter")
	if err != nil {
		return 0, err
	}
	stop, err := p.start(b)
	if err != nil {
		return 0, err
	}
	defer stop()
	pages, err := p.targets(b, folder)
	if err != nil {
		return 0, err
	}
	if err := writeFile(filepath.Join(folder, "pages.txt"), func(w *bufio.Writer) error {
		for _, page := range pages {
			fmt.Fprintf(w, "http_2xx %s\n", page.Portal)
		}
		return nil
	}); err != nil {
		return 0, err
	}
	address, err := freeAddress()
	if err != nil {
		return 0, err
	}
	cmd := exec.Command(path, "--config.file=blackbox.yml", "--web.listen-address="+address)
	cmd.Dir = folder
	if err := cmd.Start(); err != nil {
		return 0, err
	}
	defer func() {
		_ = cmd.Process.Signal(syscall.SIGTERM)
		_ = cmd.Wait() // it ends by the signal
	}()
	if err := awaitPage("http://" + address + "/-/healthy"); err != nil {
		return 0, err
	}
	out, err := exec.Command(drive, "-url", "http://"+address+"/probe", "-targets", filepath.Join(folder, "pages.txt"),
		"-c", fmt.Sprint(visits), "-pid", fmt.Sprint(cmd.Process.Pid)).CombinedOutput()
	if err != nil {
		return 0, fmt.Errorf("drive the exporter: %w\n%s", err, firstLines(out))
	}
	return exporterTime(out, len(pages))
}

var exporterResult = regexp.MustCompile(`probes (\d+) .* ([0-9.]+) ms/probe`)

// exporterTime reads the processor time for each probe from what the kit's driver prints.
func exporterTime(out []byte, pages int) (time.Duration, error) {
	m := exporterResult.FindSubmatch(out)
	if m == nil || string(m[1]) != strconv.Itoa(pages) {
		return 0, fmt.Errorf("drive the exporter: it printed %q", firstLines(out))
	}
	each, err := strconv.ParseFloat(string(m[2]), 64)
	return time.Duration(each * float64(time.Millisecond)), err
}

// awaitPage waits until a server answers.
func awaitPage(url string) error {
	var err error
	for began := time.Now(); time.Since(began) < 20*time.Second; time.Sleep(20 * time.Millisecond) {
		var answer *http.Response
		if answer, err = http.Get(url); err == nil {
			return answer.Body.Close()
		}
	}
	return err
}
