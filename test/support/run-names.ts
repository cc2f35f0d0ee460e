/** What stands in the place of the random part of each run's id, in the order of the runs. */
const shownEnds = ['4f1c2d3e', '9b0a7c21', '5e8d1f64', '27c3b90a', 'd41e6f08', '60a9c7d5'];

/** The ids of runs end with random digits, others each time: texts that are compared show the same ones. */
export type RunNames = {
  readonly shown: (text: string) => string;
  /** Back from what is shown, as a command has to name it. */
  readonly real: (text: string) => string;
};

export function runNames(): RunNames {
  const known: string[] = [];
  return {
    shown: (text) =>
      text.replace(/\b(20\d{12})-([0-9a-f]{8})\b/g, (_, time: string, end: string) => {
        if (!known.includes(end)) known.push(end);
        return `${time}-${shownEnds[known.indexOf(end)] ?? end}`;
      }),
    real: (text) => known.reduce((done, end, at) => done.replaceAll(shownEnds[at] ?? end, end), text),
  };
}
