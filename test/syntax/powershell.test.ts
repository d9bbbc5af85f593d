/** What is read in PowerShell scripts: commands, words with their quoting, assignments, here-strings, problems. */
import { describe, expect, test } from 'vitest';
import { toSource } from '../../server/src/syntax/offset-map.ts';
import { commandsIn, drawAll, itemsIn, problemsIn, wordIn } from './powershell-picture.ts';

describe('commands', () => {
  test.each([
    ['', []],
    ['# only a comment <# no #>', []],
    ['<# a\nb #> Get-X # why', ['(Get-X)']],
    ['a && b || c; d & e', ['(a)', '(b)', '(c)', '(d)', '(e)']],
    ['a `\n  -X y `\r\n  z\r\nb', ['(a | z | -X=y)', '(b)']],
    ['if (a) { b } elseif ((c -d e) -eq "f") { g } else { h }', ['(a)', '(b)', '(c | -d=e)', '(g)', '(h)']],
    ['foreach ($x in Get-Y z) { a $x }', ['(Get-Y | z)', '(a | $x)']],
    ['for ($i = 0; $i -lt 3; $i++) { a }', ['i=0', '(a)']],
    ['do { a } while (b)\n:out while ($true) { break out }', ['(a)', '(b)']],
    ['switch -Regex ($x) { "a" { b } default { c } }', ['(b)', '(c)']],
    ['try { a } catch [System.X], [Y] { b } finally { c }', ['(a)', '(b)', '(c)']],
    ['function A-B([string] $c = "d") { e }\nfilter f { g }', ['c=d', '(e)', '(g)']],
    ['param(\n [Parameter(Mandatory, HelpMessage = "x")]\n [ValidateSet("a")] [string] $b = "a"\n)\nc', ['b=a', '(c)']],
    ['a | b -c d | % { e $_ } | f', ['(a)', '(b | -c=d | < (a))', '(% | < (b | -c=d | < (a)))', '(e | $_)', '(f)']],
    ['a |\n  b\nc\n | d', ['(a)', '(b | < (a))', '(c)', '(d | < (c))']],
    ['a $(b "$(c)") (d e).Id @(f)', ['(a | $(b "$(c)") | (d e).Id | @(f) | $ (b | $(c) | $ (c)) | $ (d | e) | $ (f))']],
    ['& "C:\\a b.cmd" c; & $d e; . ./f.ps1; & { g }', ['(C:\\a b.cmd | c)', '($d | e)', '(./f.ps1)', '(g)']],
    ['a 2>&1 > out *>> b', ['(a)']],
    ['az --% a "b c" | d', ['(az | a | "b c")', '(d | < (az | a | "b c"))']],
    ['[Guid]::NewGuid(); $x.Foo("a", (b)).C; [void](d)', ['(b)', '(d)']],
    ['$r.Actions.Add("x/read"); $i++; !(a); 5 + 3; "b" -f c', ['(a)']],
    ['return New-X -a b; throw "c"', ['(New-X | -a=b)']],
    ['$a, $b = c d', ['(c | d)']],
    ['[pscustomobject]@{ A = b; "C" = d -e f }', ['(b)', '(d | -e=f)']],
    ['process { a }\nprocess b', ['(a)', '(process | b)']],
    ['7z a b', ['(7z | a | b)']],
    ['a <name> -b <the name>', ['(a | <name> | -b=<the name>)']],
    ['“a” | b –c ‘d’', ['(b | –c=d | < a)']],
  ])('%j', (text, expected) => {
    expect(drawAll(text)).toEqual(expected);
    expect(problemsIn(text)).toEqual([]);
  });

  test('options with their values, in the spellings of parameters and of other programs', () => {
    const [command] = commandsIn('a -X:y -Z: "w" --role=c -5 -Q 1, "b" -S @{ d = 1 } @e -T -- -q');
    expect(command?.node.options.map(({ name, value }) => [name.node.text, value?.node.kind])).toEqual([
      ['-X', 'scalar'],
      ['-Z', 'scalar'],
      ['--role', 'scalar'],
      ['-Q', 'list'],
      ['-S', 'map'],
      ['-T', undefined],
    ]);
    expect(command?.node.words.map(({ node }) => [node.text, node.style])).toEqual([
      ['a', 'bare'],
      ['-5', 'bare'],
      ['@e', 'splat'],
      ['-q', 'bare'],
    ]);
  });
});

