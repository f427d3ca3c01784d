// The period: two sliders over the days of the record, bars for how much was said, and a play button.

const STEP_MS = 700;
const fromSlider = byId("from");
const untilSlider = byId("until");
const play = byId("play");
let playing = null;

function startPeriod() {
  const last = Math.max(0, data.stops.length - 1);
  const bars = byId("bars");
  const most = Math.max(1, ...data.stops.map((stop) => stop.count));
  for (const stop of data.stops) {
    const bar = document.createElement("i");
    bar.style.height = Math.max(8, 100 * Math.sqrt(stop.count / most)) + "%";
    bar.title = stop.label + ": " + plural(stop.count, "statement");
    bars.append(bar);
  }
  for (const slider of [fromSlider, untilSlider]) {
    slider.max = last;
    slider.disabled = last === 0;
    slider.addEventListener("input", () => {
      stopPlaying();
      // The two never pass each other.
      const from = slider === fromSlider ? Math.min(+fromSlider.value, state.until) : state.from;
      const until = slider === untilSlider ? Math.max(+untilSlider.value, state.from) : state.until;
      change({ from, until });
    });
  }
  play.disabled = last === 0;
  play.addEventListener("click", () => (playing ? stopPlaying() : startPlaying()));
  watch(showPeriod);
}

function showPeriod() {
  if (!data.stops.length) return;
  const from = data.stops[state.from];
  const until = data.stops[state.until];
  fromSlider.value = state.from;
  untilSlider.value = state.until;
  fromSlider.setAttribute("aria-valuetext", from.label);
  untilSlider.setAttribute("aria-valuetext", until.label);
  // At the right end both thumbs lie on each other: the one that can still move has to be on top.
  fromSlider.classList.toggle("above", state.from === data.stops.length - 1);
  byId("period").textContent = (state.from === state.until ? from.label : from.label + " to " + until.label.replace(/^by /, "")) + " · " + numeral(shown.total) + " of " + plural(data.statements.length, "statement");
  [...byId("bars").children].forEach((bar, place) => bar.classList.toggle("out", place < state.from || place > state.until));
}

// The record grows from its first day to its last; each step is one stop of the slider.
function startPlaying() {
  play.textContent = "Pause";
  const start = state.until >= data.stops.length - 1 ? state.from : state.until;
  change({ until: start });
  playing = window.setInterval(() => {
    if (state.until >= data.stops.length - 1) stopPlaying();
    else change({ until: state.until + 1 });
  }, STEP_MS);
}

function stopPlaying() {
  if (playing) window.clearInterval(playing);
  playing = null;
  play.textContent = "Play";
}
