/** What is read in shell scripts: commands, words with their quoting, assignments, here-documents, pipes, problems. */
import { describe, expect, test } from 'vitest';
import { toSource } from '../../server/src/syntax/offset-map.ts';
import { shell } from '../../server/src/syntax/shell.ts';
import { commandsIn, draw, drawAll, itemsIn, problemsIn, wordIn } from './shell-picture.ts';

describe('commands', () => {
  test.each([
    ['', []],
    ['# only a comment', []],
    ['az login', ['(az | login)']],
    ['az login # why', ['(az | login)']],
    ['a && b || c; d & e', ['(a)', '(b)', '(c)', '(d)', '(e)']],
    ['a \\\n  --x y \\\r\n  z\r\nb', ['(a | z | --x=y)', '(b)']],
    ['if a; then b; elif c; then d; else e; fi', ['(a)', '(b)', '(c)', '(d)', '(e)']],
    ['while read x; do a "$x"; done < file', ['(read | x)', '(a | $x)']],
    ['for x in a $(b c); do d; done', ['(b | c)', '(d)']],
    ['for ((i = 0; i < 3; i++)); do a; done', ['(a)']],
    ['f() {\n  a\n}\nfunction g { b; }\nfunction h() (c)', ['(a)', '(b)', '(c)']],
    ['case "$1" in\n  (a | b) c ;;\n  d) e ;&\n  *) f\nesac; g', ['(c)', '(e)', '(f)', '(g)']],
    ['x | case y in z) a;; esac', ['(x)', '(a | < (x))']],
    ['( a; ( b ) )', ['(a)', '(b)']],
    ['! a', ['(a)']],
    ['time a', ['(a)']],
    ['(( x = 1 << 2 )) && a', ['(a)']],
    ['$((cat x) | a)', ['($((cat x) | a) | $ (cat | x) | $ (a | < (cat | x)))']],
    ['a $((1 << 2)) b', ['(a | $((1 << 2)) | b)']],
    ['a `b c` <(d) "$(e "$(f)")"', ['(a | `b c` | <(d) | $(e "$(f)") | $ (b | c) | $ (d) | $ (e | $(f) | $ (f)))']],
    ['a 2>&1 >out &>>both 3<in >| x', ['(a)']],
    ['>out a', ['(a)']],
    ['a < in', ['(a | <=in)']],
    ['a --x <the id> b/<c>/d "<e>"', ['(a | b/<c>/d | <e> | --x=<the id>)']],
    ['a <in >out', ['(a | <=in)']],
    ['a <in>/dev/null', ['(a | <=in)']],
    ['a <in>out', ['(a | <=in)']],
    ['a <-b> <1>', ['(a | <=1)']],
    ['echo {{secrets/a/b}} @(x|y) *.txt a#b', ['(echo | {{secrets/a/b}} | @(x|y) | *.txt | a#b)']],
    ['a ${{ secrets.X }} b', ['(a | ${{ secrets.X }} | b)']],
    ['a ${x:-"}"} "${y%\'}\'}" ${z/\\}/}', ['(a | ${x:-"}"} | ${y%\'}\'} | ${z/\\}/})']],
  ])('%j', (text, expected) => {
    expect(drawAll(text)).toEqual(expected);
    expect(problemsIn(text)).toEqual([]);
  });
});

