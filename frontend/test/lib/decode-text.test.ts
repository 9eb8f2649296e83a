import { expect } from 'chai';
import { describe, it } from 'mocha';
import { checkText, decodeText } from '#lib/decode-text.ts';

const utf8 = (text: string) => new TextEncoder().encode(text);
const utf16 = (text: string) => new Uint8Array(Buffer.from(`\uFEFF${text}`, 'utf16le'));
const value = (text: string) => ({ ok: true, value: text });

describe('decodeText', () => {
  it('decodes UTF-8 and removes the byte order mark', () => {
    expect([decodeText(utf8('\uFEFFÄ-1')), decodeText(utf8('A-1'))]).to.deep.equal([value('Ä-1'), value('A-1')]);
  });

  it('decodes as UTF-8 after a byte order mark, even if a byte is damaged', () => {
    const bytes = Uint8Array.from([...utf8('\uFEFF"ID; Nr"\nÄ-1 '), 0xfc]);

    expect(decodeText(bytes)).to.deep.equal(value('"ID; Nr"\nÄ-1 \uFFFD'));
  });

  it('decodes UTF-16 with a byte order mark and windows-1252', () => {
    expect(decodeText(utf16('A-1\tMüller'))).to.deep.equal(value('A-1\tMüller'));
    expect(decodeText(Uint8Array.from([0x41, 0x2d, 0x31, 0x3b, 0xfc]))).to.deep.equal(value('A-1;ü'));
  });

  it('names a pasted JSON document, with and without a byte order mark', () => {
    const list = '[\n  "A-1",\n  "A-2"\n]';

    expect([list, `\uFEFF${list}`].map(checkText)).to.deep.equal(Array(2).fill({ ok: false, failure: 'json' }));
  });

  it('names workbooks and rejects binary files', () => {
    expect([
      decodeText(utf8('PK\u0003\u0004…mimetypeapplication/vnd.oasis.opendocument.spreadsheet')),
      decodeText(Uint8Array.from([0xd0, 0xcf, 0x11, 0xe0, 0xa1])),
      decodeText(Uint8Array.from([0x41, 0x00, 0x42])),
    ]).to.deep.equal([
      { ok: false, failure: 'spreadsheet' },
      { ok: false, failure: 'spreadsheet' },
      { ok: false, failure: 'not-text' },
    ]);
  });
});
