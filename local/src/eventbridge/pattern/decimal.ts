/**
 * An exact decimal number: 0.d₁d₂d₃… × 10^magnitude. `digits` has no leading or trailing zeros, so each value has one
 * representation; zero has no digits. A double cannot distinguish 9007199254740993 from …992.
 */
export class Decimal {
  readonly negative: boolean;
  readonly digits: string;
  readonly magnitude: number;

  /** `text` is a JSON number. */
  constructor(text: string) {
    const [mantissa = '', exponent = '0'] = text.toLowerCase().split('e');
    const [whole = '', fraction = ''] = mantissa.replace('-', '').split('.');
    const padded = whole + fraction;
    const significant = padded.replace(/^0+/, '');
    this.digits = withoutTrailingZeros(significant);
    this.negative = mantissa.startsWith('-') && this.digits !== '';
    this.magnitude = this.digits === '' ? 0 : whole.length + Number(exponent) - (padded.length - significant.length);
  }

  /** Digits after the decimal point. */
  get decimals(): number {
    return Math.max(0, this.digits.length - this.magnitude);
  }
}

/** Returns a negative number if a < b, a positive one if a > b, and 0 if they are equal. */
export function compareDecimals(a: Decimal, b: Decimal): number {
  const signs = sign(a) - sign(b);
  if (signs !== 0) return signs;
  return sign(a) * compareSizes(a, b);
}

function sign({ negative, digits }: Decimal): number {
  if (digits === '') return 0;
  return negative ? -1 : 1;
}

function compareSizes(a: Decimal, b: Decimal): number {
  if (a.magnitude !== b.magnitude) return a.magnitude < b.magnitude ? -1 : 1;
  if (a.digits === b.digits) return 0;
  return a.digits < b.digits ? -1 : 1;
}

/** Not a regular expression: it would be quadratic for long runs of inner zeros. */
function withoutTrailingZeros(digits: string): string {
  let end = digits.length;
  while (digits[end - 1] === '0') end -= 1;
  return digits.slice(0, end);
}
