// Draws each picture from the table beside it: the table is what holds the figures, for screen readers, print and
// whoever has no script. A bar or slice leads where its figure in the table leads.
(() => {
  const Chart = window.Chart;
  if (!Chart) return;
  const root = document.documentElement;
  const MANY = 8;
  const LONG = 12;
  const drawn = [];

  const colour = (name) => getComputedStyle(root).getPropertyValue(name).trim();
  const palette = () => [1, 2, 3, 4, 5, 6, 7, 8].map((number) => colour("--pic-" + number));
  const short = (text) => (text.length > LONG ? text.slice(0, LONG - 1) + "…" : text);

  // Labels, names of the series, and for each series its values and addresses.
  const read = (picture) => {
    const rows = Array.from(picture.querySelectorAll("tbody tr")).filter((row) => row.querySelector("[data-value]"));
    const heads = Array.from(picture.querySelectorAll("thead th")).slice(1);
    const width = rows.length ? rows[0].querySelectorAll("[data-value]").length : 0;
    const series = heads.slice(0, width).map((head, place) => {
      const cells = rows.map((row) => row.querySelectorAll("[data-value]")[place]);
      return {
        name: head.textContent,
        values: cells.map((cell) => (cell.dataset.value === "" ? null : Number(cell.dataset.value))),
        links: cells.map((cell) => cell.querySelector("a")?.href || ""),
      };
    });
    return { labels: rows.map((row) => row.querySelector("th").textContent), series };
  };

  const scales = (lying, unit) => {
    const value = { beginAtZero: true, max: unit === "%" ? 100 : undefined, ticks: { color: colour("--ink-3"), precision: 0 }, grid: { color: colour("--line") } };
    const name = { ticks: { color: colour("--ink-2"), autoSkip: false, callback(at) { return short(this.getLabelForValue(at)); } }, grid: { display: false } };
    return lying ? { x: value, y: name } : { x: name, y: value };
  };

  const open = (data) => (event, found) => {
    const at = found[0];
    const link = at && data.series[at.datasetIndex].links[at.index];
    if (link) location.assign(link);
  };

  const hover = (data) => (event, found) => {
    const at = found[0];
    event.native.target.style.cursor = at && data.series[at.datasetIndex].links[at.index] ? "pointer" : "default";
  };

  const settings = (shape, data, unit) => {
    const ring = shape === "shares";
    const lying = shape === "ranking";
    const colours = palette();
    const each = ring ? data.labels.map((label, place) => colours[place % colours.length]) : null;
    return {
      type: ring ? "doughnut" : "bar",
      data: {
        labels: data.labels,
        datasets: data.series.map((one, place) => ({
          label: one.name, data: one.values, maxBarThickness: 34,
          backgroundColor: each || colours[place % colours.length],
          borderColor: colour("--surface"), borderWidth: ring ? 2 : 0,
        })),
      },
      options: {
        animation: false, responsive: true, maintainAspectRatio: false, indexAxis: lying ? "y" : "x",
        scales: ring ? {} : scales(lying, unit),
        onClick: open(data), onHover: hover(data),
        plugins: {
          legend: { display: ring || data.series.length > 1, position: ring ? "right" : "top", labels: { color: colour("--ink"), boxWidth: 12 } },
          tooltip: { callbacks: { label: (item) => " " + item.dataset.label + " " + item.formattedValue + unit } },
        },
      },
    };
  };

  const draw = (picture) => {
    const data = read(picture);
    if (!data.labels.length) return;
    const box = picture.querySelector("[data-picture-box]");
    const button = picture.querySelector("[data-picture-table]");
    box.hidden = false;
    box.classList.toggle("tall", picture.dataset.picture === "ranking" && data.labels.length > MANY);
    picture.classList.add("is-drawn");
    button.hidden = false;
    button.addEventListener("click", () => {
      button.setAttribute("aria-expanded", String(picture.classList.toggle("has-table")));
    });
    const make = () => new Chart(box.querySelector("canvas"), settings(picture.dataset.picture, data, picture.dataset.unit));
    drawn.push({ chart: make(), make });
  };

  Chart.defaults.font.family = colour("--font-sans");
  document.querySelectorAll("[data-picture]").forEach(draw);

  // In the other theme the same pictures have other colours.
  new MutationObserver(() => drawn.forEach((one) => {
    one.chart.destroy();
    one.chart = one.make();
  })).observe(root, { attributes: true, attributeFilter: ["data-bs-theme"] });
})();
