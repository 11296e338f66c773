"""What a page notes of its own painting: when, and what moved after it."""

WATCHED = """
window.seen = {first: 0, largest: 0, shift: 0, shifted: []};
const watch = (type, told) => new PerformanceObserver((list) => {
  for (const entry of list.getEntries()) told(entry);
}).observe({type, buffered: true});
watch("paint", (it) => {
  if (it.name === "first-contentful-paint") seen.first = it.startTime;
});
watch("largest-contentful-paint", (it) => { seen.largest = it.startTime; });
watch("layout-shift", (it) => {
  seen.shift += it.value;
  for (const {node} of it.sources) seen.shifted.push(node?.className || node?.nodeName);
});
"""
"""A script for the beginning of a page; it fills `window.seen`.

Milliseconds; of the shifts their sum, as browsers reckon it, and what moved.
"""

PAINTED = """async () => {
  await document.fonts.ready;
  for (let frame = 0; frame < 3; frame++) await new Promise(requestAnimationFrame);
}"""
"""Waits until what is loaded is painted."""