describe('the words of a command', () => {
  test('a test is a command of words, operators included', () => {
    const [first, second] = commandsIn('if [[ $a =~ ^(x|y)$ && "$b" < c ]]; then az login; fi');
    expect(first?.node.line.map(({ node }) => node.text)).toEqual([
      '[[',
      '$a',
      '=~',
      '^(x|y)$',
      '&&',
      '$b',
      '<',
      'c',
      ']]',
    ]);
    expect(draw(second?.node)).toBe('(az | login)');
  });

  test('options take what may be their value; the line has all words in order', () => {
    const [command] = commandsIn('db secrets put --scope s -k "k" --yes --value= --json={"a":1} -p -- --x');
    expect(draw(command?.node)).toBe(
      '(db | secrets | put | --x | --scope=s | -k=k | --yes= | --value= | --json={a:1} | -p=)',
    );
    expect(command?.node.line.map(({ node }) => node.text)).toEqual([
      'db',
      'secrets',
      'put',
      '--scope',
      's',
      '-k',
      'k',
      '--yes',
      '--value=',
      '--json={a:1}',
      '-p',
      '--',
      '--x',
    ]);
  });

  test('the value behind an equals sign has its own place and quoting, and its quotes may stand around all', () => {
    const text = `az  role --definition='{"a": 1}' "--name=b c"`;
    const [command] = commandsIn(text);
    const values = command?.node.options.map(({ value }) => value) ?? [];
    expect(values.map((value) => [value?.node.kind === 'scalar' ? value.node.style : '', draw(value?.node)])).toEqual([
      ['single', '{"a": 1}'],
      ['in-double', 'b c'],
    ]);
    expect(values.map((value) => text.slice(value?.start, (value?.start ?? 0) + (value?.node.width ?? 0)))).toEqual([
      `'{"a": 1}'`,
      'b c',
    ]);
  });
});

describe('words', () => {
  test.each([
    ["a 'b c'", 'b c', 'single', []],
    ['a "b \\" \\$ \\x $Y"', 'b " $ \\x $Y', 'double', ['$Y']],
    ["a $'\\t\\x41\\u00e9\\101\\''", "\tAéA'", 'ansi', []],
    ['a b\\ c\\$', 'b c$', 'bare', []],
    ["a '{'\"$X\"'}'", '{$X}', 'mixed', ['$X']],
    ['a b$X/${Y}/$1$?', 'b$X/${Y}/$1$?', 'bare', ['$X', '${Y}', '$1', '$?']],
    ['a "x\\\ny"', 'xy', 'double', []],
    ["a ''", '', 'single', []],
    ['a $', '$', 'bare', []],
  ])('%j', (text, decoded, style, opaque) => {
    const { node } = wordIn(text, 1);
    expect([node.text, node.style]).toEqual([decoded, style]);
    expect(node.opaque.map(({ start, end }) => node.text.slice(start, end))).toEqual(opaque);
  });

  test('each place of a word leads to its source', () => {
    const text = `cmd 'it'\\''s "x\\\n'"y \\" $Z"`;
    const { node, start } = wordIn(text, 1);
    expect(node.text).toBe(`it's "x\\\ny " $Z`);
    const sources = [...node.text].map((_, at) => {
      const span = toSource(node.map, { start: at, end: at + 1 });
      return text.slice(start + span.start, start + span.end);
    });
    expect(sources.join('')).toBe(`it\\'s "x\\\ny \\" $Z`);
  });
});

describe('assignments', () => {
  test.each([
    ['NAME=value', ['NAME=value']],
    ['A="b c" B= cmd x', ['A=b c', 'B=', '(cmd | x)']],
    ['export -x A=b B C="d"', ['A=b', 'C=d']],
    ['export A', ['(export | A)']],
    ['local x=(a "b c"\n# why\nd) y+=1', ['x=[a | b c | d]', 'y=1']],
    ['T="Bearer $(db token "$X")"', ['T=$()[Bearer $(db token "$X") | (db | token | $X)]']],
    ['a $(T=$(b) c)', ['(a | $(T=$(b) c) | $ (b) | $ (c))']],
  ])('%j', (text, expected) => {
    expect(drawAll(text)).toEqual(expected);
  });

  test('commands of a value stand at their places in it', () => {
    const text = 'export T="Bearer $(db token)"';
    const [item] = itemsIn(text);
    const entry = item?.node.kind === 'map' ? item.node.children[0] : undefined;
    const at =
      (item?.start ?? 0) +
      (entry?.valueStart ?? 0) +
      (entry?.value?.kind === 'call' ? (entry.value.starts[1] ?? 0) : 0);
    expect([item?.start, text.slice(at, at + 8)]).toEqual([7, 'db token']);
  });
});

