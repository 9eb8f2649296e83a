import { ALL_TESTS } from '@mdn/mdn-http-observatory/src/constants.js';
import { MINIMUM_SCORE_FOR_EXTRA_CREDIT } from '@mdn/mdn-http-observatory/src/grader/charts.js';
import { getGradeForScore, getScoreModifier } from '@mdn/mdn-http-observatory/src/grader/grader.js';

/** An HTTPS response of a site. */
export interface SiteResponse {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

export interface Score {
  readonly points: number;
  readonly grade: string;
  /** Score modifiers by analyzer result. */
  readonly findings: Readonly<Record<string, number>>;
}

/** Scores a response with MDN's HTTP Observatory, without its scanner. Assumes a redirect from HTTP to HTTPS. */
export function calculateScore(response: SiteResponse): Score {
  const request = toAnalyzerRequest('registry.example', response);
  const results = ALL_TESTS.map((test) => test(request).result).filter((result) => result !== null);
  const findings = results.map((result) => [result, getScoreModifier(result)] as const);
  const lost = sum(findings.map(([, points]) => Math.min(points, 0)));
  const won = sum(findings.map(([, points]) => Math.max(points, 0)));
  const base = 100 + lost;
  const points = Math.max(0, base >= MINIMUM_SCORE_FOR_EXTRA_CREDIT ? base + won : base);
  return { points, grade: getGradeForScore(points).grade, findings: Object.fromEntries(findings) };
}

function toAnalyzerRequest(hostname: string, { status, headers, body }: SiteResponse) {
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

/** The analyzers read headers both as properties and with `get`. */
function withGet(headers: SiteResponse['headers']) {
  const byName = new Map(Object.entries(headers).map(([name, value]) => [name.toLowerCase(), value]));
  return Object.defineProperty({ ...headers }, 'get', { value: (name: string) => byName.get(name.toLowerCase()) });
}

const sum = (numbers: readonly number[]): number => numbers.reduce((total, each) => total + each, 0);