describe('assignments', () => {
  test.each([
    ['$x = "a"', ['x=a']],
    [
      '${x y} = 5; $env:Z = $true; [string[]] $l = "a", $b; $s:q += @("c"\n"d")',
      ['x y=5', 'env:Z=true', 'l=[a | $b]', 's:q=[c | d]'],
    ],
    ['$x = @{\r\n A = "b" # c\r\n "D e" = @{ f = 1; g = @(2, 3) }; h = $i.J\r\n}', ['x=A=b,D e=f=1,g=[2 | 3],h=$i.J']],
    ['$x = [ordered]@{ a = (b c).Id; d = "e" + "f" }', ['x=a=$()[(b c).Id | (b | c)],d=']],
    ['$x = New-X -a b | c', ['x=$()[New-X -a b | c | (New-X | -a=b) | (c | < (New-X | -a=b))]']],
    ['$x = "a $(b)"', ['x=$()[a $(b) | (b)]']],
    ['$x = @{ a = 1 } | ConvertTo-Json', ['x=$()[a=1 | (ConvertTo-Json)]']],
    ['$x = if ($a) { "b" } else { c }; $y = { $z = "d" }', ['x=', '(c)', 'y=', 'z=d']],
    ['$x = Get-Y | % { $z = 1; e @z }', ['x=$()[Get-Y | % | (Get-Y) | (% | < (Get-Y))]', 'z=1', '(e | @z)']],
    ['$x = @{ a = if ($b) { 1 }\n else { c } \n d = "e" }', ['x=a=$()[if ($b) { 1 }\n else { c } | (c)],d=e']],
    ['$r.Name = "a"; $h["b"] = "c"', ['r.Name=a']],
    ['$x = @\'\r\n{ "a": \'b\' }\r\n\'@\n$y = @"\n$z `" ""\n"@', ['x={ "a": \'b\' }', 'y=$z " ""']],
  ])('%j', (text, expected) => {
    expect(drawAll(text)).toEqual(expected);
    expect(problemsIn(text)).toEqual([]);
  });

  test('the name is the key, without its dollar', () => {
    const first = itemsIn('$env:X = 1')[0]?.node;
    const key = first?.kind === 'map' ? first.children[0]?.key : undefined;
    expect([key?.text, key?.width, key && toSource(key.map, { start: 0, end: 5 })]).toEqual([
      'env:X',
      6,
      { start: 1, end: 6 },
    ]);
  });
});

describe('words', () => {
  test.each([
    ["a 'it''s'", "it's", 'single', []],
    ['a "b `" ""$X: ${y z} $(c) `n`u{41}`q"', 'b " "$X: ${y z} $(c) \nAq', 'double', ['$X', '${y z}', '$(c)']],
    ['a b` c`$', 'b c$', 'bare', []],
    ['a b"c d"\'e\'', 'bc de', 'mixed', []],
    ['a $x.y[0].Z("q")', '$x.y[0].Z("q")', 'bare', ['$x', '.y', '[0]', '.Z', '("q")']],
    ['a $x/b', '$x/b', 'bare', ['$x']],
    ['a b#c', 'b#c', 'bare', []],
    ["a ''", '', 'single', []],
  ])('%j', (text, decoded, style, opaque) => {
    const { node } = wordIn(text, 1);
    expect([node.text, node.style]).toEqual([decoded, style]);
    expect(node.opaque.map(({ start, end }) => node.text.slice(start, end))).toEqual(opaque);
  });

  test('each place of a here-string leads to its source', () => {
    const text = '@"\r\na `"b\r\n$c\r\n"@ | d';
    const input = commandsIn(text)[0];
    const node = input?.node.input?.node;
    const start = (input?.start ?? 0) + (input?.node.input?.start ?? 0);
    const decoded = node?.kind === 'scalar' ? node.text : '';
    expect(decoded).toBe('a "b\r\n$c');
    const sources = [...decoded].map((_, at) => {
      const span = node?.kind === 'scalar' ? toSource(node.map, { start: at, end: at + 1 }) : { start: 0, end: 0 };
      return text.slice(start + span.start, start + span.end);
    });
    expect(sources.join('')).toBe('a `"b\r\n$c');
  });
});

describe('what is broken', () => {
  test.each([
    ['a "b\nc', ['(a | b)', '(c)'], ['unclosed-string@2']],
    ["a 'b\nc 'd'\ne", ['(a | b)', '(c | d)', '(e)'], ['unclosed-string@2']],
    ['a (b\nc', ['(a | (b | $ (b))', '(c)'], ['unclosed@2']],
    ['$x = (b\nc', ['x=$()[(b | (b)]', '(c)'], ['unclosed@5']],
    ['$x = @{\n a = "b"\nfoo', ['x=', '(a | = | b)', '(foo)'], ['unclosed@5']],
    ['$x = @{ a =\n b = 1 }', ['x=a=,b=1'], ['missing-value@8']],
    ['if (a) {\nb', ['(a)', '(b)'], ['unclosed@7']],
    ['a }\nb )', ['(a)', '(b)'], ['unexpected@2', 'unexpected@6']],
    ['function f { a (b\n}\nc', ['(a | (b | $ (b))', '(c)'], ['unclosed@15']],
    ['<# a\nb', ['(b)'], ['unclosed-comment@0']],
    ["$x = @'\na\n  '@\nb", ['x=a', '(b)'], ['unclosed-here-document@5']],
    [
      '<<<<<<< HEAD\na\n=======\nb\n>>>>>>> x\n',
      ['(a)', '(b)'],
      ['conflict-marker@0', 'conflict-marker@15', 'conflict-marker@25'],
    ],
  ])('%j', (text, expected, problems) => {
    expect(drawAll(text)).toEqual(expected);
    expect(problemsIn(text)).toEqual(problems);
  });
});
