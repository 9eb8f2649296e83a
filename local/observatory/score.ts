import { ALL_TESTS } from '@mdn/mdn-http-observatory/src/constants.js';
import { MINIMUM_SCORE_FOR_EXTRA_CREDIT } from '@mdn/mdn-http-observatory/src/grader/charts.js';
import { getGradeForScore, getScoreModifier } from '@mdn/mdn-http-observatory/src/grader/grader.js';

/** An answer of a site, as a browser that came by https got it. */
export interface SiteAnswer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

export interface Score {
  readonly points: number;
  readonly grade: string;
  /** What each analyser found, by its words, with the points it gives or takes. */
  readonly findings: Readonly<Record<string, number>>;
}

/** Judges as MDN's HTTP Observatory does, without its scanner: over https and behind a redirect from http. */
export function scoreOf(answer: SiteAnswer): Score {
  const visit = visitTo('registry.example', answer);
  const results = ALL_TESTS.map((test) => test(visit).result).filter((result) => result !== null);
  const findings = results.map((result) => [result, getScoreModifier(result)] as const);
  const lost = sum(findings.map(([, points]) => Math.min(points, 0)));
  const won = sum(findings.map(([, points]) => Math.max(points, 0)));
  const base = 100 + lost;
  const points = Math.max(0, base >= MINIMUM_SCORE_FOR_EXTRA_CREDIT ? base + won : base);
  return { points, grade: getGradeForScore(points).grade, findings: Object.fromEntries(findings) };
}

function visitTo(hostname: string, { status, headers, body }: SiteAnswer) {
  const response = { status, headers: withGet(headers), data: body, verified: true };
  const [http, https] = [new URL(`http://${hostname}/`), new URL(`https://${hostname}/`)];
  return {
    hostname,
    session: { url: https },
    resources: { path: body },
    responses: {
      auto: response,
      cors: response,
      http: response,
      https: response,
      httpRedirects: [
        { url: http, status: 301 },
        { url: https, status },
      ],
      httpsRedirects: [{ url: https, status }],
    },
  };
}

/** Headers as the analysers read them: each a property, and some by their name in lower case. */
function withGet(headers: SiteAnswer['headers']) {
  const byName = new Map(Object.entries(headers).map(([name, value]) => [name.toLowerCase(), value]));
  return Object.defineProperty({ ...headers }, 'get', { value: (name: string) => byName.get(name.toLowerCase()) });
}

const sum = (numbers: readonly number[]): number => numbers.reduce((total, each) => total + each, 0);
