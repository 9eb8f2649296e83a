import { expect } from 'chai';
import { describe, it } from 'mocha';
import { splitIdLine, splitIdList, unwrapId } from '#lib/id-text.ts';

describe('unwrapId', () => {
  it('trims blanks, zero-width characters and direction marks at both ends', () => {
    const ends = [' ', '\t', '\u00a0', '\u200b', '\u200e', '\u202a', '\u2060', '\u2066', '\u00ad', '\ufeff'];

    expect(ends.map((end) => unwrapId(`${end}A-1${end}`))).to.deep.equal(ends.map(() => 'A-1'));
  });

  it('unwraps ="…", a leading apostrophe and quotes around the whole text', () => {
    const texts = ['="00123"', "'00123", "'00123'", '"00123"', ' ="00123" ', '"\u200b00123"'];

    expect(texts.map(unwrapId)).to.deep.equal(texts.map(() => '00123'));
  });

  it('changes nothing inside the text', () => {
    const texts = ['A\u200b1', 'A-1"', 'A"1', "A'1", '=A1', '="A"&"1"', 'A 1'];

    expect(texts.map(unwrapId)).to.deep.equal(texts);
  });
});

describe('splitIdLine', () => {
  it('splits a line of a pasted list like a new submission, and keeps a line without an ID that has a digit', () => {
    const lines = ['PA-002, PA-003', 'PA-004;bad id', '="00123"', 'Miller, John', 'customer_id'];

    expect(lines.map(splitIdLine)).to.deep.equal([
      ['PA-002', 'PA-003'],
      ['PA-004', 'bad id'],
      ['00123'],
      ['Miller, John'],
      ['customer_id'],
    ]);
    expect(lines.slice(0, 3).flatMap(splitIdLine)).to.deep.equal(splitIdList(lines.slice(0, 3).join('\n')));
  });
});

describe('splitIdList', () => {
  it('splits at line breaks, commas, semicolons and tabs, but not at spaces', () => {
    expect(splitIdList(' A-1\r\nB-2,C-3 ;\t\n\nbad id')).to.deep.equal(['A-1', 'B-2', 'C-3', 'bad id']);
  });

  it('unwraps each entry and drops a header, which has the format of an ID', () => {
    expect(splitIdList('\n customer_id\n\u200e="00123"\n\'A-1\', "B-2"')).to.deep.equal(['00123', 'A-1', 'B-2']);
  });

  it('keeps an ID that is also a column name, unless it is the first entry', () => {
    expect(splitIdList('A-1, KEY\nCODE;NUM')).to.deep.equal(['A-1', 'KEY', 'CODE', 'NUM']);
    expect(splitIdList('Key\nA-1\nKEY')).to.deep.equal(['A-1', 'KEY']);
  });
});
