/** References to secrets as they come into being, key by key: nothing is said of the half that is still being written. */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { OpenDocument } from '../../server/src/features/document.ts';
import { NO_HOST } from '../../server/src/features/host.ts';
import { Session } from '../../server/src/features/session.ts';
import type { Finding } from '../../server/src/rules/finding.ts';
import { facts } from '../facts.ts';
import { expectSound } from './expect-sound.ts';

const REFERENCE = '{{secrets/lake/key}}';

interface Place {
  readonly file: string;
  readonly id: string;
  /** With a `|` where the reference is typed. */
  readonly text: string;
  /** What is flagged there once nobody types any more. */
  readonly half?: string;
}

const PLACES: readonly Place[] = [
  {
    file: 'cluster.json',
    id: 'json',
    text: `{
  "spark_version": "15.4.x-scala2.12",
  "num_workers": 1,
  "spark_conf": { "spark.lake.password": "|", "spark.lake.user": "{{secrets/lake/user}}" }
}`,
  },
  {
    file: 'databricks.yml',
    id: 'yaml',
    text: `resources:
  clusters:
    lake:
      spark_version: 15.4.x-scala2.12
      spark_conf:
        spark.lake.password: "|"
        spark.lake.user: "{{secrets/lake/user}}"
      num_workers: 1
`,
  },
  {
    file: 'without-quotes.yml',
    id: 'yaml',
    text: `spark_version: 15.4.x-scala2.12
spark_env_vars:
  STAGE: test
  PASSWORD: |
num_workers: 1
`,
  },
  {
    file: 'cluster.tf',
    id: 'terraform',
    text: `resource "databricks_cluster" "lake" {
  spark_conf = {
    "spark.lake.password" = "|"
    "spark.lake.user"     = "{{secrets/lake/user}}"
  }
}
`,
  },
  {
    file: 'spark-defaults.conf',
    id: 'spark-conf',
    text: `spark.executor.memory 4g
spark.lake.password |
spark.lake.user {{secrets/lake/user}}
`,
  },
  {
    file: 'cluster.env',
    id: 'dotenv',
    text: `PYSPARK_PYTHON=/databricks/python3/bin/python3
LAKE_PASSWORD=|
LAKE_USER={{secrets/lake/user}}
`,
  },
  {
    file: 'notebook.py',
    id: 'python',
    text: `# Databricks notebook source
spark_conf = {
    "spark.lake.password": "|",
    "spark.lake.user": "{{secrets/lake/user}}",
}
`,
    // A program may put its parts together.
    half: '{{secrets/lake/key}',
  },
];

/** An open document in which somebody types. */
class Typing {
  readonly document: OpenDocument;
  readonly #session = new Session({ facts, host: NO_HOST, warn: () => {} });

  constructor({ file, id }: Place, text: string) {
    this.#session.start({}, { snippets: false, versionedEdits: false }, undefined, []);
    this.document = new OpenDocument(`file:///work/${file}`, id, 1, text);
    this.findings();
  }

  replace(start: number, end: number, text: string): void {
    const range = { start: this.document.positionAt(start), end: this.document.positionAt(end) };
    this.document.update([{ range, text }], this.document.version + 1);
  }

  save(): void {
    this.document.settle();
  }

  findings(): readonly Finding[] {
    return this.#session.findings(this.document);
  }

  /** The rules with a finding between two places. */
  rulesIn(start: number, end: number): string[] {
    return this.findings().flatMap(({ rule, span }) => (span.start <= end && span.end >= start ? [rule] : []));
  }
}

describe('a reference that is being typed', () => {
  const cases = PLACES.flatMap((place) =>
    ['', '}}'].map((closing) => [`${place.file}, with "${closing}" behind it`, place, closing] as const),
  );

  test.each(cases)('is not flagged before it is there: %s', (_, place, closing) => {
    const at = place.text.indexOf('|');
    const typing = new Typing(place, place.text.replace('|', ''));
    const typed = REFERENCE.slice(0, REFERENCE.length - closing.length);
    // Editors that close braces close each as it is opened.
    const opening = closing.length;
    typing.replace(at, at, typed.slice(0, opening) + closing);
    for (let length = opening + 1; length < typed.length; length++) {
      typing.replace(at + length - 1, at + length - 1, typed.slice(length - 1, length));
      expect([typed.slice(0, length), ...typing.rulesIn(at, at + length + closing.length)]).toHaveLength(1);
    }
  });

  test.each(PLACES.map((place) => [place.file, place] as const))(
    'is flagged when it is left half-written: %s',
    (_, place) => {
      const at = place.text.indexOf('|');
      const { half = '{{secrets/lake' } = place;
      const typing = new Typing(place, place.text.replace('|', ''));
      typing.replace(at, at, half);
      expect(typing.rulesIn(at, at + half.length)).toEqual([]);
      typing.save();
      expect(typing.rulesIn(at, at + half.length)).toHaveLength(1);
    },
  );

  test('is flagged when somebody goes on elsewhere', () => {
    const [place] = PLACES;
    const at = place?.text.indexOf('|') ?? 0;
    const typing = new Typing(
      place ?? { file: '', id: '', text: '' },
      place?.text.replace('|', '{{secrets/lake') ?? '',
    );
    expect(typing.rulesIn(at, at)).toEqual(['databricks/malformed-secret-reference']);
    typing.replace(at + 14, at + 14, '/');
    expect(typing.rulesIn(at, at)).toEqual([]);
    typing.replace(0, 0, ' ');
    expect(typing.rulesIn(at + 1, at + 1)).toEqual(['databricks/malformed-secret-reference']);
  });
});

describe('whatever is typed', () => {
  const anyKey = fc.tuple(
    fc.integer({ min: -6, max: 24 }),
    fc.nat(3),
    fc.constantFrom(
      '',
      '{',
      '}',
      '{{',
      '}}',
      '/',
      ' ',
      '"',
      "'",
      '\n',
      '\t',
      '$',
      '${',
      '#',
      'secrets',
      'lake',
      '\ud800',
    ),
  );

  test.each(PLACES.map((place) => [place.file, place] as const))(
    'gets an answer with every key, and findings that lie in the text: %s',
    (_, place) => {
      const at = place.text.indexOf('|');
      fc.assert(
        fc.property(fc.array(anyKey, { maxLength: 8 }), (keys) => {
          const typing = new Typing(place, place.text.replace('|', REFERENCE));
          for (const [offset, removed, text] of keys) {
            typing.replace(at + offset, at + offset + removed, text);
            expectSound(typing.document.text, typing.findings());
          }
        }),
        { numRuns: 60 },
      );
    },
  );
});
