/** Values of conditions that are no plain texts: numbers, dates, truth values, binaries. Undefined where a text is none. */

export function parseNumber(text: string): number | undefined {
  return /^[+-]?\d{1,300}(?:\.\d{0,300})?$|^[+-]?\.\d{1,300}$/.test(text) ? Number(text) : undefined;
}

export function parseBoolean(text: string): boolean | undefined {
  const lower = text.toLowerCase();
  return lower === 'true' ? true : lower === 'false' ? false : undefined;
}

const DATE =
  /^(\d{4})(?:-(\d\d)(?:-(\d\d)(?:T(\d\d):(\d\d)(?::(\d\d)(?:\.(\d{1,9}))?)?(?:Z|([+-])(\d\d):(\d\d)))?)?)?$/i;

/**
 * Milliseconds of epoch time, from a date of ISO 8601 as the W3C restricts it (http://www.w3.org/TR/NOTE-datetime) or
 * seconds of epoch time. Four digits are a year.
 */
export function parseDate(text: string): number | undefined {
  const match = DATE.exec(text);
  if (!match) {
    return /^\d{5,15}$/.test(text) ? Number(text) * 1000 : undefined;
  }
  const [, year, month = '01', day = '01', hour = '00', minute = '00', second = '00', fraction = '0'] = match;
  const [sign, zoneHour = '0', zoneMinute = '0'] = match.slice(8);
  const date = Date.UTC(Number(year), Number(month) - 1, Number(day), Number(hour), Number(minute), Number(second));
  const isReal = [
    Number(month) <= 12 && Number(month) > 0,
    Number(day) > 0 && Number(day) <= daysOf(Number(year), Number(month)),
    Number(hour) < 24,
    Number(minute) < 60,
    Number(second) < 60,
    Number(zoneHour) < 24,
    Number(zoneMinute) < 60,
  ].every(Boolean);
  const zone = (Number(zoneHour) * 60 + Number(zoneMinute)) * 60_000 * (sign === '-' ? -1 : 1);
  return isReal ? date + Number(`0.${fraction}`) * 1000 - zone : undefined;
}

function daysOf(year: number, month: number): number {
  const isLeap = year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0);
  return month === 2 ? (isLeap ? 29 : 28) : [4, 6, 9, 11].includes(month) ? 30 : 31;
}

const BASE64 = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/';

/** The bytes of a text in Base64, with or without padding. */
export function decodeBase64(text: string): readonly number[] | undefined {
  const padding = text.endsWith('==') ? 2 : text.endsWith('=') ? 1 : 0;
  const body = text.slice(0, text.length - padding);
  if (body.length % 4 === 1 || (padding > 0 && text.length % 4 !== 0)) {
    return undefined;
  }
  const bytes: number[] = [];
  let bits = 0;
  let count = 0;
  for (const character of body) {
    const value = BASE64.indexOf(character);
    if (value < 0) {
      return undefined;
    }
    bits = ((bits << 6) | value) & 0xffff;
    count += 6;
    if (count >= 8) {
      count -= 8;
      bytes.push((bits >> count) & 0xff);
    }
  }
  return bytes;
}

export function encodeBase64(bytes: readonly number[]): string {
  let text = '';
  for (let index = 0; index < bytes.length; index += 3) {
    const [a = 0, b, c] = bytes.slice(index, index + 3);
    const bits = (a << 16) | ((b ?? 0) << 8) | (c ?? 0);
    text += BASE64.charAt(bits >> 18) + BASE64.charAt((bits >> 12) & 63);
    text += b === undefined ? '=' : BASE64.charAt((bits >> 6) & 63);
    text += c === undefined ? '=' : BASE64.charAt(bits & 63);
  }
  return text;
}