describe('what commands read', () => {
  test.each([
    ['a | b', ['(a)', '(b | < (a))']],
    ['a |&\n# why\n  b', ['(a)', '(b | < (a))']],
    ['cat << EOF | b\nx $Y\nEOF\nc', ['(cat | < x $Y\n)', '(b | < (cat | < x $Y\n))', '(c)']],
    ['(cat << EOF\n{}\nEOF\n) | b', ['(cat | < {}\n)', '(b | < (cat | < {}\n))']],
    ['{ a; c; } | b', ['(a)', '(c)', '(b | < (c))']],
    ['if a; then c; fi | b', ['(a)', '(c)', '(b | < (c))']],
    ["a <<'A' <<-B\n$X\\\nA\n\t\t$Y\\\\\n\tB\nc", ['(a | < $Y\\\n)', '(c)']],
    ['a <<< "b c"', ['(a | < b c)']],
    ['a | b <<< c', ['(a)', '(b | < c)']],
    ['a <<E\nb\\\nE\nE\nc', ['(a | < bE\n)', '(c)']],
    ['a <<E\r\nb\r\nE\r\nc', ['(a | < b\r\n)', '(c)']],
    ['a <<E\n$(b c)\nE', ['(a | < $(b c)\n | $ (b | c))']],
    ['x=$(cat <<E\ny\nE\n)', ['x=$()[$(cat <<E\ny\nE\n) | (cat | < y\n)]']],
    ['while a; do b; done <<E\nc\nE\nd', ['(a)', '(b)', '(d)']],
  ])('%j', (text, expected) => {
    expect(drawAll(text)).toEqual(expected);
    expect(problemsIn(text)).toEqual([]);
  });

  test('stands where it stands', () => {
    const text = 'x; cat <<-E | b\n\ty\n\tE\n';
    const [, cat, b] = commandsIn(text);
    const input = cat?.node.input;
    expect(text.slice((cat?.start ?? 0) + (input?.start ?? 0)).startsWith('\ty')).toBe(true);
    expect((b?.start ?? 0) + (b?.node.input?.start ?? 0)).toBe(cat?.start);
    expect(b?.node.input?.node).toBe(cat?.node);
  });
});

describe('problems', () => {
  test.each([
    ['a "b c\nd e', ['unclosed-string@2'], ['(a | b c)', '(d | e)']],
    ["a 'b\nc", ['unclosed-string@2'], ['(a | b)', '(c)']],
    ['a "b\nc "$X" d\ne "f"', ['unclosed-string@2'], ['(a | b)', '(c | $X | d)', '(e | f)']],
    ['a $(b\nc', ['unclosed@2'], ['(a | $(b | $ (b))', '(c)']],
    ['a ${b\nc', ['unclosed@2'], ['(a | ${b)', '(c)']],
    ['a `b\nc', ['unclosed@2'], ['(a | `b)', '(c)']],
    ['(a\nb', ['unclosed@0'], ['(a)', '(b)']],
    ['a)\nb', ['unexpected@1'], ['(a)', '(b)']],
    ['X=(a\nb; c', ['unclosed@2'], ['X=[a]', '(b)', '(c)']],
    ['a <<E\nb\n  E\nc', ['unclosed-here-document@2'], ['(a | < b\n)', '(c)']],
    ['a <<E\nb', ['unclosed-here-document@2'], ['(a | < b)']],
    ['a <<E', ['unclosed-here-document@2'], ['(a)']],
    [
      '<<<<<<< HEAD\na\n=======\nb\n>>>>>>> x\n',
      ['conflict-marker@0', 'conflict-marker@15', 'conflict-marker@25'],
      ['(a)', '(b)'],
    ],
  ])('%j', (text, problems, commands) => {
    expect(problemsIn(text)).toEqual(problems);
    expect(drawAll(text)).toEqual(commands);
  });
});

test('the root spans the text and has all comments', () => {
  const text = '#!/bin/sh\r\na # b\n"#" #c';
  const { root } = shell.parse(text);
  expect([root?.start, root?.node.width]).toEqual([0, text.length]);
  expect(root?.node.comments.map(({ start, end }) => text.slice(start, end))).toEqual(['#!/bin/sh', '# b', '#c']);
  expect(shell.parse('').root?.node.width).toBe(0);
});
