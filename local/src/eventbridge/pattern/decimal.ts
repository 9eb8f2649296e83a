/**
 * A number as the text spelled it, exactly: 0.d₁d₂d₃… × 10^magnitude. `digits` has no zero at either end, so each value
 * has one form; zero has no digits. Binary floating point would make 9007199254740993 and …992 one number.
 */
export class Decimal {
  readonly negative: boolean;
  readonly digits: string;
  readonly magnitude: number;

  /** `text` is a number in the grammar of JSON. */
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

/** Negative when a < b, positive when a > b, zero when they are the same value. */
export function compareDecimals(a: Decimal, b: Decimal): number {
  const signs = signOf(a) - signOf(b);
  if (signs !== 0) return signs;
  return signOf(a) * compareSizes(a, b);
}

function signOf({ negative, digits }: Decimal): number {
  if (digits === '') return 0;
  return negative ? -1 : 1;
}

function compareSizes(a: Decimal, b: Decimal): number {
  if (a.magnitude !== b.magnitude) return a.magnitude < b.magnitude ? -1 : 1;
  if (a.digits === b.digits) return 0;
  return a.digits < b.digits ? -1 : 1;
}

/** By hand: a pattern for trailing zeros is quadratic on a long run of zeros inside. */
function withoutTrailingZeros(digits: string): string {
  let end = digits.length;
  while (digits[end - 1] === '0') end -= 1;
  return digits.slice(0, end);
}
