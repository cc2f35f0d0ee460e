// What a row of times comes to.

/** How many rounds `--rounds` asks for. */
export function roundsOf(text) {
  const rounds = Number(text);
  if (Number.isInteger(rounds) && rounds >= 1) return rounds;
  throw new Error(`--rounds takes a whole number, 1 or more, and not ${JSON.stringify(text)}.`);
}

/** The least, the middle and the greatest of some numbers. */
export function spread(values) {
  const sorted = [...values].sort((a, b) => a - b);
  return { min: sorted[0], median: sorted[Math.floor(sorted.length / 2)], max: sorted.at(-1) };
}

/** The exponent by which y grows with x: the slope of the straight line that least squares put through the logarithms. */
export function growthExponent(points) {
  const logs = points.map(({ x, y }) => ({ x: Math.log(x), y: Math.log(y) }));
  const mean = (pick) => logs.reduce((sum, point) => sum + pick(point), 0) / logs.length;
  const [meanX, meanY] = [mean(({ x }) => x), mean(({ y }) => y)];
  return (
    mean(({ x, y }) => (x - meanX) * (y - meanY)) / // the covariance, over
    mean(({ x }) => (x - meanX) ** 2) // the variance
  );
}
