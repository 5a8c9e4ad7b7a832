'use strict';
// Plays the frames that stand in this page. What they look like inside is told in page_frames.h and strokes.h.
(() => {
const element = id => document.getElementById(id);
const facts = JSON.parse(element('facts').textContent);
const canvas = element('picture'), pen = canvas.getContext('2d', { alpha: false });
const perUnit = 100, glyphUnits = 1000, framesBetweenMarks = 64, mostPaths = 20000;

class Reader {
  constructor(bytes) { this.bytes = bytes; this.at = 0; }
  number() {
    let value = 0, factor = 1, byte;
    do {
      byte = this.bytes[this.at++];
      value += (byte & 127) * factor;
      factor *= 128;
    } while (byte & 128);
    return value;
  }
  signed() {
    const value = this.number();
    return value % 2 ? -(value + 1) / 2 : value / 2;
  }
  path() {
    const path = new Path2D();
    let x = 0, y = 0;
    const point = () => [x += this.signed(), y += this.signed()];
    for (let kind = this.number(); kind; kind = this.number()) {
      if (kind === 1) path.moveTo(...point());
      else if (kind === 2) path.lineTo(...point());
      else path.bezierCurveTo(...point(), ...point(), ...point());
    }
    return path;
  }
}

let glyphs = [], bodies = [], frames = [], marks = [], drawn = new Map();
let shown = { ids: [], xs: [], ys: [] }, now = -1;
let playing = false, position = 0, before = 0, captions = true;

function read(bytes) {
  const reader = new Reader(bytes);
  glyphs = Array.from({ length: reader.number() }, () => reader.path());
  bodies = Array.from({ length: reader.number() }, () => {
    const length = reader.number(), from = reader.at;
    reader.at += length;
    return bytes.subarray(from, reader.at);
  });
  let time = 0, x = 0, y = 0, list = { ids: [], xs: [], ys: [] };
  const count = reader.number();
  for (let i = 0; i < count; ++i) {
    time += reader.signed();
    const frame = { time, at: reader.at, x, y };
    frames.push(frame);
    const state = { x, y };
    list = follow(reader, list, state);
    x = state.x;
    y = state.y;
    if (i % framesBetweenMarks === 0) marks.push(list);
  }
  frames.bytes = bytes;
}

/// The list of shapes after one more frame.
function follow(reader, old, state) {
  const ids = [], xs = [], ys = [];
  let next = 0;
  for (let commands = reader.number(); commands > 0; --commands) {
    const command = reader.number(), count = Math.floor(command / 4);
    switch (command % 4) {
    case 0:
      for (let i = 0; i < count; ++i, ++next) ids.push(old.ids[next]), xs.push(old.xs[next]), ys.push(old.ys[next]);
      break;
    case 1: next += count; break;
    case 2:
      for (let i = 0; i < count; ++i) {
        ids.push(reader.number());
        xs.push(state.x += reader.signed());
        ys.push(state.y += reader.signed());
      }
      break;
    default: {
      const dx = reader.signed(), dy = reader.signed();
      for (let i = 0; i < count; ++i, ++next) ids.push(old.ids[next]), xs.push(old.xs[next] + dx), ys.push(old.ys[next] + dy);
    }
    }
  }
  return { ids, xs, ys };
}

function listOf(frame) {
  let from = Math.floor(frame / framesBetweenMarks) * framesBetweenMarks;
  let list = marks[from / framesBetweenMarks];
  if (now >= from && now <= frame) { from = now; list = shown; }
  const reader = new Reader(frames.bytes);
  for (let i = from + 1; i <= frame; ++i) {
    reader.at = frames[i].at;
    list = follow(reader, list, { x: frames[i].x, y: frames[i].y });
  }
  return list;
}

/// A body as functions that draw it at a place.
function steps(body) {
  if (drawn.has(body)) return drawn.get(body);
  if (drawn.size > mostPaths) drawn.clear();
  const reader = new Reader(bodies[body]), list = [];
  const caption = reader.number() === 1;
  for (let kind = reader.number(); kind; kind = reader.number()) {
    const colour = facts.colours[reader.number()];
    if (kind === 1) {
      const path = reader.path();
      list.push(() => { pen.fillStyle = colour; pen.fill(path); });
    } else if (kind === 2) {
      const width = reader.number(), cap = reader.number(), join = reader.number();
      const dashes = Array.from({ length: reader.number() }, () => reader.number() * width / perUnit), path = reader.path();
      list.push(() => {
        pen.strokeStyle = colour;
        pen.lineWidth = width;
        pen.lineCap = cap ? 'round' : 'butt';
        pen.lineJoin = join ? 'round' : 'miter';
        pen.setLineDash(dashes);
        pen.stroke(path);
      });
    } else if (kind === 3) {
      const x = reader.signed(), y = reader.signed(), width = reader.signed(), height = reader.signed();
      list.push((left, top, scale) => {
        // Whole pixels, as in the film: those whose middle lies inside.
        const edge = value => Math.round(value * scale);
        const x0 = edge(left + x), y0 = edge(top + y), x1 = edge(left + x + width), y1 = edge(top + y + height);
        pen.setTransform(1, 0, 0, 1, 0, 0);
        pen.fillStyle = colour;
        pen.fillRect(x0, y0, x1 - x0, y1 - y0);
        pen.setTransform(scale, 0, 0, scale, left * scale, top * scale);
      });
    } else if (kind === 4) {
      const rx = reader.number(), ry = reader.number(), path = new Path2D();
      let x = 0, y = 0;
      for (let count = reader.number(); count > 0; --count) {
        x += reader.signed();
        y += reader.signed();
        path.moveTo(x + rx, y);
        path.ellipse(x, y, rx, ry, 0, 0, 2 * Math.PI);
      }
      list.push(() => { pen.fillStyle = colour; pen.fill(path); });
    } else {
      const size = reader.number() / glyphUnits, path = new Path2D();
      let x = 0, y = 0;
      for (let count = reader.number(); count > 0; --count) {
        const glyph = glyphs[reader.number()];
        x += reader.signed();
        y += reader.signed();
        path.addPath(glyph, new DOMMatrix([size, 0, 0, size, x, y]));
      }
      list.push(() => { pen.fillStyle = colour; pen.fill(path); });
    }
  }
  const made = { caption, list };
  drawn.set(body, made);
  return made;
}

function draw() {
  const scale = canvas.width / facts.width / perUnit;
  pen.setTransform(1, 0, 0, 1, 0, 0);
  pen.fillStyle = facts.background;
  pen.fillRect(0, 0, canvas.width, canvas.height);
  for (let i = 0; i < shown.ids.length; ++i) {
    const body = steps(shown.ids[i]), x = shown.xs[i], y = shown.ys[i];
    if (body.caption && !captions) continue;
    pen.setTransform(scale, 0, 0, scale, x * scale, y * scale);
    for (const step of body.list) step(x, y, scale);
  }
}

const seconds = frame => frame / facts.rate;
const chapterAt = frame => facts.chapters.reduce((found, chapter, i) => chapter[0] <= frame ? i : found, -1);

function show(frame) {
  frame = Math.max(0, Math.min(frames.length - 1, frame));
  if (frame !== now) {
    shown = listOf(frame);
    now = frame;
    draw();
  }
  element('scrub').value = frame;
  element('clock').value = `${written(seconds(frame))} / ${written(seconds(frames.length))} s`;
  const chapter = chapterAt(frame);
  [...element('steps').querySelectorAll('button')].forEach((button, i) => {
    if (i === chapter) button.setAttribute('aria-current', 'step');
    else button.removeAttribute('aria-current');
  });
  const words = chapter < 0 ? '' : facts.chapters[chapter][2];
  if (element('said').textContent !== words) element('said').textContent = words;
  document.documentElement.dataset.frame = frame;
}

/// "1.50", or, in German, "1,50".
function written(number) {
  return number.toFixed(2).replace('.', facts.point);
}

function setPlaying(wanted) {
  if (wanted && now >= frames.length - 1) show(0);
  playing = wanted;
  position = now;
  element('sign').setAttribute('d', playing ? 'M5 3h4v14H5zM11 3h4v14h-4z' : 'M6 3l11 7-11 7z');
  element('play').setAttribute('aria-label', element('play').dataset[playing ? 'pause' : 'play']);
  if (playing) requestAnimationFrame(time => { before = time; tick(time); });
}

function tick(time) {
  if (!playing) return;
  position += (time - before) / 1000 * facts.rate * Number(element('speed').value);
  before = time;
  show(Math.floor(position));
  if (position >= frames.length - 1) setPlaying(false);
  else requestAnimationFrame(tick);
}

function goTo(frame) {
  setPlaying(false);
  show(frame);
}

function setCaptions(wanted) {
  captions = wanted;
  element('captions').setAttribute('aria-pressed', captions);
  draw();
}

function fit() {
  // Embedded, it is as large as the film; else as wide as the page, sharp on any screen.
  const bare = document.documentElement.classList.contains('bare');
  const ratio = window.devicePixelRatio || 1, width = bare ? facts.pixels[0] : Math.round(canvas.clientWidth * ratio);
  if (bare) canvas.style.width = `${facts.pixels[0]}px`;
  canvas.width = Math.max(1, width);
  canvas.height = Math.max(1, Math.round(canvas.width * facts.height / facts.width));
  if (now >= 0) draw();
}

/// #t=1.5 (seconds of the run), #frame=12, #bare (the picture alone): several with & between them.
function obeyAddress() {
  const wishes = new URLSearchParams(location.hash.slice(1));
  document.documentElement.classList.toggle('bare', wishes.has('bare'));
  fit();
  let frame = Number(wishes.get('frame') || 0);
  if (wishes.has('t')) {
    const wanted = Number(wishes.get('t')) * 1e9 + 0.5;
    const first = frames.findIndex(each => each.time > wanted);
    frame = first < 0 ? frames.length - 1 : first - 1;
  }
  goTo(frame);
}

function listen() {
  facts.chapters.forEach(([frame, overline, text]) => {
    const button = document.createElement('button'), item = document.createElement('li');
    button.textContent = text;
    button.title = overline;
    button.addEventListener('click', () => goTo(frame));
    item.append(button);
    element('steps').append(item);
  });
  for (const option of element('speed').options) option.text = option.text.replace('.', facts.point);
  element('scrub').max = frames.length - 1;
  element('scrub').addEventListener('input', event => goTo(Number(event.target.value)));
  element('play').addEventListener('click', () => setPlaying(!playing));
  element('back').addEventListener('click', () => goTo(now - 1));
  element('forward').addEventListener('click', () => goTo(now + 1));
  element('captions').addEventListener('click', () => setCaptions(!captions));
  addEventListener('resize', fit);
  addEventListener('hashchange', obeyAddress);
  addEventListener('keydown', event => {
    if (event.ctrlKey || event.altKey || event.metaKey || event.target.matches('input, select')) return;
    if (event.key === ' ' && event.target.matches('button')) return; // it presses that
    const keys = {
      ' ': () => setPlaying(!playing), ArrowLeft: () => goTo(now - 1), ArrowRight: () => goTo(now + 1),
      Home: () => goTo(0), End: () => goTo(frames.length - 1), c: () => setCaptions(!captions),
    };
    if (!keys[event.key]) return;
    event.preventDefault();
    keys[event.key]();
  });
}

async function start() {
  if (!('DecompressionStream' in window)) throw new Error(element('problem').dataset.old);
  const packed = Uint8Array.from(atob(element('data').textContent), letter => letter.charCodeAt(0));
  const stream = new Blob([packed]).stream().pipeThrough(new DecompressionStream('deflate'));
  read(new Uint8Array(await new Response(stream).arrayBuffer()));
  listen();
  obeyAddress();
  document.documentElement.dataset.ready = 'yes';
}

start().catch(problem => {
  element('problem').hidden = false;
  element('problem').textContent = problem.message;
});
})();
