/** Numbers in Prometheus' text format (Prometheus docs, "Exposition formats", version 0.0.4). */

export type Labels = Readonly<Record<string, string>>;

/** One metric with all its samples. `suffix` is what a histogram adds to the name of the metric. */
export interface Metric {
  name: string;
  help: string;
  type: 'counter' | 'gauge' | 'histogram';
  samples: readonly { suffix?: '_bucket' | '_sum' | '_count'; labels: Labels; value: number }[];
}

export interface Counter {
  add(labels: Labels, by?: number): void;
  read(): Metric;
}

export interface Histogram {
  observe(value: number): void;
  read(): Metric;
}

export const CONTENT_TYPE = 'text/plain; version=0.0.4; charset=utf-8';

/** Counts from the start of the process on. One line for each set of labels, so these have to be few. */
export function createCounter(name: string, help: string): Counter {
  const samples = new Map<string, { labels: Labels; value: number }>();
  return {
    add(labels, by = 1) {
      const key = inBraces(labels);
      const sample = samples.get(key) ?? { labels, value: 0 };
      sample.value += by;
      samples.set(key, sample);
    },
    read: () => ({ name, help, type: 'counter', samples: [...samples.values()] }),
  };
}

/** `bounds`: upper ends of the buckets, rising. */
export function createHistogram(name: string, help: string, bounds: readonly number[]): Histogram {
  const buckets = bounds.map((bound) => ({ bound, count: 0 }));
  let [count, sum] = [0, 0];
  return {
    observe(value) {
      for (const bucket of buckets) if (value <= bucket.bound) bucket.count += 1;
      count += 1;
      sum += value;
    },
    read: () => ({
      name,
      help,
      type: 'histogram',
      samples: [
        ...buckets.map((bucket) => ({
          suffix: '_bucket' as const,
          labels: { le: String(bucket.bound) },
          value: bucket.count,
        })),
        { suffix: '_bucket', labels: { le: '+Inf' }, value: count },
        { suffix: '_sum', labels: {}, value: sum },
        { suffix: '_count', labels: {}, value: count },
      ],
    }),
  };
}

export function writeMetrics(metrics: readonly Metric[]): string {
  return metrics
    .flatMap(({ name, help, type, samples }) => [
      `# HELP ${name} ${help}`,
      `# TYPE ${name} ${type}`,
      ...samples.map(({ suffix = '', labels, value }) => `${name}${suffix}${inBraces(labels)} ${value}`),
    ])
    .map((line) => `${line}\n`)
    .join('');
}

function inBraces(labels: Labels): string {
  const pairs = Object.entries(labels).map(([name, value]) => `${name}="${escaped(value)}"`);
  return pairs.length === 0 ? '' : `{${pairs.join(',')}}`;
}

function escaped(value: string): string {
  return value.replaceAll('\\', '\\\\').replaceAll('"', '\\"').replaceAll('\n', '\\n');
}
